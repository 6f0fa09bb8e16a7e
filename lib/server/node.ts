import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http"
import { Cancel } from "#lib/core/cancel"
import { errorBody, GatewayError } from "#lib/core/errors"
import { abandon, type Incoming, json, type Reply } from "#lib/core/http"
import { SAFE_HEADERS } from "./serve-route"

const STALLED_CLIENT_MS = 300_000

/** node:http → what the core needs. The signal is made on first use and fires when the client goes away before its reply is complete. */
export function fromNode(req: IncomingMessage, res: ServerResponse): Incoming {
  return new NodeIncoming(req, res)
}

/** A class: an accessor in an object literal gives every request a hidden class of its own, which keeps it until a full collection. */
class NodeIncoming implements Incoming {
  readonly #req: IncomingMessage
  readonly #res: ServerResponse
  #cancel: Cancel | null = null
  readonly headers: HeaderView

  constructor(req: IncomingMessage, res: ServerResponse) {
    this.#req = req
    this.#res = res
    this.headers = new HeaderView(req.headers)
  }

  get method(): string {
    return this.#req.method ?? "GET"
  }

  get url(): string {
    return this.#req.url ?? "/"
  }

  get ip(): string | null {
    return this.#req.socket.remoteAddress ?? null
  }

  get signal(): Cancel {
    if (this.#cancel !== null) return this.#cancel
    const made = new Cancel()
    this.#cancel = made
    const res = this.#res
    if (res.destroyed) made.fire()
    else
      res.on("close", () => {
        if (!res.writableFinished) made.fire()
      })
    return made
  }

  bytes(maxBytes: number): Promise<Buffer> {
    return readBody(this.#req, maxBytes)
  }

  stream(maxBytes: number): AsyncIterable<Uint8Array> {
    return streamBody(this.#req, maxBytes)
  }
}

/** The headers of a request, by name in small letters. */
export class HeaderView {
  readonly #headers: IncomingHttpHeaders

  constructor(headers: IncomingHttpHeaders) {
    this.#headers = headers
  }

  get(name: string): string | null {
    const value = this.#headers[name]
    return Array.isArray(value) ? value.join(", ") : (value ?? null)
  }

  keys(): Iterable<string> {
    return Object.keys(this.#headers)
  }
}

function readBody(req: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const length = req.headers["content-length"]
  const declared = length === undefined ? null : Number(length)
  if (declared !== null && declared > maxBytes) return Promise.reject(tooLarge(maxBytes))
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let total = 0
    const whole = () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks))
    req.on("data", (chunk: Buffer) => {
      total += chunk.length
      if (total > maxBytes) {
        req.removeAllListeners("data")
        req.resume()
        reject(tooLarge(maxBytes))
        return
      }
      chunks.push(chunk)
      // The parser gives no more than was declared: its last byte is here before "end" is, some ticks later.
      if (total === declared) whole()
    })
    if (declared === null || declared === 0) req.on("end", whole)
    // Says of every body that broke off; "error" comes before it, and only where somebody listens.
    req.on("close", () => {
      if (!req.complete) reject(new GatewayError("client_closed", "The client closed the connection."))
    })
  })
}

/** Left early, what is still to come is read and thrown away, so that the client can read why. */
async function* streamBody(req: IncomingMessage, maxBytes: number): AsyncGenerator<Uint8Array> {
  try {
    if (Number(req.headers["content-length"] ?? 0) > maxBytes) throw tooLarge(maxBytes)
    let total = 0
    for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      total += chunk.length
      if (total > maxBytes) throw tooLarge(maxBytes)
      yield chunk
    }
  } catch (e) {
    if (GatewayError.is(e)) throw e
    throw new GatewayError("client_closed", "The client closed the connection.", { cause: e })
  } finally {
    req.resume()
  }
}

/** The error for a body over the limit. */
export function tooLarge(maxBytes: number): GatewayError {
  const megabytes = Math.round(maxBytes / 1024 / 1024)
  const say = `The request body is larger than ${megabytes} MB. Send less, or raise general_settings.max_request_size_mb.`
  return new GatewayError("body_too_large", say)
}

/** Writes a reply to node:http with backpressure; a client that leaves ends the iteration, which settles the call. */
export async function toNode(reply: Reply, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const { body, headers } = reply
  if (res.destroyed) return abandon(body)
  if (isIterable(body)) return streamed(reply, body, res)
  const bytes = typeof body === "string" ? Buffer.byteLength(body) : body.length
  headers["content-length"] = String(bytes)
  res.writeHead(reply.status, headers)
  // Plain ASCII goes out without being encoded character by character.
  res.end(req.method === "HEAD" ? undefined : body, bytes === body.length ? "latin1" : "utf8")
}

async function streamed(reply: Reply, body: AsyncIterable<string | Uint8Array>, res: ServerResponse): Promise<void> {
  try {
    res.writeHead(reply.status, reply.headers)
  } catch (e) {
    await abandon(body)
    throw e
  }
  for await (const part of body) {
    if (res.destroyed) break
    if (!res.write(part)) await drained(res)
  }
  res.end()
}

function isIterable(body: Reply["body"]): body is AsyncIterable<string | Uint8Array> {
  return typeof body === "object" && Symbol.asyncIterator in body
}

/** Resolves when the client took what was written, or is gone; one that reads nothing for five minutes is let go. */
function drained(res: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => res.destroy(), STALLED_CLIENT_MS)
    const done = () => {
      clearTimeout(timer)
      res.off("drain", done)
      res.off("close", done)
      resolve()
    }
    res.on("drain", done)
    res.on("close", done)
  })
}

/** The last line of defence: something threw outside the pipeline. */
export function failedReply(e: unknown): Reply {
  const failure = GatewayError.from(e)
  return json(failure.status, errorBody(failure), { ...SAFE_HEADERS })
}
