import { GatewayError } from "#lib/core/errors"
import { asObject, asText, type Json } from "../read-json"
import type { Part } from "./types"

const DATA_URL = /^data:([\w.+-]+\/[\w.+-]+)(?:;[\w.+-]+=[^;,]*)*(;base64)?,/i
const BY_EXTENSION: Readonly<Record<string, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  webp: "image/webp",
  gif: "image/gif",
  heic: "image/heic",
  heif: "image/heif",
  pdf: "application/pdf",
  txt: "text/plain",
  md: "text/markdown",
  html: "text/html",
  csv: "text/csv",
  json: "application/json",
  mp3: "audio/mp3",
  wav: "audio/wav",
  ogg: "audio/ogg",
  flac: "audio/flac",
  aac: "audio/aac",
  m4a: "audio/m4a",
  mp4: "video/mp4",
  mov: "video/mov",
  mpeg: "video/mpeg",
  webm: "video/webm",
  avi: "video/avi",
}

/** What is known of a medium besides its address or its bytes. */
export interface MediaHint {
  /** Its MIME type, when the client said so (LiteLLM's `format`). */
  readonly mimeType: string | null
  /** The MIME type when nothing tells. */
  readonly otherwise: string | null
}

/** A data URL → `inlineData`; any other address (https, gs, a file of Google's) → `fileData`. `at` names the field for errors. */
export function mediaFromUrl(url: string, hint: MediaHint, at: string): Part {
  if (!/^data:/i.test(url)) {
    const mimeType = hint.mimeType ?? typeOfAddress(url) ?? hint.otherwise
    return { fileData: { ...(mimeType ? { mimeType } : {}), fileUri: url } }
  }
  const head = DATA_URL.exec(url.slice(0, 200))
  if (!head) throw invalid(at, "must hold an http(s) URL or a data URL (data:image/png;base64,…)")
  const mimeType = hint.mimeType ?? plainType((head[1] ?? "").toLowerCase())
  const rest = url.slice(head[0].length)
  const data = head[2] ? rest : Buffer.from(decode(rest, at), "utf8").toString("base64")
  return { inlineData: { mimeType, data } }
}

/** `inlineData` as a data URL; null when it is none. */
export function dataUrl(value: unknown): { readonly url: string; readonly mimeType: string } | null {
  const inline = asObject(value)
  const data = asText(inline?.data)
  if (data === null) return null
  const mimeType = asText(inline?.mimeType) ?? "application/octet-stream"
  return { url: `data:${mimeType};base64,${data}`, mimeType }
}

export function invalid(at: string, what: string): GatewayError {
  return new GatewayError("invalid_request", `\`${at}\` ${what}.`, { param: at })
}

/** An object's `url`, or the text itself. */
export function urlOf(value: unknown, at: string): { readonly url: string; readonly fields: Json } {
  const fields: Json = asObject(value) ?? {}
  const url = asText(value) ?? asText(fields.url)
  if (url === null) throw invalid(at, "needs a `url`")
  return { url, fields }
}

function typeOfAddress(url: string): string | null {
  const extension = /\.([a-z0-9]{2,5})(?:[?#]|$)/i.exec(url)?.[1]?.toLowerCase() ?? ""
  return Object.hasOwn(BY_EXTENSION, extension) ? (BY_EXTENSION[extension] ?? null) : null
}

function plainType(mimeType: string): string {
  return mimeType === "image/jpg" ? "image/jpeg" : mimeType
}

function decode(text: string, at: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw invalid(at, "is not a readable data URL")
  }
}
