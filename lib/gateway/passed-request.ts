import { GatewayError } from "#lib/core/errors"
import type { Incoming } from "#lib/core/http"
import { asObject, asText, type Json } from "#lib/wire/read-json"
import { queryOf } from "./query-of"

/** A call that is passed on as it is. */
export interface Passed {
  /** Below the prefix, with its first slash, without query; as the client wrote it. */
  readonly endpoint: string
  readonly search: string
  readonly body: Buffer | null
  /** Empty when the body is no JSON object. */
  readonly json: Json
  readonly contentType: string | null
  readonly model: string | null
  readonly stream: boolean
}

/** Queries in which clients send keys: none of them is the provider's. */
const KEYS = new Set(["key", "api_key", "api-key", "apikey", "access_token", "subscription-key"])
/** `/models/<m>:generate…`, `/model/<m>/invoke`, `/deployments/<m>/…` */
const MODEL_IN_PATH = /\/(?:models|model|deployments)\/([^/:]+)/
const BODILESS = new Set(["GET", "DELETE"])

/** Reads what a client wants passed on. Throws 400, 404, 413. */
export async function readPassed(req: Incoming, endpoint: string, maxBytes: number): Promise<Passed> {
  refuseClimbing(endpoint)
  const bytes = BODILESS.has(req.method) ? Buffer.alloc(0) : await req.bytes(maxBytes)
  const body = bytes.length === 0 ? null : bytes
  const contentType = req.headers.get("content-type")
  const isJson = body !== null && (contentType === null || /[/+]json\b/i.test(contentType))
  const json = isJson ? read(bytes) : {}
  const query = queryOf(req)
  const streams = query.get("alt") === "sse" || /stream/i.test(endpoint.slice(endpoint.lastIndexOf("/")))
  for (const name of [...query.keys()]) if (KEYS.has(name.toLowerCase())) query.delete(name)
  const search = query.size === 0 ? "" : `?${query.toString()}`
  const inPath = MODEL_IN_PATH.exec(endpoint)?.[1]
  const model = asText(json.model) ?? (inPath === undefined ? null : decodeURIComponent(inPath))
  return { endpoint, search, body, json, contentType, model, stream: json.stream === true || streams }
}

function read(bytes: Buffer): Json {
  try {
    return asObject(JSON.parse(bytes.toString("utf8"))) ?? {}
  } catch (e) {
    throw new GatewayError("invalid_request", "The request body is not JSON, which its content-type says it is.", {
      cause: e,
    })
  }
}

/** However often it is decoded on its way, the path stays below the provider's address and holds no control characters. */
function refuseClimbing(endpoint: string): void {
  let text = endpoint
  for (let i = 0; i < 4; i++) {
    const climbs = text.split(/[/\\]/).some((segment) => /^\.{1,2}(;.*)?$/.test(segment))
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
    if (climbs || text.includes("\\") || /[\x00-\x20\x7f#]/.test(text))
      throw new GatewayError("invalid_request", "The path holds `..`, a backslash or a control character.")
    const decoded = tried(text)
    if (decoded === null) {
      if (i === 0) throw new GatewayError("invalid_request", "The path is not percent-encoded correctly.")
      return
    }
    if (decoded === text) return
    text = decoded
  }
  throw new GatewayError("invalid_request", "The path is percent-encoded more than three times over.")
}

function tried(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

/** Ids of kept responses that a call refers to. They may be somebody else's, whose provider key is the same. */
export function responsesNamedIn({ endpoint, json }: Passed): string[] {
  const inPath = /(?:^|\/)responses\/([^/]+)/i.exec(decodeURIComponent(endpoint))?.[1]
  return [inPath, asText(json.previous_response_id)].filter((id) => id !== undefined && id !== null)
}

/** What of the client's headers a provider is sent. None of them can carry a key. */
const SENT_ON = [
  "content-type",
  "accept",
  "anthropic-version",
  "anthropic-beta",
  "openai-beta",
  "idempotency-key",
  "x-goog-api-client",
  "range",
]

/** The deployment's headers, and of the client's those a provider may see. */
export function passedHeaders(
  req: Incoming,
  own: Readonly<Record<string, string>>,
  hasBody: boolean,
): Record<string, string> {
  const headers: Record<string, string> = { ...own }
  for (const name of SENT_ON) {
    const value = req.headers.get(name)
    if (value !== null) headers[name] = value
  }
  if (!hasBody) delete headers["content-type"]
  return headers
}
