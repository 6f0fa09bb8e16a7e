import { crc32 } from "node:zlib"
import type { SseEvent } from "#lib/core/sse"
import { asObject, asText, parseJson } from "./read-json"

/**
 * `application/vnd.amazon.eventstream` (docs.aws.amazon.com/transcribe/latest/dg/streaming-setting-up.html, "Event stream
 * encoding"; smithy.io/2.0/aws/amazon-eventstream.html): every message is
 *   total length (4) · headers length (4) · CRC-32 of these 8 bytes (4) · headers · payload · CRC-32 of all before it (4),
 * numbers big-endian.
 */
const PRELUDE_BYTES = 12
const CRC_BYTES = 4
const MAX_MESSAGE_BYTES = 32 * 1024 * 1024
/** Bytes of a header's value by its type; types 6 and 7 (bytes, string) begin with their length in two bytes. */
const VALUE_BYTES: readonly (number | null)[] = [0, 0, 1, 2, 4, 8, null, null, 8, 16]
const STRING = 7

/** One message, its headers of type string only. */
interface AwsMessage {
  readonly headers: ReadonlyMap<string, string>
  readonly payload: string
}

/**
 * Incremental reader: bytes in any partition in, one event a message out: named after `:event-type` or, for a failure, after
 * `:exception-type` or `:error-code`. A message whose checksum or length is wrong becomes an `error` event, after which
 * nothing more is read.
 */
export class AwsEventStreamDecoder {
  #pieces: Buffer[] = []
  #held = 0
  /** Bytes needed before anything can be read. */
  #needed = PRELUDE_BYTES
  #broken = false

  push(block: Uint8Array): SseEvent[] {
    if (this.#broken) return []
    this.#pieces.push(Buffer.from(block.buffer, block.byteOffset, block.byteLength))
    this.#held += block.byteLength
    if (this.#held < this.#needed) return []
    return this.#read(this.#pieces.length === 1 ? (this.#pieces[0] ?? Buffer.alloc(0)) : Buffer.concat(this.#pieces))
  }

  /** True when bytes arrived that make no whole message yet. */
  get pending(): boolean {
    return this.#held > 0
  }

  #read(bytes: Buffer): SseEvent[] {
    const out: SseEvent[] = []
    let at = 0
    this.#needed = PRELUDE_BYTES
    try {
      while (bytes.length - at >= PRELUDE_BYTES) {
        const total = checkedLength(bytes.subarray(at, at + PRELUDE_BYTES))
        if (bytes.length - at < total) {
          this.#needed = total
          break
        }
        out.push(eventOf(readMessage(bytes.subarray(at, at + total))))
        at += total
      }
    } catch (e) {
      this.#broken = true
      out.push(failure("broken_stream", e instanceof RangeError ? e.message : "a message could not be read"))
    }
    // A copy: what is kept must not hold on to the whole network read.
    const rest = this.#broken ? Buffer.alloc(0) : Buffer.from(bytes.subarray(at))
    this.#pieces = rest.length === 0 ? [] : [rest]
    this.#held = rest.length
    return out
  }
}

/**
 * The same for streams of `invoke-with-response-stream`, whose messages hold `{"bytes": base64}` of the model's own events
 * (here: Anthropic's, named by their `type`). Failures become Anthropic's `error` event.
 */
export class AwsChunkDecoder {
  readonly #frames = new AwsEventStreamDecoder()

  push(block: Uint8Array): SseEvent[] {
    return this.#frames.push(block).map((frame) => {
      if (frame.event !== "chunk") return anthropicError(frame)
      const bytes = asText(asObject(parseJson(frame.data))?.bytes)
      const data = bytes === null ? frame.data : Buffer.from(bytes, "base64").toString("utf8")
      return { event: asText(asObject(parseJson(data))?.type) ?? "", data }
    })
  }
}

