import { GatewayError } from "#lib/core/errors"
import type { ContentPart } from "../chat"
import { asObject, asText, type Json } from "../read-json"
import type { Block } from "./types"

const DATA_URL = /^data:([\w.+-]+\/[\w.+-]+)((?:;[\w.+-]+=[^;,]*)*)(;base64)?,/i
const TEXT_PARAMETER = ";charset=utf-8"

/** Formats of documents by MIME type (API_runtime_DocumentBlock). */
const DOCUMENTS: Readonly<Record<string, string>> = {
  "application/pdf": "pdf",
  "text/csv": "csv",
  "application/msword": "doc",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
  "application/vnd.ms-excel": "xls",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
  "text/html": "html",
  "text/plain": "txt",
  "text/markdown": "md",
}
/** Formats of videos whose name is not the MIME type's second half (API_runtime_VideoBlock). */
const VIDEOS: Readonly<Record<string, string>> = {
  quicktime: "mov",
  "x-matroska": "mkv",
  "x-flv": "flv",
  "x-ms-wmv": "wmv",
  "3gpp": "three_gp",
}
const flip = (table: Readonly<Record<string, string>>) =>
  new Map(Object.entries(table).map(([key, value]) => [value, key]))
const DOCUMENT_TYPES = flip(DOCUMENTS)
const VIDEO_TYPES = flip(VIDEOS)

/** A file as the hub's data URL tells it. */
interface Media {
  readonly mediaType: string
  readonly source: Json
}

/**
 * A base64 data URL or an s3:// address → the block for it: images, videos, audio, and documents, which need a name.
 * Throws `invalid_request` for anything else, `unsupported_params` for http addresses: this API fetches nothing.
 * @param at the field's name for error messages
 */
export function mediaBlock(url: string, name: string | null, at: string): Block {
  const { mediaType, source } = readUrl(url, name, at)
  const [family = "", kind = ""] = mediaType.split("/")
  if (family === "image") return { image: { format: kind === "jpg" ? "jpeg" : kind, source } }
  if (family === "video") return { video: { format: VIDEOS[kind] ?? kind, source } }
  if (family === "audio") return { audio: { format: kind === "mpeg" ? "mp3" : kind.replace(/^x-/, ""), source } }
  const format = DOCUMENTS[mediaType] ?? (family === "text" ? "txt" : null)
  if (format === null) {
    const message = `\`${at}\` is of type ${mediaType}, which this model cannot read.`
    throw new GatewayError("unsupported_params", message, { param: at })
  }
  return { document: { format, name: documentName(name, format), source } }
}

function readUrl(url: string, name: string | null, at: string): Media {
  if (/^https?:\/\//i.test(url)) {
    const message = `\`${at}\` is an address, and this model takes files only inside the request. Send a base64 data URL.`
    throw new GatewayError("unsupported_params", message, { param: at })
  }
  if (url.startsWith("s3://")) return { mediaType: typeOfName(name ?? url), source: { s3Location: { uri: url } } }
  const match = DATA_URL.exec(url.slice(0, 300))
  if (!match?.[3])
    throw new GatewayError("invalid_request", `\`${at}\` must hold a base64 data URL (data:image/png;base64,…).`, {
      param: at,
    })
  const mediaType = (match[1] ?? "").toLowerCase()
  const data = url.slice(match[0].length)
  // Our own mark for a document that was sent as text (see `partOfMedia`).
  if (match[2]?.toLowerCase() === TEXT_PARAMETER)
    return { mediaType, source: { text: Buffer.from(data, "base64").toString("utf8") } }
  return { mediaType, source: { bytes: data } }
}

function typeOfName(name: string): string {
  const end = /\.([a-z0-9_]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ""
  const document = DOCUMENT_TYPES.get(end)
  if (document !== undefined) return document
  if (/^(mp4|webm|mpeg|mpg|mov|mkv|flv|wmv|three_gp)$/.test(end)) return `video/${VIDEO_TYPES.get(end) ?? end}`
  if (/^(mp3|wav|flac|ogg|opus|aac|m4a)$/.test(end)) return `audio/${end}`
  return `image/${end === "jpg" ? "jpeg" : end || "png"}`
}

/** Letters, digits, single blanks, hyphens, parentheses and brackets are all a document's name may hold. */
function documentName(name: string | null, format: string): string {
  const bare = (name ?? "").replace(new RegExp(`\\.${format}$`, "i"), "")
  const clean = bare
    .replace(/[^A-Za-z0-9\s()[\]-]/g, "-")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 180)
  return clean || "document"
}

/** A media block → the hub's part; null when the hub cannot say it all (it rides along then). */
export function partOfMedia(block: Block): ContentPart | null {
  for (const kind of ["image", "video", "audio"]) {
    const media = asObject(block[kind])
    if (!media) continue
    if (!/^\w+$/.test(asText(media.format) ?? "")) return null
    const url = urlOf(asObject(media.source), typeOf(kind, asText(media.format) ?? ""))
    if (url === null || !onlyHas(media, ["format", "source"])) return null
    if (kind !== "audio") return { type: `${kind}_url`, [`${kind}_url`]: { url } }
    const data = asText(asObject(media.source)?.bytes)
    return data === null ? null : { type: "input_audio", input_audio: { data, format: asText(media.format) ?? "" } }
  }
  const document = asObject(block.document)
  if (!document) return null
  const format = asText(document.format) ?? ""
  const url = urlOf(asObject(document.source), DOCUMENT_TYPES.get(format) ?? "text/plain")
  if (url === null || url.startsWith("s3:") || !onlyHas(document, ["format", "name", "source"])) return null
  return { type: "file", file: { file_data: url, filename: `${asText(document.name) ?? "document"}.${format}` } }
}

function typeOf(kind: string, format: string): string {
  return `${kind}/${kind === "video" ? (VIDEO_TYPES.get(format) ?? format) : format}`
}

function urlOf(source: Json | null, mediaType: string): string | null {
  if (!source || Object.keys(source).length !== 1) return null
  const bytes = asText(source.bytes)
  if (bytes !== null) return `data:${mediaType};base64,${bytes}`
  const text = asText(source.text)
  if (text !== null) return `data:${mediaType}${TEXT_PARAMETER};base64,${Buffer.from(text, "utf8").toString("base64")}`
  const s3 = asObject(source.s3Location)
  const uri = s3 && onlyHas(s3, ["uri"]) ? asText(s3.uri) : null
  // The format of a file that is only named must be in its name, or it could not be told again.
  return uri !== null && typeOfName(uri) === mediaType ? uri : null
}

const onlyHas = (object: Json, names: readonly string[]) => Object.keys(object).every((key) => names.includes(key))
