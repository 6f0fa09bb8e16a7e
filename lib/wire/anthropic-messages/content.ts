import { GatewayError } from "#lib/core/errors"
import type { ContentPart } from "../chat"
import { asObject, asText, type Json } from "../read-json"
import type { Block } from "./types"

const DATA_URL = /^data:([\w.+-]+\/[\w.+-]+)(?:;[\w.+-]+=[^;,]*)*(;base64)?,/i

/**
 * A hub message's content → Anthropic blocks. Empty texts are left out (Anthropic refuses them), parts of kinds we do not know
 * ride along, so an Anthropic block sent through the OpenAI endpoint arrives as it is.
 * @param at the field's name for error messages, e.g. `messages[3].content`
 */
export function contentFromHub(content: string | ContentPart[] | null | undefined, at: string): Block[] {
  if (content === undefined || content === null || content === "") return []
  if (typeof content === "string") return [{ type: "text", text: content }]
  return content.flatMap((part, index) => partFromHub(part, `${at}[${index}]`))
}

function partFromHub(part: ContentPart, at: string): Block[] {
  const cache = part.cache_control ? { cache_control: part.cache_control } : {}
  if (part.type === "text") return part.text ? [{ ...part, type: "text" }] : []
  if (part.type === "refusal") return asText(part.refusal) ? [{ type: "text", text: part.refusal, ...cache }] : []
  if (part.type === "image_url") return [{ ...imageFromHub(part.image_url, at), ...cache }]
  if (part.type === "file") return [{ ...fileFromHub(part, at), ...cache }]
  if (part.type === "input_audio")
    throw new GatewayError("unsupported_params", "This model takes no audio. Send the words as text.", { param: at })
  return [part]
}

function imageFromHub(image: unknown, at: string): Block {
  const url = asText(image) ?? asText(asObject(image)?.url)
  if (url === null) throw invalid(at, "needs an `image_url` with a `url`")
  return mediaBlock(url, at)
}

/** An http(s) or data URL → the block that carries it: PDFs and texts are documents, the rest images. */
function mediaBlock(url: string, at: string): Block {
  if (/^https?:\/\//i.test(url)) return { type: "image", source: { type: "url", url } }
  const { mediaType, data } = readDataUrl(url, at)
  if (mediaType === "text/plain") {
    const text = Buffer.from(data, "base64").toString("utf8")
    return { type: "document", source: { type: "text", media_type: mediaType, data: text } }
  }
  const type = mediaType.startsWith("image/") ? "image" : "document"
  return { type, source: { type: "base64", media_type: mediaType, data } }
}

function fileFromHub(part: ContentPart, at: string): Block {
  const file: Json = asObject(part.file) ?? {}
  const title = asText(file.filename) ? { title: file.filename } : {}
  if (asText(file.file_id)) return { type: "document", source: { type: "file", file_id: file.file_id }, ...title }
  const url = asText(file.file_url) ?? asText(file.file_data)
  if (url === null) throw invalid(at, "needs a `file` with `file_data` or `file_id`")
  if (/^https?:\/\//i.test(url)) return { type: "document", source: { type: "url", url }, ...title }
  const whole = url.startsWith("data:") ? url : `data:application/pdf;base64,${url}`
  return { ...mediaBlock(whole, at), ...title }
}

function readDataUrl(url: string, at: string): { mediaType: string; data: string } {
  const match = DATA_URL.exec(url.slice(0, 200))
  if (!match?.[2]) throw invalid(at, "must hold an http(s) URL or a base64 data URL (data:image/png;base64,…)")
  const mediaType = (match[1] ?? "").toLowerCase()
  return { mediaType: mediaType === "image/jpg" ? "image/jpeg" : mediaType, data: url.slice(match[0].length) }
}

/** Anthropic blocks of a user turn or a tool result → hub parts; kinds the hub has no part for ride along. */
export function partsToHub(blocks: readonly Json[]): ContentPart[] {
  return blocks.map((block) => partToHub(block))
}

function partToHub(block: Json): ContentPart {
  const source = asObject(block.source)
  const cache = block.cache_control ? { cache_control: block.cache_control as { type: string } } : {}
  if (block.type === "image" && source?.type !== "file") {
    const url = sourceUrl(source)
    if (url !== null) return { type: "image_url", image_url: { url }, ...cache }
  }
  if (
    block.type === "document" &&
    Object.keys(block).every((k) => ["type", "source", "title", "cache_control"].includes(k))
  ) {
    const file = documentFile(source, asText(block.title))
    if (file) return { type: "file", file, ...cache }
  }
  return block as unknown as ContentPart
}

function documentFile(source: Json | null, title: string | null): ContentPart["file"] | null {
  const filename = title === null ? {} : { filename: title }
  if (asText(source?.file_id)) return { file_id: String(source?.file_id), ...filename }
  if (source?.type === "text" && asText(source.data) !== null) {
    const data = Buffer.from(String(source.data), "utf8").toString("base64")
    return { file_data: `data:text/plain;base64,${data}`, ...filename }
  }
  const url = sourceUrl(source)
  return url === null ? null : { file_data: url, ...filename }
}

function sourceUrl(source: Json | null): string | null {
  if (source?.type === "url") return asText(source.url)
  if (source?.type === "base64" && asText(source.data) !== null)
    return `data:${asText(source.media_type) ?? "application/octet-stream"};base64,${source.data}`
  return null
}

/**
 * A list of blocks as the hub's content: a string when they are nothing but plain texts (which every provider understands), parts
 * otherwise.
 */
export function contentToHub(blocks: readonly Json[], separator: string): string | ContentPart[] {
  const plain = blocks.every(
    (b) => b.type === "text" && Object.keys(b).every((k) => k === "type" || k === "text" || !b[k]),
  )
  return plain ? blocks.map((b) => asText(b.text) ?? "").join(separator) : partsToHub(blocks)
}

function invalid(at: string, what: string): GatewayError {
  return new GatewayError("invalid_request", `\`${at}\` ${what}.`, { param: at })
}
