import type { SseEvent } from "#lib/core/sse"
import type { ChatChunk, ChatDelta } from "../chat"
import type { Translator } from "../dialect"
import { brokenEvent, embeddedError, truncatedStream } from "../provider-error"
import { asObject, asObjects, asText, type Json, parseJson } from "../read-json"
import { toolCallToHub } from "./request-to-hub"
import { finishReason, head, messageOf, serial } from "./response"
import { usageToHub } from "./usage"

/**
 * Lines of /api/chat or /api/generate → hub chunks. A call comes whole in one line. Usage comes last, in a chunk of its own with
 * empty `choices`, as OpenAI sends it.
 */
export class StreamToHub implements Translator<SseEvent, ChatChunk> {
  #head: ReturnType<typeof head> | null = null
  #serial = ""
  #calls = 0
  #done = false

  push(e: SseEvent): ChatChunk[] {
    const data = e.data.trim()
    if (this.#done || data === "") return []
    const line = asObject(parseJson(data))
    if (!line) throw brokenEvent(data)
    if (line.error) throw embeddedError(line)
    const out: ChatChunk[] = []
    if (this.#head === null) {
      this.#head = head(line)
      this.#serial = serial(line)
      out.push(this.#chunk({ role: "assistant", content: "" }))
    }
    const delta = this.#delta(messageOf(line) ?? {})
    if (Object.keys(delta).length > 0) out.push(this.#said(delta, line))
    if (line.done === true) this.#end(line, out)
    return out
  }

  end(): ChatChunk[] {
    if (!this.#done) throw truncatedStream()
    return []
  }

  #delta(message: Json): ChatDelta {
    const delta: ChatDelta = {}
    const thinking = asText(message.thinking)
    if (thinking) delta.reasoning_content = thinking
    const text = asText(message.content)
    if (text) delta.content = text
    const calls = asObjects(message.tool_calls)
    if (calls.length > 0)
      delta.tool_calls = calls.map((call) => {
        const index = this.#calls++
        return { index, ...toolCallToHub(call, `${this.#serial}_${index}`) }
      })
    return delta
  }

  #said(delta: ChatDelta, line: Json): ChatChunk {
    const chunk = this.#chunk(delta)
    const [choice] = chunk.choices
    if (choice && Array.isArray(line.logprobs)) choice.logprobs = { content: line.logprobs }
    return chunk
  }

  #end(line: Json, out: ChatChunk[]): void {
    this.#done = true
    const last = this.#chunk({})
    const [choice] = last.choices
    if (choice) choice.finish_reason = finishReason(line, this.#calls > 0)
    out.push(last)
    const usage = usageToHub(line)
    if (usage) out.push({ ...this.#chunk({}), choices: [], usage })
  }

  #chunk(delta: ChatDelta): ChatChunk {
    const { id, created, model } = this.#head ?? { id: "", created: 0, model: "" }
    return { id, object: "chat.completion.chunk", created, model, choices: [{ index: 0, delta, finish_reason: null }] }
  }
}
