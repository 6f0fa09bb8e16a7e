import { audioSeconds } from "./audio-seconds"
import type { Kind, KindUsage, UploadedFile } from "./kinds"
import { asObject } from "./read-json"

type Fields = Readonly<Record<string, unknown>>

const DEFAULT_SIDE = 1024
/** What speech models say in a second, for models billed by the length of what they said. */
const CHARACTERS_PER_SECOND = 15
/** Documents in one search unit (docs.cohere.com, "How pricing works"). */
const DOCUMENTS_PER_SEARCH = 100
/** Output tokens of a 1024×1024 image by quality (platform.openai.com/docs/guides/image-generation, "Cost and latency"). */
const IMAGE_TOKENS: Readonly<Record<string, number>> = { low: 272, medium: 1056, high: 4160 }

/** What can be known of a request's usage before it is sent: the reservation, and the bill of what the provider does not report. */
export function measured(kind: Kind, fields: Fields, files: readonly UploadedFile[]): KindUsage {
  switch (kind) {
    case "embeddings": {
      const tokens = tokenCount(fields.input)
      return { units: {}, ...(tokens === null ? {} : { prompt_tokens: tokens }) }
    }
    case "images":
    case "imageEdits":
    case "imageVariations":
      return { units: imageUnits(fields) }
    case "transcriptions":
    case "translations": {
      let seconds = 0
      for (const file of files) seconds += audioSeconds(file)
      return { units: { seconds }, prompt_tokens: 0 }
    }
    case "speech": {
      const characters = [...textOf(fields.input)].length
      return { units: { characters, outputSeconds: characters / CHARACTERS_PER_SECOND } }
    }
    case "rerank": {
      const documents = Array.isArray(fields.documents) ? fields.documents.length : 1
      return { units: { searches: Math.max(1, Math.ceil(documents / DOCUMENTS_PER_SEARCH)) } }
    }
    case "moderations":
    case "countTokens":
    case "countContents":
      return {}
  }
}

/** What a model reads of a request, for counting tokens the provider did not count. */
export function readText(kind: Kind, fields: Fields): string {
  switch (kind) {
    case "embeddings":
    case "moderations":
    case "speech":
      return textOf(fields.input)
    case "images":
    case "imageEdits":
    case "imageVariations":
      return textOf(fields.prompt)
    case "rerank":
      return `${textOf(fields.query)}\n${textOf(fields.documents)}`
    case "transcriptions":
    case "translations":
    case "countTokens":
    case "countContents":
      return ""
  }
}

/** The text in a value: strings, lists of them, objects with a `text`. */
function textOf(value: unknown): string {
  if (typeof value === "string") return value
  if (Array.isArray(value)) return value.map(textOf).join("\n")
  const item = asObject(value)
  return item === null ? "" : textOf(item.text ?? item.content)
}

/** Tokens of an input given as tokens; null for text. */
function tokenCount(input: unknown): number | null {
  if (!Array.isArray(input) || input.length === 0) return null
  if (input.every((item) => typeof item === "number")) return input.length
  if (!input.every(Array.isArray)) return null
  let sum = 0
  for (const item of input as unknown[][]) sum += item.length
  return sum
}

function imageUnits(fields: Fields) {
  const images = Math.max(1, Number(fields.n ?? 1) || 1)
  const [, width = DEFAULT_SIDE, height = DEFAULT_SIDE] =
    /^(\d{2,5})x(\d{2,5})$/.exec(String(fields.size ?? ""))?.map(Number) ?? []
  const tokens = IMAGE_TOKENS[String(fields.quality ?? "medium")] ?? IMAGE_TOKENS.medium ?? 0
  const share = (width * height) / (DEFAULT_SIDE * DEFAULT_SIDE)
  return { images, pixels: images * width * height, imageOutputTokens: Math.ceil(images * tokens * share) }
}
