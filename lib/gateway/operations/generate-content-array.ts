import type { Incoming, Reply } from "#lib/core/http"
import { SseDecoder } from "#lib/core/sse"
import { queryOf } from "#lib/gateway/query-of"

const TYPE = "application/json; charset=utf-8"

/**
 * A reply of streamGenerateContent as Google frames it: events when the request says `alt=sse`, otherwise one JSON array whose elements
 * arrive as they are made; an error is its only or its last element.
 */
export function generateContentArray(reply: Reply, req: Incoming): Reply {
  const query = queryOf(req)
  if ((query.get("alt") ?? query.get("$alt")) === "sse") return reply
  const { body } = reply
  const headers = { ...reply.headers, "content-type": TYPE }
  if (typeof body === "string") return { ...reply, headers, body: `[${body}]` }
  if (body instanceof Uint8Array) return reply
  return { ...reply, headers, body: elements(body) }
}

async function* elements(events: AsyncIterable<string | Uint8Array>): AsyncGenerator<string> {
  const decoder = new SseDecoder()
  let before = "["
  for await (const part of events) {
    let out = ""
    for (const { data } of decoder.push(typeof part === "string" ? Buffer.from(part) : part)) {
      out += before + data
      before = ",\r\n"
    }
    if (out !== "") yield out
  }
  yield before === "[" ? "[]" : "]"
}
