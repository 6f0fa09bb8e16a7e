import type { IncomingMessage } from "node:http"
import { WebSocket } from "ws"
import type { CancelSignal } from "#lib/core/cancel"
import { GatewayError } from "#lib/core/errors"
import { FrameSocket } from "#lib/core/frame-socket"

/** A WebSocket to be opened at a provider. */
export interface Dialing {
  /** `https://…` or `http://…`. */
  readonly origin: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly signal: CancelSignal
  /** From the first byte to the open socket. */
  readonly timeoutMs: number
}

/** A provider that answered with something else than an upgrade. */
export interface Refused {
  readonly status: number
  header(name: string): string | null
  readonly body: { readAll(maxBytes: number): Promise<Buffer> }
}

export type Dialled =
  | { readonly kind: "open"; readonly socket: FrameSocket }
  | { readonly kind: "refused"; readonly answer: Refused }

/** One event of a provider at most: pictures and long audio come in pieces. */
const MAX_FRAME_BYTES = 64 * 1024 * 1024

/** Opens a WebSocket at a provider; a redirect is an answer like any other. Throws GatewayError `upstream_unreachable`, `upstream_timeout` or `client_closed`. */
export function dial({ origin, path, headers, signal, timeoutMs }: Dialing): Promise<Dialled> {
  if (signal.aborted) return Promise.reject(gone())
  return new Promise((resolve, reject) => {
    const ws = new WebSocket(`${origin.replace(/^http/, "ws")}${path}`, {
      headers: { ...headers },
      handshakeTimeout: timeoutMs,
      perMessageDeflate: false,
      maxPayload: MAX_FRAME_BYTES,
      followRedirects: false,
    })
    const onAbort = () => {
      reject(gone())
      ws.terminate()
    }
    signal.addEventListener("abort", onAbort)
    const settled = () => signal.removeEventListener("abort", onAbort)
    ws.once("open", () => {
      settled()
      resolve({ kind: "open", socket: new FrameSocket(ws) })
    })
    ws.once("unexpected-response", (_request, response) => {
      settled()
      resolve({ kind: "refused", answer: refusalOf(response) })
    })
    ws.on("error", (e) => {
      settled()
      reject(failure(e, timeoutMs))
    })
  })
}

function refusalOf(response: IncomingMessage): Refused {
  return {
    status: response.statusCode ?? 502,
    header(name) {
      const value = response.headers[name]
      return Array.isArray(value) ? (value[0] ?? null) : (value ?? null)
    },
    body: {
      async readAll(maxBytes) {
        const parts: Buffer[] = []
        let total = 0
        for await (const part of response as AsyncIterable<Buffer>) {
          total += part.length
          if (total > maxBytes) break
          parts.push(part)
        }
        return Buffer.concat(parts)
      },
    },
  }
}

const gone = () => new GatewayError("client_closed", "The client closed the connection.")

function failure(e: Error, timeoutMs: number): GatewayError {
  if (/handshake has timed out/i.test(e.message)) {
    const say = `The provider did not open the session within ${timeoutMs / 1000} s. Try again, or raise the model's timeout, which is in seconds.`
    return new GatewayError("upstream_timeout", say, { cause: e })
  }
  const say = "The provider could not be reached. Try again, or check the model's api_base."
  return new GatewayError("upstream_unreachable", say, { detail: e.message, cause: e })
}
