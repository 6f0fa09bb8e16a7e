import { SseDecoder, type SseEvent } from "#lib/core/sse"
import type { ChatChunk, ChatResponse, Usage } from "../chat"
import type { Dialect } from "../dialect"

/** What a reader of an answer ends up with, however it came: the thing that must not depend on the way. */
export interface Digest {
  content: string
  reasoning: string
  refusal: string
  tools: { id: string; name: string; arguments: string }[]
  finish: string | null
  usage: Partial<Usage> | null
}

/** Joins hub chunks as the official clients do (first choice). */
export function digestChunks(chunks: readonly ChatChunk[]): Digest {
  const out: Digest = { content: "", reasoning: "", refusal: "", tools: [], finish: null, usage: null }
  const tools = new Map<number, Digest["tools"][number]>()
  for (const chunk of chunks) {
    if (chunk.usage) out.usage = chunk.usage
    const choice = chunk.choices.find((c) => (c.index ?? 0) === 0)
    if (!choice) continue
    out.content += choice.delta.content ?? ""
    out.reasoning += choice.delta.reasoning_content ?? ""
    out.refusal += choice.delta.refusal ?? ""
    for (const call of choice.delta.tool_calls ?? []) {
      const tool = tools.get(call.index) ?? { id: "", name: "", arguments: "" }
      tools.set(call.index, tool)
      tool.id ||= call.id ?? ""
      tool.name += call.function?.name ?? ""
      tool.arguments += call.function?.arguments ?? ""
    }
    out.finish = choice.finish_reason ?? out.finish
  }
  out.tools = [...tools.values()]
  return out
}

/** The same of a unary answer. */
export function digestResponse(chat: ChatResponse): Digest {
  const choice = chat.choices[0]
  const message = choice?.message
  return {
    content: typeof message?.content === "string" ? message.content : "",
    reasoning: message?.reasoning_content ?? "",
    refusal: message?.refusal ?? "",
    tools: (message?.tool_calls ?? []).map((c) => ({ id: c.id, ...c.function })),
    finish: choice?.finish_reason ?? null,
    usage: chat.usage ?? null,
  }
}

/** All events in these bytes. */
export function eventsOf(bytes: Uint8Array): SseEvent[] {
  return new SseDecoder().push(bytes)
}

/** Raw events → hub chunks, end included. */
export function chunksOf(dialect: Dialect, events: readonly SseEvent[]): ChatChunk[] {
  const stream = dialect.toHub.stream()
  return [...events.flatMap((e) => stream.push(e)), ...stream.end()]
}

/** Hub chunks → raw events, end included. */
export function eventsFrom(dialect: Dialect, chunks: readonly ChatChunk[]): SseEvent[] {
  const stream = dialect.fromHub.stream()
  return [...chunks.flatMap((c) => stream.push(c)), ...stream.end()]
}

/** Cuts bytes at random places, one-byte and empty pieces included. `random` in [0, 1). */
export function cut(bytes: Buffer, random: () => number): Buffer[] {
  const most = random() < 0.3 ? 3 : random() < 0.5 ? 40 : 700
  const pieces: Buffer[] = []
  for (let at = 0; at < bytes.length; ) {
    const size = Math.floor(random() * most)
    pieces.push(bytes.subarray(at, at + size))
    at += size
  }
  return pieces
}

/** A small seeded generator (mulberry32), so that a failing partition can be had again. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