/** One event as a message, for tests and for a mock of AWS. */
export function encodeAwsMessage(headers: Readonly<Record<string, string>>, payload: string): Buffer {
  const parts = Object.entries(headers).map(([name, value]) => {
    const bytes = Buffer.from(value)
    const length = Buffer.from([bytes.length >> 8, bytes.length & 255])
    return Buffer.concat([
      Buffer.from([Buffer.byteLength(name)]),
      Buffer.from(name),
      Buffer.from([STRING]),
      length,
      bytes,
    ])
  })
  const head = Buffer.concat(parts)
  const body = Buffer.from(payload)
  const prelude = Buffer.alloc(PRELUDE_BYTES)
  prelude.writeUInt32BE(PRELUDE_BYTES + head.length + body.length + CRC_BYTES, 0)
  prelude.writeUInt32BE(head.length, 4)
  prelude.writeUInt32BE(crc32(prelude.subarray(0, 8)), 8)
  const message = Buffer.concat([prelude, head, body])
  const crc = Buffer.alloc(CRC_BYTES)
  crc.writeUInt32BE(crc32(message), 0)
  return Buffer.concat([message, crc])
}

/** The length in a prelude. Throws RangeError when the prelude is not one. */
function checkedLength(prelude: Buffer): number {
  const total = prelude.readUInt32BE(0)
  if (crc32(prelude.subarray(0, 8)) !== prelude.readUInt32BE(8)) throw new RangeError("a prelude's checksum is wrong")
  if (total > MAX_MESSAGE_BYTES) throw new RangeError("a message is too large")
  if (total < PRELUDE_BYTES + CRC_BYTES + prelude.readUInt32BE(4)) throw new RangeError("a message's lengths disagree")
  return total
}

function readMessage(message: Buffer): AwsMessage {
  const end = message.length - CRC_BYTES
  if (crc32(message.subarray(0, end)) !== message.readUInt32BE(end))
    throw new RangeError("a message's checksum is wrong")
  const payloadAt = PRELUDE_BYTES + message.readUInt32BE(4)
  return {
    headers: readHeaders(message.subarray(PRELUDE_BYTES, payloadAt)),
    payload: message.toString("utf8", payloadAt, end),
  }
}

function readHeaders(bytes: Buffer): Map<string, string> {
  const out = new Map<string, string>()
  for (let at = 0; at < bytes.length; ) {
    const nameEnd = at + 1 + bytes.readUInt8(at)
    const name = bytes.toString("utf8", at + 1, nameEnd)
    const type = bytes.readUInt8(nameEnd)
    const fixed = VALUE_BYTES[type]
    if (fixed === undefined) throw new RangeError("a header's type is unknown")
    const start = nameEnd + 1 + (fixed === null ? 2 : 0)
    const end = start + (fixed ?? bytes.readUInt16BE(nameEnd + 1))
    if (end > bytes.length) throw new RangeError("a header is cut short")
    if (type === STRING) out.set(name, bytes.toString("utf8", start, end))
    at = end
  }
  return out
}

function eventOf({ headers, payload }: AwsMessage): SseEvent {
  const type = headers.get(":message-type") ?? "event"
  if (type === "exception") return { event: headers.get(":exception-type") ?? "error", data: payload }
  if (type === "error")
    return failure(headers.get(":error-code") ?? "internalFailure", headers.get(":error-message") ?? payload)
  return { event: headers.get(":event-type") ?? "", data: payload }
}

function failure(code: string, message: string): SseEvent {
  return { event: "error", data: JSON.stringify({ code, message }) }
}

/** AWS' names of failures inside a stream → Anthropic's. */
const ERROR_TYPES: Readonly<Record<string, string>> = {
  throttlingException: "rate_limit_error",
  serviceQuotaExceededException: "rate_limit_error",
  validationException: "invalid_request_error",
  accessDeniedException: "permission_error",
  resourceNotFoundException: "not_found_error",
  serviceUnavailableException: "overloaded_error",
  modelNotReadyException: "overloaded_error",
  modelTimeoutException: "timeout_error",
}

function anthropicError(frame: SseEvent): SseEvent {
  const said = asObject(parseJson(frame.data))
  const name = frame.event === "error" ? (asText(said?.code) ?? "") : frame.event
  const type = ERROR_TYPES[name] ?? "api_error"
  const message = asText(said?.message) ?? asText(said?.Message) ?? name
  return { event: "error", data: JSON.stringify({ type: "error", error: { type, message } }) }
}
