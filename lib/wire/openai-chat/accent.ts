import type { SseEvent } from "#lib/core/sse"
import type { ChatChunk, ChatRequest, ChatResponse } from "../chat"
import type { Dialect, Translator } from "../dialect"
import { openaiChat } from "./dialect"
import { requestFromHub } from "./request"
import { responseToHub } from "./response"
import { DONE, StreamToHub } from "./stream"

/**
 * How one provider speaks OpenAI chat. Its answers are always read and said again, so that a client gets the hub's fields
 * (`reasoning_content`, `annotations`, usage in OpenAI's terms) whoever answers.
 */
export interface Accent {
  /** Becomes part of the dialect's id, which makes it another dialect than the client's. */
  readonly name: string
  /** Last change of a whole answer; may change it in place. */
  readonly response?: (chat: ChatResponse) => ChatResponse
  /** The same for the chunks of one stream, with its state inside. */
  readonly stream?: () => (chunk: ChatChunk) => ChatChunk
}

/** OpenAI chat with this accent. */
export function accented(accent: Accent): Dialect {
  const response = (body: unknown) => {
    const chat = responseToHub(body)
    return accent.response ? accent.response(chat) : chat
  }
  const stream = () => new AccentedStream(accent.stream?.() ?? ((chunk) => chunk))
  return {
    ...openaiChat,
    id: `openai-chat+${accent.name}`,
    toHub: { ...openaiChat.toHub, response, stream },
    fromHub: { ...openaiChat.fromHub, request: askingForUsage },
  }
}

/** The plain reader, the accent's change, and a finish reason for the complete stream that never gave one: clients wait for it. */
class AccentedStream implements Translator<SseEvent, ChatChunk> {
  readonly #plain = new StreamToHub()
  readonly #change: (chunk: ChatChunk) => ChatChunk
  #last: ChatChunk | null = null
  #called = false
  #finished = false

  constructor(change: (chunk: ChatChunk) => ChatChunk) {
    this.#change = change
  }

  push(e: SseEvent): ChatChunk[] {
    const chunks = this.#plain.push(e).map(this.#change)
    for (const chunk of chunks) this.#watch(chunk)
    return chunks.length === 0 && e.data.trim() === DONE.data ? this.#unsaidFinish() : chunks
  }

  end(): ChatChunk[] {
    return this.#plain.end()
  }

  #watch(chunk: ChatChunk): void {
    this.#last = chunk
    for (const { delta, finish_reason } of chunk.choices) {
      if (finish_reason) this.#finished = true
      if (delta.tool_calls?.length) this.#called = true
    }
  }

  #unsaidFinish(): ChatChunk[] {
    if (this.#finished || !this.#last) return []
    this.#finished = true
    const { id, created, model } = this.#last
    const finish_reason = this.#called ? "tool_calls" : "stop"
    const choices = [{ index: 0, delta: {}, finish_reason } as const]
    return [{ id, object: "chat.completion.chunk", created, model, choices: [...choices] }]
  }
}

/** Same shape, other dialect: the wish for usage, which a native request gets elsewhere, is added here. */
function askingForUsage(chat: ChatRequest): Record<string, unknown> {
  const out = requestFromHub(chat)
  if (chat.stream) out.stream_options = { ...chat.stream_options, include_usage: true }
  return out
}

/** No accent but the common ones (`reasoning`, content as a list of parts …), which the hub's reader understands. */
export const normalisedChat: Dialect = accented({ name: "normalised" })
