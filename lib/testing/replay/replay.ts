import { SseDecoder, type SseEvent } from "#lib/core/sse"
import type { EventDecoder } from "#lib/providers/provider"
import type { ChatChunk, ChatResponse, Usage } from "#lib/wire/chat"
import type { Dialect } from "#lib/wire/dialect"
import { type AnswerDigest, argumentsOf, type Json, type RawReader, sorted } from "./raw-reader"
import type { Recording } from "./recordings"

/** A wire format under test: our dialect, and the reader that knows nothing of it. */
export interface Wire {
  readonly dialect: Dialect
  readonly read: RawReader
  readonly decoder?: () => EventDecoder
}

/** What differs, in words; empty = the exchange replays. */
export function replay(recording: Recording, wire: Wire): string[] {
  const wrong: string[] = []
  const attempt = (what: string, work: () => string[]) => {
    try {
      wrong.push(...work().map((difference) => `${what}: ${difference}`))
    } catch (e) {
      wrong.push(`${what}: ${e instanceof Error ? e.message : String(e)}`)
    }
  }
  attempt("request", () => replayRequest(recording, wire))
  if (recording.answer instanceof Buffer && failsInside(recording.answer)) return wrong
  if (recording.answer instanceof Buffer) {
    const bytes = recording.answer
    attempt("stream", () => replayStream(bytes, wire))
  } else {
    const { answer } = recording
    attempt("answer", () => replayAnswer(answer as Json, wire))
  }
  return wrong
}

/** A stream that reports a failure has no answer to compare. */
function failsInside(bytes: Buffer): boolean {
  return /^data: *\{"error"/m.test(bytes.toString("utf8")) || /"error":\{"(message|code)"/.test(bytes.toString("utf8"))
}

/** The recorded request through the hub and back asks the same. */
function replayRequest({ request }: Recording, { dialect, read }: Wire): string[] {
  const hub = dialect.toHub.request({ model: modelOf(request), ...structuredClone(request.body) })
  const again = dialect.fromHub.request(hub)
  return differences({ ...read.request(request.body) }, { ...read.request(again as Json) })
}

/** Some name the model in the path. */
function modelOf({ path }: Recording["request"]): string {
  return decodeURIComponent(/\/models?\/([^/:]+)/.exec(path)?.[1] ?? "unnamed")
}

function replayAnswer(body: Json, { dialect, read }: Wire): string[] {
  const expected = read.answer(body)
  const hub = dialect.toHub.response(structuredClone(body))
  const again = read.answer(dialect.fromHub.response(structuredClone(hub)) as Json)
  return [
    ...shapeOf(hub),
    ...differences({ ...expected }, { ...digestOf(hub) }),
    ...differences({ ...expected }, { ...again }).map((difference) => `back: ${difference}`),
  ]
}

function replayStream(bytes: Buffer, { dialect, read, decoder }: Wire): string[] {
  const events = (decoder?.() ?? new SseDecoder()).push(bytes)
  const expected = read.stream(events)
  const toHub = dialect.toHub.stream()
  const chunks = [...events.flatMap((event) => toHub.push(event)), ...toHub.end()]
  const fromHub = dialect.fromHub.stream()
  const back: SseEvent[] = [...chunks.flatMap((chunk) => fromHub.push(structuredClone(chunk))), ...fromHub.end()]
  return [
    ...differences({ ...expected }, { ...digestOfChunks(chunks) }),
    ...differences({ ...expected }, { ...read.stream(back) }).map((difference) => `back: ${difference}`),
  ]
}

/** The fields OpenAI's clients rely on. */
function shapeOf(hub: ChatResponse): string[] {
  const wrong: string[] = []
  if (hub.object !== "chat.completion") wrong.push(`object is ${hub.object}`)
  if (typeof hub.id !== "string" || typeof hub.model !== "string") wrong.push("id or model is no text")
  if (!Array.isArray(hub.choices) || hub.choices.length === 0) wrong.push("no choices")
  for (const call of hub.choices.flatMap((choice) => choice.message.tool_calls ?? []))
    if (typeof call.function.arguments !== "string" || !call.id) wrong.push("a tool call without id or argument text")
  return wrong
}

function digestOf(hub: ChatResponse): AnswerDigest {
  const choice = hub.choices[0]
  const content = choice?.message.content
  return {
    text: typeof content === "string" ? content : (content ?? []).map((part) => part.text ?? "").join(""),
    tools: (choice?.message.tool_calls ?? []).map((call) => ({
      name: call.function.name,
      args: argumentsOf(call.function.arguments),
    })),
    finish: choice?.finish_reason ?? null,
    ...usageOf(hub.usage),
  }
}

function digestOfChunks(chunks: readonly ChatChunk[]): AnswerDigest {
  let text = ""
  let finish: string | null = null
  let usage: Usage | null = null
  const calls = new Map<number, { name: string; args: string }>()
  for (const chunk of chunks) {
    if (chunk.usage) usage = chunk.usage
    for (const { delta, finish_reason, index } of chunk.choices) {
      if ((index ?? 0) !== 0) continue
      text += delta.content ?? ""
      finish = finish_reason ?? finish
      for (const part of delta.tool_calls ?? []) {
        const call = calls.get(part.index) ?? { name: "", args: "" }
        calls.set(part.index, call)
        call.name ||= part.function?.name ?? ""
        call.args += part.function?.arguments ?? ""
      }
    }
  }
  const tools = [...calls.values()].map(({ name, args }) => ({ name, args: argumentsOf(args) }))
  return { text, tools, finish, ...usageOf(usage) }
}

function usageOf(usage: Usage | null | undefined) {
  return usage
    ? { promptTokens: usage.prompt_tokens, completionTokens: usage.completion_tokens }
    : { promptTokens: null, completionTokens: null }
}

function differences(expected: Json, got: Json): string[] {
  return (
    Object.keys(expected)
      // A client needs a reason: where the provider gave none, ours is read from what came.
      .filter((name) => name !== "finish" || expected.finish !== null)
      .filter((name) => JSON.stringify(sorted(expected[name])) !== JSON.stringify(sorted(got[name])))
      .map((name) => `${name} ${clip(expected[name])} became ${clip(got[name])}`)
  )
}

const clip = (value: unknown) => (JSON.stringify(value) ?? "nothing").slice(0, 300)
