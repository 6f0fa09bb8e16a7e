import { GatewayError } from "#lib/core/errors"
import type { ContentPart } from "../chat"
import { asObject, asObjects, asText, type Json } from "../read-json"
import { mediaBlock, partOfMedia } from "./media"
import { type Block, cacheControl, cachePoint, kindOf } from "./types"

/**
 * A hub message's content → Converse blocks. Blank texts are left out (Bedrock refuses them), parts of kinds we do not know
 * become the block of that name.
 * @param at the field's name for error messages, e.g. `messages[3].content`
 */
export function contentFromHub(content: string | ContentPart[] | null | undefined, at: string): Block[] {
  if (content === undefined || content === null) return []
  if (typeof content === "string") return textBlocks(content)
  return content.flatMap((part, index) => {
    const blocks = partFromHub(part, `${at}[${index}]`)
    return blocks.length > 0 ? [...blocks, ...cachePoint(part.cache_control)] : blocks
  })
}

function textBlocks(text: string | null | undefined): Block[] {
  return text && text.trim() !== "" ? [{ text }] : []
}

function partFromHub(part: ContentPart, at: string): Block[] {
  switch (part.type) {
    case "text":
      return textBlocks(asText(part.text))
    case "refusal":
      return textBlocks(asText(part.refusal))
    case "image_url":
    case "video_url":
      return [mediaBlock(urlIn(part[part.type], part.type, at), null, at)]
    case "input_audio":
      return [audioBlock(part, at)]
    case "file":
      return [fileBlock(part, at)]
    case "image":
    case "document":
      return asObject(part.source) ? [anthropicMedia(part, at)] : [ridden(part)]
    case "search_result":
      return [searchResult(part)]
    case "thinking":
    case "redacted_thinking":
      return []
    default:
      return [ridden(part)]
  }
}

/** A part that is a block of Converse's own: its kind is the part's type. */
function ridden(part: ContentPart): Block {
  const { type, cache_control: _mark, ...rest } = part
  void type
  return rest
}

function urlIn(value: unknown, type: string, at: string): string {
  const url = asText(value) ?? asText(asObject(value)?.url)
  if (url === null)
    throw new GatewayError("invalid_request", `\`${at}\` needs \`${type}\` with a \`url\`.`, { param: at })
  return url
}

function audioBlock(part: ContentPart, at: string): Block {
  const { data, format } = part.input_audio ?? {}
  if (!asText(data) || !asText(format))
    throw new GatewayError("invalid_request", `\`${at}\` needs \`input_audio\` with \`data\` and \`format\`.`, {
      param: at,
    })
  return { audio: { format, source: { bytes: data } } }
}

function fileBlock(part: ContentPart, at: string): Block {
  const file: Json = asObject(part.file) ?? {}
  const url = asText(file.file_data) ?? asText(file.file_url)
  if (url === null)
    throw new GatewayError("unsupported_params", `\`${at}\` needs \`file_data\`: this model knows no file ids.`, {
      param: at,
    })
  const whole = /^(data:|https?:|s3:)/i.test(url) ? url : `data:application/pdf;base64,${url}`
  return mediaBlock(whole, asText(file.filename), at)
}

/** Anthropic's own image and document blocks, which its clients may send through any door. */
function anthropicMedia(part: ContentPart, at: string): Block {
  const source = asObject(part.source) ?? {}
  const name = asText(part.title)
  if (source.type === "url") return mediaBlock(asText(source.url) ?? "", name, at)
  const text = source.type === "text" ? asText(source.data) : null
  const url =
    text === null
      ? `data:${asText(source.media_type) ?? "application/pdf"};base64,${asText(source.data) ?? ""}`
      : `data:text/plain;charset=utf-8;base64,${Buffer.from(text).toString("base64")}`
  const block = mediaBlock(url, name, at)
  const document = asObject(block.document)
  if (!document) return block
  if (part.citations) document.citations = part.citations
  if (asText(part.context)) document.context = part.context
  return block
}

/** Anthropic's search result → Converse's. */
function searchResult(part: ContentPart): Block {
  const { source, title, content, citations } = part
  const texts = asObjects(content).map((item) => ({ text: asText(item.text) ?? "" }))
  return { searchResult: { source, title, content: texts, ...(citations ? { citations } : {}) } }
}

/** Converse blocks of a system prompt, a user turn or a tool result → hub parts; cache points become marks. */
export function partsToHub(blocks: readonly Block[]): ContentPart[] {
  const out: ContentPart[] = []
  for (const block of blocks) {
    const last = out[out.length - 1]
    if (block.cachePoint && last && !last.cache_control) last.cache_control = cacheControl(block.cachePoint)
    else out.push(partToHub(block))
  }
  return out
}

function partToHub(block: Block): ContentPart {
  const text = asText(block.text)
  if (text !== null) return { type: "text", text }
  return partOfMedia(block) ?? { type: kindOf(block) ?? "unknown", ...block }
}

/** Blocks as the hub's content: a string for a single plain text (which every provider understands), parts otherwise. */
export function contentToHub(blocks: readonly Block[]): string | ContentPart[] {
  const [only] = blocks
  const text = blocks.length === 1 ? asText(only?.text) : null
  return text ?? partsToHub(blocks)
}

/** The texts of these blocks, cited ones included, one after the other. */
export function textOf(blocks: readonly Block[]): string {
  return blocks
    .map(
      (block) =>
        asText(block.text) ??
        asObjects(asObject(block.citationsContent)?.content)
          .map((c) => asText(c.text) ?? "")
          .join(""),
    )
    .join("")
}
