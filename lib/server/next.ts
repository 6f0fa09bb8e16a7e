import { abandon, type Incoming, type Reply } from "#lib/core/http"
import { currentGateway } from "#lib/runtime/current"
import { tooLarge } from "./node"
import { routeIn } from "./route-in"
import { notFound, serveRoute } from "./serve-route"

/** The header in which our Node server tells Next's handlers the peer's address; a client's own value never gets through. */
export const PEER_HEADER = "x-tollgate-peer"

/** A Next route handler for one API path: the same function the Node server calls, without its shortcut. */
export async function serve(request: Request): Promise<Response> {
  const url = new URL(request.url)
  const gateway = currentGateway()
  if (gateway === null)
    return new Response("The gateway is starting.", { status: 503, headers: { "retry-after": "1" } })
  const route = routeIn(gateway, request.method, url.pathname)
  const reply = route === null ? notFound(url.pathname) : await serveRoute(gateway, route, fromWeb(request, url))
  return toResponse(reply)
}

function fromWeb(request: Request, url: URL): Incoming {
  return {
    method: request.method,
    url: `${url.pathname}${url.search}`,
    headers: request.headers,
    signal: request.signal,
    ip: request.headers.get(PEER_HEADER),
    async bytes(maxBytes) {
      const parts: Uint8Array[] = []
      for await (const part of streamBody(request, maxBytes)) parts.push(part)
      return Buffer.concat(parts)
    },
    stream: (maxBytes) => streamBody(request, maxBytes),
  }
}

async function* streamBody(request: Request, maxBytes: number): AsyncGenerator<Uint8Array> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge(maxBytes)
  let total = 0
  for await (const part of request.body ?? []) {
    total += part.length
    if (total > maxBytes) throw tooLarge(maxBytes)
    yield part
  }
}

function toResponse(reply: Reply): Response {
  const { body } = reply
  if (typeof body === "string" || body instanceof Uint8Array) {
    const bytes = typeof body === "string" ? body : new Uint8Array(body)
    return new Response(bytes, { status: reply.status, headers: reply.headers })
  }
  const iterator = body[Symbol.asyncIterator]()
  let begun = false
  const encoder = new TextEncoder()
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      begun = true
      const { done, value } = await iterator.next()
      if (done) controller.close()
      else controller.enqueue(typeof value === "string" ? encoder.encode(value) : value)
    },
    async cancel() {
      if (begun) await iterator.return?.()
      else await abandon(body)
    },
  })
  return new Response(stream, { status: reply.status, headers: reply.headers })
}
