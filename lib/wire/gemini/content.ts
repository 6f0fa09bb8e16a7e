import { GatewayError } from "#lib/core/errors"
import type { ContentPart } from "../chat"
import { asObject, asText, type Json } from "../read-json"
import { dataUrl, invalid, mediaFromUrl, urlOf } from "./media"
import { isText, type Part } from "./types"

/** What a part says about itself beside its data; kept under the same names on the hub's part. */
const EXTRAS = ["videoMetadata", "mediaResolution", "thoughtSignature", "partMetadata"]
const DETAILS: Readonly<Record<string, string>> = { low: "MEDIA_RESOLUTION_LOW", high: "MEDIA_RESOLUTION_HIGH" }
/** From this version on the resolution can be set for each part. */
const RESOLUTION_SINCE = 3

/** Where content stands: the field's name for error messages, and the version of the model that will read it. */
export interface ContentPlace {
  readonly at: string
  readonly version: number
}

/** A hub message's content → Gemini parts. Empty texts are left out; Gemini's own parts sent through the hub arrive as they are. */
export function partsFromHub(content: string | ContentPart[] | null | undefined, place: ContentPlace): Part[] {
  if (content === undefined || content === null || content === "") return []
  if (typeof content === "string") return [{ text: content }]
  return content.flatMap((part, index) => partFromHub(part, { ...place, at: `${place.at}[${index}]` }))
}

function partFromHub(part: ContentPart, { at, version }: ContentPlace): Part[] {
  const extras: Json = {}
  for (const name of EXTRAS) if (part[name] !== undefined && part[name] !== null) extras[name] = part[name]
  if (part.type === "text") return part.text ? [{ text: part.text, ...extras }] : []
  if (part.type === "refusal") return asText(part.refusal) ? [{ text: String(part.refusal) }] : []
  if (part.type === "thinking" || part.type === "redacted_thinking") return []
  if (part.type === "image_url") return [{ ...imageFromHub(part.image_url, { at, version }), ...extras }]
  if (part.type === "video_url") {
    const { url, fields } = urlOf(part.video_url, at)
    return [{ ...mediaFromUrl(url, { mimeType: asText(fields.format), otherwise: "video/mp4" }, at), ...extras }]
  }
  if (part.type === "input_audio") return [{ ...audioFromHub(part.input_audio, at), ...extras }]
  if (part.type === "file") return [{ ...fileFromHub(part.file, at), ...extras }]
  const { type, ...own } = part
  if (type in own) return [own]
  const message = `This model does not support content parts of the type ${String(type)}.`
  throw new GatewayError("unsupported_params", message, { param: at })
}

function imageFromHub(value: unknown, { at, version }: ContentPlace): Part {
  const { url, fields } = urlOf(value, at)
  const media = mediaFromUrl(url, { mimeType: asText(fields.format), otherwise: "image/jpeg" }, at)
  const level = DETAILS[asText(fields.detail) ?? ""]
  return level && version >= RESOLUTION_SINCE ? { ...media, mediaResolution: { level } } : media
}

function audioFromHub(value: unknown, at: string): Part {
  const audio = asObject(value)
  const data = asText(audio?.data)
  if (data === null) throw invalid(at, "needs `input_audio` with `data` and `format`")
  const format = asText(audio?.format) ?? "wav"
  return { inlineData: { mimeType: format.includes("/") ? format : `audio/${format}`, data } }
}

function fileFromHub(value: unknown, at: string): Part {
  const file: Json = asObject(value) ?? {}
  const address = asText(file.file_id) ?? asText(file.file_url) ?? asText(file.file_data)
  if (address === null) throw invalid(at, "needs a `file` with `file_data` or `file_id`")
  const bare = file.file_id === undefined && file.file_url === undefined && !/^(?:data:|https?:|gs:)/i.test(address)
  const url = bare ? `data:application/pdf;base64,${address}` : address
  const video = asObject(file.video_metadata)
  return {
    ...mediaFromUrl(url, { mimeType: asText(file.format), otherwise: null }, at),
    ...(video ? { videoMetadata: video } : {}),
  }
}

/** Gemini parts of a user turn → the hub's content: a string when they are one plain text, parts otherwise. */
export function contentToHub(parts: readonly Part[]): string | ContentPart[] {
  const [only] = parts
  if (parts.length === 1 && only && isText(only) && Object.keys(only).length === 1) return String(only.text)
  return parts.map(partToHub)
}

function partToHub(part: Part): ContentPart {
  const { inlineData, fileData, text, ...extras } = part
  if (isText(part)) return { type: "text", text: String(text), ...extras }
  const inline = dataUrl(inlineData)
  if (inline) return { ...inlineToHub(inline, String(asObject(inlineData)?.data)), ...extras }
  const file = asObject(fileData)
  if (asText(file?.fileUri)) return { ...addressToHub(String(file?.fileUri), asText(file?.mimeType)), ...extras }
  const [kind = "unknown"] = Object.keys(part)
  return { ...part, type: kind } as unknown as ContentPart
}

function inlineToHub({ url, mimeType }: { url: string; mimeType: string }, data: string): ContentPart {
  if (mimeType.startsWith("image/")) return { type: "image_url", image_url: { url } }
  if (mimeType.startsWith("audio/")) {
    const format = mimeType.slice("audio/".length)
    return { type: "input_audio", input_audio: { data, format: format === "mpeg" ? "mp3" : format } }
  }
  return { type: "file", file: { file_data: url } }
}

function addressToHub(url: string, mimeType: string | null): ContentPart {
  const format = mimeType ? { format: mimeType } : {}
  if (mimeType?.startsWith("image/")) return { type: "image_url", image_url: { url, ...format } }
  return { type: "file", file: { file_id: url, ...format } as NonNullable<ContentPart["file"]> }
}
