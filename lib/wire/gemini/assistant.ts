import type { ChatMessage, ToolCall } from "../chat"
import { asObject, asObjects, asText, type Json, parseJson } from "../read-json"
import { splitSignature, withSignature } from "../tool-call-id"
import { type ContentPlace, partsFromHub } from "./content"
import { dataUrl, mediaFromUrl } from "./media"
import { isText, type Part, RAW_PARTS, readPart, TEXT_SIGNATURES } from "./types"

/** Gemini 3 refuses calls without a signature; this one says that they come from elsewhere (ai.google.dev/gemini-api/docs/thought-signatures). */
const FOREIGN_SIGNATURE = "skip_thought_signature_validator"
const SIGNATURES_SINCE = 3

export interface AssistantOptions {
  /** Makes the id of a call that came without one. */
  readonly idOf: (name: string, index: number) => string
  /** True for a client's history, whose thoughts have to come back as they were. */
  readonly history: boolean
}

/** A model turn, as request history or as an answer: the same parts, the same fields. */
export function assistantToHub(parts: readonly Part[], options: AssistantOptions): ChatMessage {
  const thoughts = parts.filter((part) => part.thought === true)
  const texts = parts.filter(isText)
  const calls = callsToHub(parts, options.idOf)
  const images = imagesToHub(parts)
  const signatures = texts.flatMap((part) => asText(part.thoughtSignature) ?? [])
  const raw = isForeign(parts, options.history)
  const fields = {
    ...(raw ? { [RAW_PARTS]: parts } : {}),
    ...(signatures.length > 0 ? { [TEXT_SIGNATURES]: signatures } : {}),
  }
  const reasoning = thoughts.map((part) => asText(part.text) ?? "").join("")
  return {
    role: "assistant",
    content: texts.length === 0 ? null : texts.map((part) => part.text).join(""),
    ...(reasoning === "" ? {} : { reasoning_content: reasoning }),
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
    ...(images.length > 0 ? { images } : {}),
    ...(raw || signatures.length > 0 ? { provider_specific_fields: fields } : {}),
  }
}

/** The calls of these parts; `before` calls of the same answer came earlier. */
export function callsToHub(parts: readonly Part[], idOf: AssistantOptions["idOf"], before = 0): ToolCall[] {
  return parts
    .filter((part) => asObject(part.functionCall))
    .map((part, at) => {
      const call: Json = asObject(part.functionCall) ?? {}
      const name = asText(call.name) ?? ""
      const id = asText(call.id) || idOf(name, before + at)
      const signature = asText(part.thoughtSignature)
      return {
        id: withSignature(id, signature),
        type: "function",
        function: { name, arguments: JSON.stringify(asObject(call.args) ?? {}) },
        ...(signature ? { provider_specific_fields: { thought_signature: signature } } : {}),
      }
    })
}

/** Images a model drew, as LiteLLM gives them: data URLs beside the content. */
export function imagesToHub(parts: readonly Part[], before = 0): Json[] {
  return parts
    .flatMap((part) => {
      const url = part.thought === true ? null : dataUrl(part.inlineData)
      const signature = asText(part.thoughtSignature)
      if (!url) return []
      return [
        { type: "image_url", image_url: { url: url.url }, ...(signature ? { thought_signature: signature } : {}) },
      ]
    })
    .map((image, at) => ({ ...image, index: before + at }))
}

/** True for a part that the hub has no words for. */
export function isForeignPart(part: Part): boolean {
  return !isText(part) && part.thought !== true && !asObject(part.functionCall) && dataUrl(part.inlineData) === null
}

/** True when the hub's fields cannot tell these parts in their order: thoughts, text, images, calls. */
function isForeign(parts: readonly Part[], history: boolean): boolean {
  const order = parts.map((part) => {
    if (part.thought === true) return 0
    if (isText(part)) return part.text === "" ? -1 : 1
    return asObject(part.functionCall) ? 3 : 2
  })
  const ranks = order.filter((rank) => rank >= 0)
  return (
    parts.some(isForeignPart) ||
    parts.some((part) => part.thought === true && (history || part.thoughtSignature !== undefined)) ||
    ranks.some((rank, at) => at > 0 && rank < (ranks[at - 1] ?? 0))
  )
}

