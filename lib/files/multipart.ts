import { GatewayError } from "#lib/core/errors"

/** What a multipart body consists of, in its order: the head of a part, its bytes in pieces, its end. */
export type MultipartEvent =
  | { readonly kind: "part"; readonly name: string; readonly filename: string | null; readonly contentType: string }
  | { readonly kind: "data"; readonly bytes: Buffer }
  | { readonly kind: "end" }

const MAX_HEAD_BYTES = 16 * 1024
const HEAD_END = Buffer.from("\r\n\r\n")

/** The boundary of a multipart/form-data content type. Throws 400 when it is something else. */
export function boundaryOf(contentType: string | null): string {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType ?? "") ?? []
  const boundary = quoted ?? plain
  if (!/^multipart\/form-data/i.test(contentType ?? "") || boundary === undefined)
    throw new GatewayError(
      "invalid_request",
      "Send the file as multipart/form-data, with the fields `file` and `purpose`.",
    )
  return boundary
}

/** A multipart/form-data body (RFC 7578) as it comes, never held whole. Throws 400 when its parts are broken or its end is missing. */
export async function* readMultipart(
  body: AsyncIterable<Uint8Array>,
  boundary: string,
): AsyncGenerator<MultipartEvent, void, undefined> {
  const delimiter = Buffer.from(`\r\n--${boundary}`)
  // The first delimiter has no line before it.
  let buffer = Buffer.from("\r\n")
  let inside: "preamble" | "head" | "data" | "epilogue" = "preamble"
  for await (const chunk of body) {
    if (inside === "epilogue") continue
    buffer = buffer.length === 0 ? Buffer.from(chunk) : Buffer.concat([buffer, chunk])
    for (let more = true; more; ) {
      more = false
      if (inside === "head") {
        const after = headStart(buffer)
        if (after === "last") {
          inside = "epilogue"
          break
        }
        const end = after === null ? -1 : buffer.indexOf(HEAD_END, Math.max(0, after - 2))
        if (after === null || end === -1) {
          if (buffer.length > MAX_HEAD_BYTES) throw broken()
          break
        }
        yield headOf(buffer.toString("utf8", after, end))
        buffer = buffer.subarray(end + HEAD_END.length)
        inside = "data"
        more = true
        continue
      }
      const at = buffer.indexOf(delimiter)
      const ready = at === -1 ? Math.max(0, buffer.length - delimiter.length) : at
      if (inside === "data" && ready > 0) yield { kind: "data", bytes: buffer.subarray(0, ready) }
      buffer = buffer.subarray(at === -1 ? ready : at + delimiter.length)
      if (at === -1) break
      if (inside === "data") yield { kind: "end" }
      inside = "head"
      more = true
    }
  }
  if (inside !== "epilogue") throw broken()
}

/** Where a part's head begins behind its delimiter; null = not here yet; "last" = the delimiter was the last one. */
function headStart(buffer: Buffer): number | "last" | null {
  if (buffer.length < 2) return null
  if (buffer[0] === 0x2d && buffer[1] === 0x2d) return "last"
  const line = buffer.indexOf("\r\n")
  if (line === -1) return null
  // Only blanks may stand between a delimiter and the end of its line.
  if (buffer.toString("latin1", 0, line).trim() !== "") throw broken()
  return line + 2
}

function headOf(text: string): MultipartEvent {
  const disposition = /^content-disposition:\s*form-data(.*)$/im.exec(text)?.[1] ?? ""
  const name = parameter(disposition, "name")
  if (name === null) throw broken()
  const contentType = /^content-type:\s*(.+?)\s*$/im.exec(text)?.[1] ?? "application/octet-stream"
  return { kind: "part", name, filename: parameter(disposition, "filename"), contentType }
}

/** A parameter of the disposition; browsers and clients write quotes and line ends in it as %22, %0D and %0A (WHATWG). */
function parameter(disposition: string, name: string): string | null {
  const [, quoted, plain] =
    new RegExp(`;\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s;]+))`, "i").exec(disposition) ?? []
  const text = quoted?.replace(/\\(.)/g, "$1") ?? plain
  return text?.replace(/%22/g, '"').replace(/%0D/gi, "\r").replace(/%0A/gi, "\n") ?? null
}

function broken(): GatewayError {
  return new GatewayError(
    "invalid_request",
    "The request body is not valid multipart/form-data: its parts or their boundary are broken.",
  )
}
