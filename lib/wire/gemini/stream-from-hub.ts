import type { SseEvent } from "#lib/core/sse"
import type { ChatChunk, ChunkChoice, ToolCallDelta, Usage } from "../chat"
import type { Translator } from "../dialect"
import { asObject, asObjects, asText, type Json } from "../read-json"
import { reasonFromHub } from "./finish-reason"
import { logprobsFromHub } from "./logprobs"
import { mediaFromUrl } from "./media"
import { callPart } from "./response"
import { type Part, RAW_PARTS, TEXT_SIGNATURES } from "./types"
import { usageFromHub } from "./usage"

interface OpenCall {
  id: string
  name: string
  json: string
}

/** One choice between its start and its end. */
interface Progress {
  readonly calls: Map<number, OpenCall>
  finish: string | null
  original: Json
  logprobs: Json | null
}

/** Fields of chunks that belong to the last event of a Gemini stream. */
const LATE = [
  "vertex_ai_grounding_metadata",
  "vertex_ai_url_context_metadata",
  "vertex_ai_safety_results",
  "vertex_ai_citation_metadata",
]
const NAMES = ["groundingMetadata", "urlContextMetadata", "safetyRatings", "citationMetadata"]

/**
 * Hub chunks → streamGenerateContent events. Text flows as it comes; a function call goes out whole, because Gemini has no pieces of
 * one. The finish reason is held back until the provider's stream has ended, because its usage comes after it.
 */
export class StreamFromHub implements Translator<ChatChunk, SseEvent> {
  #choices = new Map<number, Progress>()
  #usage: Usage | null = null
  #id = ""
  #model = ""
  #late: Json = {}
  #feedback: Json | null = null

  push(chunk: ChatChunk): SseEvent[] {
    this.#id ||= chunk.id
    this.#model ||= chunk.model
    if (chunk.usage) this.#usage = chunk.usage
    for (const name of LATE) if (chunk[name]) this.#late[name] = chunk[name]
    this.#feedback = asObject(chunk.prompt_feedback) ?? this.#feedback
    return chunk.choices.flatMap((choice) => {
      const parts = this.#choice(choice)
      return parts.length === 0 ? [] : [this.#event([candidate(choice.index ?? 0, parts)], {})]
    })
  }

  end(): SseEvent[] {
    const usage = usageFromHub(this.#usage)
    const meta = usage ? { usageMetadata: usage } : {}
    if (this.#feedback?.blockReason) return [this.#event(null, { promptFeedback: this.#feedback, ...meta })]
    if (this.#choices.size === 0) this.#progress(0)
    const last = [...this.#choices].map(([index, known]) => this.#last(index, known))
    return [this.#event(last, meta)]
  }

  #last(index: number, known: Progress): Json {
    const { finish, original, logprobs, calls } = known
    const parts = [...calls.values()].map((call) => callPart(call.id, call.name, call.json))
    calls.clear()
    const out: Json = {
      ...candidate(index, parts.length > 0 ? parts : [{ text: "" }]),
      finishReason: reasonFromHub(finish, original.native_finish_reason),
      ...(original.finish_message ? { finishMessage: original.finish_message } : {}),
      ...(logprobs ? { logprobsResult: logprobs } : {}),
    }
    LATE.forEach((list, at) => {
      const entries = this.#late[list]
      const entry = Array.isArray(entries) ? entries[index] : undefined
      if (entry) out[NAMES[at] ?? list] = entry
    })
    return out
  }

  #choice(choice: ChunkChoice): Part[] {
    const known = this.#progress(choice.index ?? 0)
    const { delta } = choice
    const out: Part[] = []
    if (delta.reasoning_content) out.push({ text: delta.reasoning_content, thought: true })
    const fields = asObject(delta.provider_specific_fields)
    const signatures = fields?.[TEXT_SIGNATURES]
    const signature = Array.isArray(signatures) ? asText(signatures.at(-1)) : null
    const said = `${delta.content ?? ""}${delta.refusal ?? ""}`
    if (said !== "" || signature) out.push({ text: said, ...(signature ? { thoughtSignature: signature } : {}) })
    for (const image of asObjects(delta.images)) out.push(...imagePart(image))
    out.push(...(asObjects(fields?.[RAW_PARTS]) as Part[]))
    for (const call of delta.tool_calls ?? []) out.push(...this.#call(call, known))
    if (choice.finish_reason) known.finish = choice.finish_reason
    known.original = asObject(choice.provider_specific_fields) ?? known.original
    known.logprobs = logprobsFromHub(choice.logprobs) ?? known.logprobs
    return out
  }

  /** A call is complete when the next one begins; interleaved ones stay open until the end. */
  #call(call: ToolCallDelta, known: Progress): Part[] {
    const slot = call.index ?? 0
    const open = known.calls.get(slot)
    // Some providers give every call the index 0; a new id is a new call.
    const replaced = open && call.id && call.id !== open.id ? [callPart(open.id, open.name, open.json)] : []
    const next = open && replaced.length === 0 ? open : { id: call.id ?? "", name: "", json: "" }
    next.name ||= call.function?.name ?? ""
    next.json += call.function?.arguments ?? ""
    known.calls.set(slot, next)
    return replaced
  }

  #progress(index: number): Progress {
    const known = this.#choices.get(index) ?? { calls: new Map(), finish: null, original: {}, logprobs: null }
    this.#choices.set(index, known)
    return known
  }

  #event(candidates: Json[] | null, more: Json): SseEvent {
    const about = { modelVersion: this.#model, responseId: this.#id }
    return { event: "", data: JSON.stringify({ ...(candidates ? { candidates } : {}), ...more, ...about }) }
  }
}

function candidate(index: number, parts: readonly Part[]): Json {
  return { content: { role: "model", parts }, index }
}

function imagePart(image: Json): Part[] {
  const url = asText(asObject(image.image_url)?.url)
  if (url === null) return []
  const signature = asText(image.thought_signature)
  const media = mediaFromUrl(url, { mimeType: null, otherwise: "image/png" }, "images")
  return [{ ...media, ...(signature ? { thoughtSignature: signature } : {}) }]
}
