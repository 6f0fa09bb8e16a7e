import type { IncomingHttpHeaders } from "node:http"
import type { Readable } from "node:stream"
import { type Dispatcher, Pool } from "undici"
import type { CancelSignal } from "#lib/core/cancel"
import { GatewayError } from "#lib/core/errors"
import { redact } from "#lib/core/log"
import { BodyReader } from "./body-reader"
import { decoded } from "./decode-body"
import { beforeBytesLeave, tellingConnector } from "./last-word"

/** One HTTP request to a provider. */
export interface Outgoing {
  readonly origin: string
  readonly path: string
  readonly method: "POST" | "GET" | "PUT" | "PATCH" | "DELETE"
  readonly headers: Readonly<Record<string, string>>
  /** A stream needs its `content-length` among the headers. */
  readonly body: string | Buffer | Readable | null
  readonly signal: CancelSignal
  /** From sending the request to the answer's head. */
  readonly firstByteTimeoutMs: number
  /** Silence allowed inside the body. */
  readonly idleTimeoutMs: number
  /** Called right before the request is written to the socket: from now on it may cost money. */
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
      pool = openPool(origin)
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

function openPool(origin: string): Pool {
  return new Pool(origin, {
    connections: CONNECTIONS_PER_ORIGIN,
    pipelining: 1,
    keepAliveTimeout: 30_000,
    connect: tellingConnector({ timeout: CONNECT_TIMEOUT_MS }),
  })
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
    new Exchange(out, settle),
  )
}

/** One request from its dispatch to the last byte of its answer. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #out: Outgoing
  readonly #settle: Settle
  readonly #onAbort: () => void
  #sent = false
  #reader: BodyReader | null = null
  #controller: Dispatcher.DispatchController | null = null
  #timer: NodeJS.Timeout | undefined

  constructor(out: Outgoing, settle: Settle) {
    this.#out = out
    this.#settle = settle
    // Not assigned as it is made: V8 makes a function that is assigned to a property in the old generation, where it would
    // keep everything of its request until a full collection.
    const onAbort = () => {
      if (this.#controller === null) settle.reject(clientClosed())
      else this.#controller.abort(clientClosed())
    }
    this.#onAbort = onAbort
    out.signal.addEventListener("abort", onAbort)
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#out.signal.aborted) {
      controller.abort(clientClosed())
      return
    }
    this.#sent = true
    this.#timer = setTimeout(late, this.#out.firstByteTimeoutMs, this)
    const { onSend, body } = this.#out
    if (onSend === undefined) return
    // The parts of a stream follow in later turns.
    if (body === null || typeof body === "string" || Buffer.isBuffer(body)) beforeBytesLeave(onSend)
    else onSend()
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    if (status < 200) return
    const { idleTimeoutMs, firstByteTimeoutMs } = this.#out
    this.#reader = new BodyReader(controller)
    if (idleTimeoutMs === firstByteTimeoutMs) this.#timer?.refresh()
    else {
      clearTimeout(this.#timer)
      this.#timer = setTimeout(late, idleTimeoutMs, this)
    }
    this.#settle.resolve(upstreamOf(status, headers, this.#reader))
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#timer?.refresh()
    this.#reader?.push(chunk)
  }

  onResponseEnd(): void {
    this.#finish(null)
  }

  onResponseError(_controller: Dispatcher.DispatchController, e: unknown): void {
    this.#finish(toGatewayError(e, this.#sent))
  }

  late(): void {
    const controller = this.#controller
    if (this.#reader === null) controller?.abort(tooLate("The provider did not answer", this.#out.firstByteTimeoutMs))
    // A provider that is held back because the client does not read is not silent.
    else if (controller?.paused === true) this.#timer?.refresh()
    else
      controller?.abort(
        tooLate("The provider stopped sending in the middle of its answer: nothing came", this.#out.idleTimeoutMs),
      )
  }

  #finish(failure: GatewayError | null): void {
    clearTimeout(this.#timer)
    this.#out.signal.removeEventListener("abort", this.#onAbort)
    if (this.#reader !== null) this.#reader.finish(failure)
    else
      this.#settle.reject(
        failure ?? new GatewayError("upstream_failed", "The provider closed the connection without an answer."),
      )
  }
}

function late(exchange: Exchange): void {
  exchange.late()
}

function upstreamOf(status: number, headers: IncomingHttpHeaders, raw: BodyReader): Upstream {
  const header = (name: string): string | null => {
    const value = headers[name]
    return Array.isArray(value) ? (value[0] ?? null) : (value ?? null)
  }
  const encoding = header("content-encoding")
  return { status, header, body: encoding === null || encoding === "identity" ? raw : decoded(raw, encoding) }
}

/** Both doors know the setting under this name: the SDK as an option, the gateway in `litellm_params` (and as `request_timeout` for all). */
function tooLate(what: string, afterMs: number): GatewayError {
  const how = "Try again, or raise the model's timeout (for streams stream_timeout), which is in seconds."
  return new GatewayError("upstream_timeout", `${what} within ${afterMs / 1000} s. ${how}`)
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
