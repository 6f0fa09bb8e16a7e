import { describe, expect, it } from "vitest"
import type { ChatMessage, ChatRequest, ContentPart, ToolCall } from "../chat"
import { seeded } from "../testdata/digest"
import { gemini } from "./dialect"

type Random = () => number

const WORDS = ["Größe", "x", "{}", '"quoted"', "line\nline", "🙂", "call_", "__thought", "0", "[1]", "null"]
const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
const some = (random: Random, chance = 0.5) => random() < chance
const words = (random: Random) =>
  Array.from({ length: 1 + Math.floor(random() * 4) }, () => pick(random, WORDS)).join(" ")
const signature = (random: Random) => Buffer.from(words(random)).toString("base64")

function json(random: Random, depth = 0): unknown {
  const kind = Math.floor(random() * (depth > 2 ? 4 : 6))
  if (kind === 0) return words(random)
  if (kind === 1) return Math.floor(random() * 1e6) / 10
  if (kind === 2) return some(random)
  if (kind === 3) return null
  if (kind === 4) return Array.from({ length: Math.floor(random() * 3) }, () => json(random, depth + 1))
  return object(random, depth + 1)
}

function object(random: Random, depth = 0): Record<string, unknown> {
  const names = ["a", "snake_case", "camelCase", "type", "output_", "id"].filter(() => some(random))
  return Object.fromEntries(names.map((name) => [name, json(random, depth)]))
}

function userContent(random: Random): string | ContentPart[] {
  if (some(random)) return words(random)
  const media: ContentPart[] = [
    { type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } },
    { type: "input_audio", input_audio: { data: "BBBB", format: pick(random, ["wav", "mp3"]) } },
    { type: "file", file: { file_data: "data:application/pdf;base64,CCCC" } },
  ]
  return [
    { type: "text", text: words(random) },
    ...media.filter(() => some(random, 0.4)),
    { type: "text", text: "end" },
  ]
}

/** A turn with calls and its results in another order, or a turn of words. */
function exchange(random: Random, at: number): ChatMessage[] {
  const user: ChatMessage = { role: "user", content: userContent(random) }
  const calls = Array.from({ length: Math.floor(random() * 3) }, (_, n): ToolCall => {
    const sig = some(random) ? signature(random) : null
    return {
      id: `call_${at}_${n}${sig ? `__thought__${sig}` : ""}`,
      type: "function",
      function: { name: pick(random, ["look", "book"]), arguments: JSON.stringify(object(random)) },
      ...(sig ? { provider_specific_fields: { thought_signature: sig } } : {}),
    }
  })
  const said = calls.length === 0 || some(random) ? words(random) : null
  const signed = said !== null && some(random, 0.3)
  const assistant: ChatMessage = {
    role: "assistant",
    content: said,
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
    ...(signed ? { provider_specific_fields: { thought_signatures: [signature(random)] } } : {}),
  }
  const results = calls.map((call): ChatMessage => {
    const failed = some(random, 0.2)
    const content = failed
      ? `it failed: ${words(random)}`
      : some(random)
        ? JSON.stringify(object(random))
        : `so: ${words(random)}`
    return {
      role: "tool",
      tool_call_id: call.id,
      name: call.function.name,
      content,
      ...(failed ? { is_error: true } : {}),
    }
  })
  return [user, assistant, ...(some(random) ? results.reverse() : results)]
}

function request(random: Random): ChatRequest {
  const messages = Array.from({ length: 1 + Math.floor(random() * 3) }, (_, at) => exchange(random, at)).flat()
  if (some(random)) messages.unshift({ role: "system", content: words(random) })
  // Two turns of one side would come back as one.
  if (some(random) && messages.at(-1)?.role === "assistant") messages.push({ role: "user", content: words(random) })
  const parameters = {
    type: "object",
    properties: { snake_case: { type: ["string", "null"] } },
    required: ["snake_case"],
  }
  const settings: Partial<ChatRequest> = {
    temperature: random(),
    top_p: random(),
    max_tokens: Math.floor(random() * 100),
    n: 2,
    stop: [words(random)],
    seed: 3,
    presence_penalty: 0.5,
    logprobs: true,
    top_logprobs: 2,
    modalities: ["text"],
    reasoning_effort: pick(random, ["low", "medium", "high", "none"]),
    response_format: pick(random, [
      { type: "json_object" as const },
      { type: "json_schema" as const, json_schema: { name: "answer", schema: parameters } },
    ]),
    tool_choice: pick(random, ["auto", "none", "required", { type: "function", function: { name: "look" } }] as const),
    labels: { team: words(random) },
  }
  const chosen = Object.fromEntries(Object.entries(settings).filter(() => some(random)))
  const tools = ["look", "book"].map((name) => ({ type: "function", function: { name, description: "d", parameters } }))
  return {
    model: "gemini-2.5-flash",
    messages,
    tools: [...tools, { type: "googleSearch", googleSearch: {} }],
    ...chosen,
  }
}

/** What a hub request means: efforts of a model that thinks by budget are budgets, arguments are values. */
function meaning(chat: ChatRequest): unknown {
  const { reasoning_effort: _effort, thinking: _thinking, ...rest } = chat
  const messages = rest.messages.map((message) => ({
    ...message,
    tool_calls: message.tool_calls?.map((call) => ({
      ...call,
      function: { ...call.function, arguments: JSON.parse(call.function.arguments) },
    })),
    content:
      message.role === "tool" && typeof message.content === "string" ? valueIn(message.content) : message.content,
  }))
  return JSON.parse(JSON.stringify({ ...rest, messages }))
}

function valueIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

describe("hub → Gemini → hub", () => {
  it.each(Array.from({ length: 300 }, (_, seed) => seed))("request %i means the same again", (seed) => {
    const chat = request(seeded(seed))
    const there = gemini.fromHub.request(structuredClone(chat))
    const back = { ...gemini.toHub.request(structuredClone(there)), model: chat.model }
    expect(meaning(back)).toEqual(meaning(chat))
    // And a second time nothing moves at all, thinking included.
    expect(gemini.fromHub.request(back)).toEqual(there)
  })
})
