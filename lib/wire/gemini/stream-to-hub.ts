import { type Clock, systemClock } from "#lib/core/clock"
import { requestId } from "#lib/core/ids"
import type { SseEvent } from "#lib/core/sse"
import type { ChatChunk, ChatDelta, ChunkChoice, FinishReason } from "../chat"
import type { Translator } from "../dialect"
import { brokenEvent, truncatedStream } from "../provider-error"
import { asObject, asObjects, asText, type Json, parseJson } from "../read-json"
import { callsToHub, imagesToHub, isForeignPart } from "./assistant"
import { embedded } from "./error"
import { finishReason, nativeReason } from "./finish-reason"
import { annotationsOf, sourceLists } from "./grounding"
import { logprobsToHub } from "./logprobs"
import { blockedChoice, callId, createdAt, originals } from "./response"
import { StreamedCall } from "./streamed-call"
import { isText, type Part, RAW_PARTS, readPart, TEXT_SIGNATURES } from "./types"
import { NOTHING_USED, usageToHub } from "./usage"

/** What is known of one candidate so far. */
interface Progress {
  text: string
  calls: number
  images: number
  /** A call whose arguments are still coming. */
  open: StreamedCall | null
  finish: FinishReason | null
}

/**
 * streamGenerateContent events → hub chunks. Every event is a whole answer with the next piece of each candidate; function calls come
 * whole. Usage is repeated and grows: the last word goes out at the end, in a chunk of its own with empty `choices`, as OpenAI
 * sends it.
 */
export class StreamToHub implements Translator<SseEvent, ChatChunk> {
  readonly #clock: Clock
  #id = ""
  #created = 0
  #model = ""
  #usage: Json = {}
  #candidates = new Map<number, Progress>()
  #blocked = false

  constructor(clock: Clock = systemClock) {
    this.#clock = clock
  }

  push(e: SseEvent): ChatChunk[] {
    const data = e.data.trim()
    if (data === "" || data === "[DONE]") return []
    const parsed = parseJson(data)
    const event = asObject(parsed)
    if (!event) throw brokenEvent(data)
    if (asObject(event.error)) throw embedded(event)
    const out = this.#id === "" ? [this.#open(event)] : []
    Object.assign(this.#usage, asObject(event.usageMetadata))
    const candidates = asObjects(event.candidates)
    candidates.forEach((candidate, at) => {
      out.push(...this.#candidate(candidate, typeof candidate.index === "number" ? candidate.index : at))
    })
    const lists = sourceLists(candidates)
    const last = out.at(-1)
    if (last && Object.keys(lists).length > 0) Object.assign(last, lists)
    const feedback = asObject(event.promptFeedback)
    if (feedback?.blockReason && candidates.length === 0) out.push(this.#block(feedback))
    return out
  }

  end(): ChatChunk[] {
    const all = [...this.#candidates.values()]
    if (!this.#blocked && !all.some(({ finish }) => finish !== null)) throw truncatedStream()
    const usage = usageToHub(this.#usage) ?? (this.#blocked ? NOTHING_USED : null)
    return usage ? [{ ...this.#chunk([]), usage }] : []
  }

  #open(event: Json): ChatChunk {
    this.#id = asText(event.responseId) || requestId(this.#clock.now())
    this.#created = createdAt(event, this.#clock)
    this.#model = asText(event.modelVersion) ?? ""
    return this.#chunk([{ index: 0, delta: { role: "assistant", content: "" }, finish_reason: null }])
  }

  #candidate(candidate: Json, index: number): ChatChunk[] {
    const known = this.#candidates.get(index) ?? { text: "", calls: 0, images: 0, open: null, finish: null }
    this.#candidates.set(index, known)
    const parts = asObjects(asObject(candidate.content)?.parts).map(readPart)
    const choices = parts.flatMap((part) => this.#part(part, known, index))
    if (nativeReason(candidate.finishReason) !== null) choices.push(...closed(known, index))
    const annotations = annotationsOf(candidate, [known.text])
    if (annotations.length > 0) choices.push(piece(index, { annotations }))
    const logprobs = logprobsToHub(candidate.logprobsResult)
    if (logprobs) choices.push({ ...piece(index, {}), logprobs })
    const reason = nativeReason(candidate.finishReason)
    if (reason !== null && known.finish === null) {
      known.finish = finishReason(reason, known.calls > 0)
      const fields = originals(candidate)
      choices.push({
        index,
        delta: {},
        finish_reason: known.finish,
        ...(fields ? { provider_specific_fields: fields } : {}),
      })
    }
    return choices.map((choice) => this.#chunk([choice]))
  }

  #part(part: Part, known: Progress, index: number): ChunkChoice[] {
    if (part.thought === true) {
      const reasoning = asText(part.text)
      return reasoning ? [piece(index, { reasoning_content: reasoning })] : []
    }
    if (isText(part)) {
      const content = asText(part.text) ?? ""
      known.text += content
      const signature = asText(part.thoughtSignature)
      const fields = signature ? { provider_specific_fields: { [TEXT_SIGNATURES]: [signature] } } : {}
      return content === "" && !signature ? [] : [piece(index, { ...(content === "" ? {} : { content }), ...fields })]
    }
    if (asObject(part.functionCall)) return this.#call(part, known, index)
    if (isForeignPart(part)) return [piece(index, { provider_specific_fields: { [RAW_PARTS]: [part] } })]
    const images = imagesToHub([part], known.images)
    known.images += images.length
    return [piece(index, { images })]
  }

  /** A whole call, or a piece of one: its name, some of its arguments, its end. */
  #call(part: Part, known: Progress, index: number): ChunkChoice[] {
    const given: Json = asObject(part.functionCall) ?? {}
    if (!given.name) return known.open?.push(given) ? closed(known, index) : []
    const before = closed(known, index)
    const [call] = callsToHub([part], (_name, at) => callId(this.#id, index, at), known.calls)
    if (!call) return before
    const slot = known.calls++
    const started = given.willContinue === true
    if (started) {
      known.open = new StreamedCall(slot)
      known.open.push(given)
      call.function.arguments = ""
    }
    return [...before, piece(index, { tool_calls: [{ index: slot, ...call }] })]
  }

  #block(feedback: Json): ChatChunk {
    this.#blocked = true
    const { message, ...choice } = blockedChoice(feedback)
    const delta = message.refusal ? { refusal: message.refusal } : {}
    return { ...this.#chunk([{ ...choice, delta }]), prompt_feedback: feedback }
  }

  #chunk(choices: ChunkChoice[]): ChatChunk {
    return { id: this.#id, object: "chat.completion.chunk", created: this.#created, model: this.#model, choices }
  }
}

/** The arguments of a call that came in pieces. */
function closed(known: Progress, index: number): ChunkChoice[] {
  const { open } = known
  known.open = null
  return open ? [piece(index, { tool_calls: [{ index: open.index, function: { arguments: open.json } }] })] : []
}

function piece(index: number, delta: ChatDelta): ChunkChoice {
  return { index, delta, finish_reason: null }
}
