import { describe, expect, it } from "vitest"
import { encodeSse, SseDecoder } from "#lib/core/sse"
import { anthropicMessages } from "./anthropic-messages/dialect"
import type { ChatMessage, ChatRequest } from "./chat"
import { cohere } from "./cohere/dialect"
import type { Dialect } from "./dialect"
import { NdjsonDecoder } from "./ndjson"
import { ollamaChat } from "./ollama/dialect"
import { normalisedChat } from "./openai-chat/accent"
import { openaiChat } from "./openai-chat/dialect"
import { asObject, asObjects, parseJson } from "./read-json"
import { chunksOf, cut, type Digest, digestChunks, digestResponse, eventsFrom, seeded } from "./testdata/digest"
import { RandomChat } from "./testdata/random-chat"

const RUNS = 150
const DIALECTS: readonly Dialect[] = [openaiChat, normalisedChat, anthropicMessages, cohere, ollamaChat]

/** What a message means, however its dialect writes it. */
function meaning({ role, content, tool_calls: calls, tool_call_id: id }: ChatMessage) {
  const parts = typeof content === "string" ? [{ type: "text", text: content }] : asObjects(content)
  return {
    role,
    text: parts.map((part) => (typeof part.text === "string" ? part.text : "")).join(""),
    images: parts.map((part) => asObject(part.image_url)?.url).filter((url) => url !== undefined),
    calls: (calls ?? []).map((call) => ({
      id: call.id,
      name: call.function.name,
      args: parseJson(call.function.arguments),
    })),
    ...(role === "tool" ? { id } : {}),
  }
}

function request(chat: ChatRequest) {
  const { model, messages, max_tokens, temperature, top_p, stop, stream, tools } = chat
  const functions = (tools ?? []).map((tool) => tool.function)
  return {
    model,
    messages: messages.map(meaning),
    max_tokens,
    temperature,
    top_p,
    stop,
    stream: stream === true,
    functions,
  }
}

function answer({ content, reasoning, tools, finish, usage }: Digest) {
  const calls = tools.map((tool) => ({ id: tool.id, name: tool.name, args: parseJson(tool.arguments) }))
  return { content, reasoning, calls, finish, prompt: usage?.prompt_tokens, completion: usage?.completion_tokens }
}

/** Events as bytes and back, cut anywhere. */
function overTheWire(dialect: Dialect, events: readonly { event: string; data: string }[], random: () => number) {
  const lines = dialect === ollamaChat
  const bytes = Buffer.from(events.map((e) => (lines ? `${e.data}\n` : encodeSse(e))).join(""))
  const decoder = lines ? new NdjsonDecoder() : new SseDecoder()
  return cut(bytes, random).flatMap((piece) => decoder.push(piece))
}

describe.each(DIALECTS.map((dialect) => ({ id: dialect.id, dialect })))("$id and back", ({ dialect }) => {
  it("a request means the same", () => {
    for (let seed = 1; seed <= RUNS; seed++) {
      const chat = new RandomChat(seeded(seed)).request("claude-x")
      const before = structuredClone(chat)
      const again = dialect.toHub.request(JSON.parse(JSON.stringify(dialect.fromHub.request(chat))))
      expect(request(again), `seed ${seed}`).toEqual(request(before))
      expect(chat, `seed ${seed}: the hub's request is left as it was`).toEqual(before)
    }
  })

  it("a whole answer means the same", () => {
    for (let seed = 1; seed <= RUNS; seed++) {
      const given = new RandomChat(seeded(seed)).response("m")
      const again = dialect.toHub.response(JSON.parse(JSON.stringify(dialect.fromHub.response(structuredClone(given)))))
      expect(answer(digestResponse(again)), `seed ${seed}`).toEqual(answer(digestResponse(given)))
    }
  })

  it("a stream means the same as the whole answer, over bytes cut anywhere", () => {
    for (let seed = 1; seed <= RUNS; seed++) {
      const random = seeded(seed)
      const chat = new RandomChat(random)
      const given = chat.response("m")
      const events = overTheWire(dialect, eventsFrom(dialect, chat.chunks(given)), random)
      expect(answer(digestChunks(chunksOf(dialect, events))), `seed ${seed}`).toEqual(answer(digestResponse(given)))
    }
  })

  it("a stream cut before its end is an error", () => {
    for (let seed = 1; seed <= RUNS; seed++) {
      const chat = new RandomChat(seeded(seed))
      // Of OpenAI's own stream the finish reason is enough; the cut is before it.
      const said = chat.chunks(chat.response("m")).slice(0, -2)
      const closing = eventsFrom(dialect, []).length
      const events = eventsFrom(dialect, said)
      const stream = dialect.toHub.stream()
      for (const event of events.slice(0, Math.max(1, events.length - closing - 1))) stream.push(event)
      expect(() => stream.end(), `seed ${seed}`).toThrow(/closed the stream/)
    }
  })
})
