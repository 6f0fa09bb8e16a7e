import type { IncomingHttpHeaders } from "node:http"
import { type Dispatcher, Pool } from "undici"
import type { CancelSignal } from "#lib/core/cancel"
import { GatewayError } from "#lib/core/errors"
import { redact } from "#lib/core/log"
import { BodyReader } from "./body-reader"
import { decoded } from "./decode-body"

/** One HTTP request to a provider. */
export interface Outgoing {
  readonly origin: string
  readonly path: string
  readonly method: "POST" | "GET"
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer | null
  readonly signal: CancelSignal
  /** From sending the request to the answer's head. */
  readonly firstByteTimeoutMs: number
  /** Silence allowed inside the body. */
  readonly idleTimeoutMs: number
  /** Called in the same tick in which the request is written to the socket: from then on it may cost money. */
  readonly onSend?: () => void
}

/** A provider's answer: the head is here, the body is on its way. */
export interface Upstream {
  readonly status: number
  header(name: string): string | null
  readonly body: BodyReader
}

export interface Sender {
  /** Throws GatewayError `upstream_unreachable` (never sent), `upstream_timeout`, `upstream_failed` or `client_closed`. */
  send(out: Outgoing): Promise<Upstream>
  close(): Promise<void>
}

const CONNECT_TIMEOUT_MS = 5_000
const CONNECTIONS_PER_ORIGIN = 1024

/** The only place from which the gateway calls a provider. Keeps one connection pool an origin. */
export function openSender(): Sender {
  const pools = new Map<string, Pool>()
  const poolOf = (origin: string): Pool => {
    let pool = pools.get(origin)
    if (pool === undefined) {
      pool = new Pool(origin, {
        connections: CONNECTIONS_PER_ORIGIN,
        pipelining: 1,
        keepAliveTimeout: 30_000,
        connect: { timeout: CONNECT_TIMEOUT_MS },
      })
      pools.set(origin, pool)
    }
    return pool
  }
  return {
    send: (out) => new Promise((resolve, reject) => dispatch(poolOf(out.origin), out, { resolve, reject })),
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()))
    },
  }
}

interface Settle {
  resolve(upstream: Upstream): void
  reject(e: GatewayError): void
}

function dispatch(pool: Pool, out: Outgoing, settle: Settle): void {
  if (out.signal.aborted) {
    settle.reject(clientClosed())
    return
  }
  let sent = false
  let reader: BodyReader | null = null
  let controller: Dispatcher.DispatchController | null = null
  const onAbort = () => {
    if (controller === null) settle.reject(clientClosed())
    else controller.abort(clientClosed())
  }
  let timer: NodeJS.Timeout | undefined
  const late = (c: Dispatcher.DispatchController) => {
    if (reader === null) c.abort(tooLate("The provider did not answer in time."))
    // A provider that is held back because the client does not read is not silent.
    else if (c.paused) timer?.refresh()
    else c.abort(tooLate("The provider stopped sending in the middle of its answer."))
  }
  const finish = (e: unknown) => {
    clearTimeout(timer)
    out.signal.removeEventListener("abort", onAbort)
    const failure = e === null ? null : toGatewayError(e, sent)
    if (reader !== null) reader.finish(failure)
    else
      settle.reject(
        failure ?? new GatewayError("upstream_failed", "The provider closed the connection without an answer."),
      )
  }
  out.signal.addEventListener("abort", onAbort)
  pool.dispatch(
    {
      method: out.method,
      path: out.path,
      headers: out.headers as Record<string, string>,
      body: out.body,
      // Ours are exact; undici's tick in half seconds.
      headersTimeout: 0,
      bodyTimeout: 0,
    },
    {
      onRequestStart(c) {
        controller = c
        if (out.signal.aborted) return c.abort(clientClosed())
        sent = true
        timer = setTimeout(late, out.firstByteTimeoutMs, c)
        out.onSend?.()
      },
      onResponseStart(c, status, headers) {
        if (status < 200) return
        reader = new BodyReader(c)
        if (out.idleTimeoutMs === out.firstByteTimeoutMs) timer?.refresh()
        else {
          clearTimeout(timer)
          timer = setTimeout(late, out.idleTimeoutMs, c)
        }
        settle.resolve(upstreamOf(status, headers, reader))
      },
      onResponseData(_c, chunk) {
        timer?.refresh()
        reader?.push(chunk)
      },
      onResponseEnd: () => finish(null),
      onResponseError: (_c, e) => finish(e),
    },
  )
}

function upstreamOf(status: number, headers: IncomingHttpHeaders, raw: BodyReader): Upstream {
  const header = (name: string): string | null => {
    const value = headers[name]
    return Array.isArray(value) ? (value[0] ?? null) : (value ?? null)
  }
  const encoding = header("content-encoding")
  return { status, header, body: encoding === null || encoding === "identity" ? raw : decoded(raw, encoding) }
}

function tooLate(message: string): GatewayError {
  return new GatewayError("upstream_timeout", message)
}

function clientClosed(): GatewayError {
  return new GatewayError("client_closed", "The client closed the connection.")
}

/** undici's and Node's codes → our kinds. The words hold no URL and no header. */
function toGatewayError(e: unknown, sent: boolean): GatewayError {
  if (GatewayError.is(e)) return e
  const code = (e as { code?: string }).code ?? ""
  const detail = redact(e instanceof Error ? `${code} ${e.message}` : String(e))
  if (code === "UND_ERR_CONNECT_TIMEOUT")
    return new GatewayError("upstream_unreachable", "The provider did not accept a connection in time.", {
      detail,
      cause: e,
    })
  if (!sent)
    return new GatewayError(
      "upstream_unreachable",
      `The provider could not be reached (${code || "connection failed"}). Check that its server runs and that api_base (or the region) is right.`,
      { detail, cause: e },
    )
  return new GatewayError("upstream_failed", `The provider broke the connection off (${code || "closed"}).`, {
    detail,
    cause: e,
  })
}
