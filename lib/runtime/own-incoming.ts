import type { CancelSignal } from "#lib/core/cancel"
import { GatewayError } from "#lib/core/errors"
import type { Behalf, Incoming, Reply } from "#lib/core/http"

export interface OwnIncoming {
  readonly endpoint: string
  /** JSON. */
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
  readonly signal: CancelSignal
  readonly behalf: Behalf
}

/** A request the gateway makes itself, for somebody, as the pipeline takes one. */
export function ownIncoming({ endpoint, body, headers, signal, behalf }: OwnIncoming): Incoming {
  const all: Readonly<Record<string, string>> = { "content-type": "application/json", ...headers }
  const bytes = Buffer.from(body)
  const held = (maxBytes: number) => {
    if (bytes.length <= maxBytes) return bytes
    throw new GatewayError("body_too_large", "The request is larger than a request may be (max_request_size_mb).")
  }
  return {
    method: "POST",
    url: endpoint,
    headers: { get: (name) => all[name] ?? null },
    signal,
    bytes: async (maxBytes) => held(maxBytes),
    async *stream(maxBytes) {
      yield held(maxBytes)
    },
    ip: null,
    behalf,
  }
}

/** A whole reply as text. */
export async function textOf({ body }: Reply): Promise<string> {
  if (typeof body === "string") return body
  if (body instanceof Uint8Array) return Buffer.from(body).toString("utf8")
  const parts: Buffer[] = []
  for await (const part of body) parts.push(Buffer.from(part))
  return Buffer.concat(parts).toString("utf8")
}
