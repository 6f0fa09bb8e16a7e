import { type MediaLimits, mediaLimits, noImages, privateMedia, tooLargeImage } from "#lib/providers/media-limits"
import { isMetadataHost, isPrivateHost } from "#lib/providers/private-address"
import { asObject, asText, type Json } from "#lib/wire/read-json"

/** How one deployment takes media. */
export interface MediaRules extends MediaLimits {
  /**
   * The model itself runs at a private address (vLLM or Ollama at home): what lies next to it may be named to it, because whoever
   * set it up there can reach the same network anyway. A cloud's metadata addresses may not.
   */
  readonly near: boolean
}

/** A deployment's rules, from its parameters, its environment and where it is. Throws an Error for a size that is none. */
export function mediaRules(
  params: Readonly<Record<string, unknown>>,
  env: Readonly<Record<string, string | undefined>>,
  base: URL,
): MediaRules {
  return { ...mediaLimits(params, env), near: isPrivateHost(base.hostname) }
}

/**
 * Judges every image, file, sound and film of a conversation, in whatever dialect it is said: its address must not be a private
 * one, and an image that is sent along must not be too large. Throws `invalid_request`. Nothing is decoded, and a message that is
 * plain text is not looked into.
 *
 * An address is judged by what it says alone. Looking its name up would tell nothing: the provider asks its own name server, in its
 * own network, and later; there is no connection of ours that could be held to what we were told. What this keeps from a provider
 * are the addresses whose meaning is the same everywhere. (What the gateway fetches itself is judged by what it connects to.)
 */
export function judgeMedia(conversation: Readonly<Record<string, unknown>>, rules: MediaRules): void {
  for (const field of FIELDS) {
    const said = conversation[field]
    if (typeof said !== "object" || said === null) continue
    const judging = { rules, field }
    if (!Array.isArray(said)) judgeInside(said as Json, judging, MAX_DEPTH)
    else
      for (const item of said as unknown[])
        if (typeof item === "object" && item !== null) judgeInside(item as Json, judging, MAX_DEPTH)
  }
  const variables = asObject(asObject(conversation.prompt)?.variables)
  if (variables !== null)
    for (const each of Object.values(variables)) judgePart(each, { rules, field: "prompt" }, MAX_DEPTH)
}

/** Where OpenAI, Anthropic and Gemini keep what was said. */
const FIELDS = ["messages", "input", "contents", "system", "instructions"]
const MAX_DEPTH = 4

interface Judging {
  readonly rules: MediaRules
  readonly field: string
}

/** Where a message, an item or a part keeps further parts. Written out, not in a loop: every request comes through here. */
function judgeInside({ content, parts, images, output }: Json, judging: Judging, depth: number): void {
  if (typeof content === "object") judgeParts(content, judging, depth)
  if (typeof parts === "object") judgeParts(parts, judging, depth)
  if (typeof images === "object") judgeParts(images, judging, depth)
  if (typeof output === "object") judgeParts(output, judging, depth)
}

function judgeParts(inner: object | null, judging: Judging, depth: number): void {
  if (!Array.isArray(inner)) judgePart(inner, judging, depth)
  else for (const part of inner as (Json | null)[]) if (part?.type !== "text") judgePart(part, judging, depth)
}

/** Parts that say text, or what tools were called with, which is data and no address anyone follows. */
const TEXTS = new Set(["text", "input_text", "output_text", "tool_use", "function_call", "thinking"])

function judgePart(value: unknown, judging: Judging, depth: number): void {
  const part = asObject(value)
  if (part === null || TEXTS.has(part.type as string)) return
  for (const name of ["image_url", "video_url", "audio_url", "document_url", "file_url"]) {
    const url = asText(part[name]) ?? asText(asObject(part[name])?.url)
    if (url !== null) judge(url, name === "image_url" ? "image" : (name.split("_")[0] ?? ""), judging)
  }
  for (const file of [part, asObject(part.file)])
    for (const name of ["file_data", "file_url", "file_id"]) {
      const url = asText(file?.[name])
      if (url !== null) judge(url, "file", judging)
    }
  const sound = asText(asObject(part.input_audio)?.data) ?? asText(part.input_audio)
  if (sound !== null) judge(sound, "audio", judging)
  judgeSource(part, judging)
  judgeGoogle(part, judging)
  if (depth === 0) return
  judgeInside(part, judging, depth - 1)
  for (const name of ["source", "functionResponse", "function_response"]) {
    const inner = asObject(part[name])
    if (inner !== null) judgeInside(inner, judging, depth - 1)
  }
}

/** Anthropic's `source`: an address, or bytes. */
function judgeSource(part: Json, judging: Judging): void {
  const source = asObject(part.source)
  if (source === null) return
  const medium = part.type === "image" ? "image" : "file"
  const url = asText(source.url)
  if (url !== null) judge(url, medium, judging)
  const data = asText(source.data)
  if (data !== null && source.type === "base64" && medium === "image") judgeSize(data.length, judging)
}

/** Gemini's `fileData` and `inlineData`, in both spellings. */
function judgeGoogle(part: Json, judging: Judging): void {
  const file = asObject(part.fileData) ?? asObject(part.file_data)
  const type = asText(file?.mimeType) ?? asText(file?.mime_type) ?? ""
  const url = asText(file?.fileUri) ?? asText(file?.file_uri)
  if (url !== null) judge(url, type.startsWith("image/") ? "image" : "file", judging)
  const inline = asObject(part.inlineData) ?? asObject(part.inline_data)
  const data = asText(inline?.data)
  if (data !== null && (asText(inline?.mimeType) ?? asText(inline?.mime_type) ?? "").startsWith("image/"))
    judgeSize(data.length, judging)
}

/** Schemes that lead to a host. `gs:`, `s3:` and ids of files lead to a provider's own store. */
const TO_A_HOST = /^(?:https?|wss?|ftps?):$/
function judge(url: string, medium: string, judging: Judging): void {
  const { rules, field } = judging
  const image = medium === "image"
  if (image && rules.maxBytes === 0) throw noImages(field)
  if (/^\s*data:/i.test(url.slice(0, 40))) {
    if (image || /^\s*data:image\//i.test(url.slice(0, 60)))
      judgeSize(url.length - url.slice(0, 200).indexOf(",") - 1, judging)
    return
  }
  const place = URL.canParse(url) ? new URL(url) : null
  if (place === null) {
    // No address: bare base64, which some servers take.
    if (image) judgeSize(url.length, judging)
    return
  }
  if (rules.allowPrivate) return
  if (place.protocol === "file:") {
    if (!rules.near) throw privateMedia(medium, url, field)
    return
  }
  if (!TO_A_HOST.test(place.protocol)) return
  if (rules.near ? isMetadataHost(place.hostname) : isPrivateHost(place.hostname))
    throw privateMedia(medium, url, field)
}

/** Four characters of base64 are three bytes; padding is not worth looking at. */
function judgeSize(chars: number, { rules, field }: Judging): void {
  if (rules.maxBytes === 0) throw noImages(field)
  if (Math.floor(chars / 4) * 3 - 2 > rules.maxBytes) throw tooLargeImage("An image in the request", rules, field)
}