/** An assistant message → the parts of a model turn, signatures where Gemini put them. */
export function assistantFromHub(message: ChatMessage, place: ContentPlace): Part[] {
  const raw = rawParts(message)
  if (raw) return raw
  const text = partsFromHub(message.content, { ...place, at: `${place.at}.content` })
  const images = asObjects(message.images).flatMap((image) => imageFromHub(image, place))
  const legacy = asObject(message.function_call)
  const calls = asObjects(message.tool_calls).map(callFromHub)
  if (legacy && calls.length === 0) calls.push(callFromHub({ function: legacy }))
  const [first] = calls
  if (first && place.version >= SIGNATURES_SINCE && first.thoughtSignature === undefined)
    first.thoughtSignature = FOREIGN_SIGNATURE
  return [...signed(text, message), ...images, ...calls]
}

function callFromHub(call: Json): Part {
  const called: Json = asObject(call.function) ?? {}
  const { id, signature } = splitSignature(asText(call.id) ?? "")
  const beside = asText(asObject(call.provider_specific_fields)?.thought_signature)
  const kept = signature ?? beside
  return {
    functionCall: { ...(id === "" ? {} : { id }), name: asText(called.name) ?? "", args: argsOf(called.arguments) },
    ...(kept ? { thoughtSignature: kept } : {}),
  }
}

/**
 * Tool arguments (a string of JSON) → the object Gemini wants. What a model got wrong is kept under one name, so that the
 * conversation can go on and the model sees what it wrote.
 */
export function argsOf(args: unknown): Json {
  const text = asText(args)?.trim()
  if (!text) return asObject(args) ?? {}
  const parsed = parseJson(text)
  return asObject(parsed) ?? { invalid_arguments: parsed ?? text }
}

function imageFromHub(image: Json, place: ContentPlace): Part[] {
  const url = asText(asObject(image.image_url)?.url)
  if (url === null) return []
  const signature = asText(image.thought_signature)
  const media = mediaFromUrl(url, { mimeType: null, otherwise: "image/png" }, `${place.at}.images`)
  return [{ ...media, ...(signature ? { thoughtSignature: signature } : {}) }]
}

/** Puts a text's signature back on its last part. */
function signed(parts: Part[], message: ChatMessage): Part[] {
  const signatures = asObject(message.provider_specific_fields)?.[TEXT_SIGNATURES]
  const signature = Array.isArray(signatures) ? asText(signatures.at(-1)) : null
  const last = parts.at(-1)
  return signature && last ? [...parts.slice(0, -1), { ...last, thoughtSignature: signature }] : parts
}

/**
 * The parts of an earlier answer as Gemini sent them (server tools, executed code), when they still say what the message says: a
 * client or a guardrail that changed the text or the calls gets its version sent.
 */
function rawParts(message: ChatMessage): Part[] | null {
  const parts = asObjects(asObject(message.provider_specific_fields)?.[RAW_PARTS]).map(readPart)
  if (parts.length === 0) return null
  const said = typeof message.content === "string" ? message.content : textOf(asObjects(message.content))
  const made = parts.flatMap(({ functionCall }): Json[] => asObjects([functionCall]))
  const asked = asObjects(message.tool_calls).map((call) => asObject(call.function) ?? {})
  const same =
    textOf(parts.filter(isText)) === said &&
    made.length === asked.length &&
    made.every((call, at) => isSameCall(call, asked[at] ?? {}))
  return same ? named(parts, asObjects(message.tool_calls)) : null
}

/** Calls that came without an id get the one their results will name. */
function named(parts: readonly Part[], calls: readonly Json[]): Part[] {
  const ids = calls.map((call) => splitSignature(asText(call.id) ?? "").id)
  return parts.map((part) => {
    const call = asObject(part.functionCall)
    const id = call ? ids.shift() : undefined
    return call && id ? { ...part, functionCall: { ...call, id } } : part
  })
}

function isSameCall(made: Json, asked: Json): boolean {
  return made.name === asked.name && JSON.stringify(made.args ?? {}) === JSON.stringify(argsOf(asked.arguments))
}

function textOf(parts: readonly Json[]): string {
  return parts.map((part) => asText(part.text) ?? "").join("")
}
