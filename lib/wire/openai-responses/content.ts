import type { ContentPart } from "../chat"
import { asObject, asObjects, asText, type Json } from "../read-json"

/** Content of an item → hub: a string when it is nothing but one text (which every provider understands), parts otherwise. */
export function contentToHub(content: unknown): string | ContentPart[] {
  if (typeof content === "string") return content
  const parts = asObjects(content).map(partToHub)
  const [only] = parts
  return parts.length === 1 && only && isPlainText(only) ? (only.text ?? "") : parts
}

function isPlainText(part: ContentPart): boolean {
  return part.type === "text" && Object.keys(part).length === 2
}

function partToHub(part: Json): ContentPart {
  const { type, ...rest } = part
  if (type === "input_text" || type === "output_text" || type === "text") {
    const { text, annotations: _notes, logprobs: _odds, ...more } = rest
    return { type: "text", text: asText(text) ?? "", ...more }
  }
  if (type === "input_image") {
    const { image_url: image, detail, file_id: file, ...more } = rest
    const url = asText(image)
    if (url !== null)
      return { type: "image_url", image_url: { url, ...(asText(detail) ? { detail: String(detail) } : {}) }, ...more }
    if (asText(file))
      return {
        type: "file",
        file: { file_id: String(file) },
        image: true,
        ...(asText(detail) ? { detail } : {}),
        ...more,
      }
  }
  if (type === "input_file") {
    const { file_data, file_id, filename, file_url, ...more } = rest
    const data = asText(file_data) ?? asText(file_url)
    const file = {
      ...(data === null ? {} : { file_data: data }),
      ...(asText(file_id) ? { file_id: String(file_id) } : {}),
      ...(asText(filename) ? { filename: String(filename) } : {}),
    }
    return { type: "file", file, ...more }
  }
  return part as unknown as ContentPart
}

/**
 * Hub content → parts of an item.
 * @param side `input` for what is told to the model, `output` for what it said
 */
export function contentFromHub(content: string | ContentPart[] | null | undefined, side: "input" | "output"): Json[] {
  if (content === undefined || content === null || content === "") return []
  const parts: Json[] = typeof content === "string" ? [{ type: "text", text: content }] : asObjects(content)
  return parts.map((part) => partFromHub(part, side))
}

function partFromHub(part: Json, side: "input" | "output"): Json {
  const { type, cache_control: _cache, ...rest } = part
  if (type === "text")
    return side === "output"
      ? { type: "output_text", text: asText(rest.text) ?? "", annotations: [] }
      : { ...rest, type: "input_text" }
  if (type === "image_url") {
    const { image_url: image, ...more } = rest
    const url = asText(image) ?? asText(asObject(image)?.url)
    const detail = asText(asObject(image)?.detail)
    return { type: "input_image", image_url: url, ...(detail ? { detail } : {}), ...more }
  }
  if (type === "file") return fileFromHub(rest)
  return part
}

function fileFromHub({ file, image, ...more }: Json): Json {
  const { file_data: data, file_id: id, filename: name } = asObject(file) ?? {}
  if (image === true) return { type: "input_image", file_id: id, ...more }
  const text = asText(data)
  const out: Json = { type: "input_file", ...more }
  if (asText(id)) out.file_id = id
  if (text !== null && /^https?:\/\//i.test(text))
    return { ...out, file_url: text, ...(asText(name) ? { filename: name } : {}) }
  if (text !== null) out.file_data = text
  if (asText(name) || text !== null) out.filename = asText(name) ?? "file"
  return out
}

/** All text of parts, whatever they are called. */
export function textOf(content: unknown): string {
  if (typeof content === "string") return content
  return asObjects(content)
    .map((part) => asText(part.text) ?? "")
    .join("")
}
