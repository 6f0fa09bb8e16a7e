import { type IncomingMessage, STATUS_CODES } from "node:http"
import type { Duplex } from "node:stream"
import { type WebSocket, WebSocketServer } from "ws"
import { Cancel } from "#lib/core/cancel"
import { errorBody, GatewayError } from "#lib/core/errors"
import { FrameSocket } from "#lib/core/frame-socket"
import { type Incoming, json, type Reply } from "#lib/core/http"
import type { Log } from "#lib/core/log"
import { realtime } from "#lib/gateway/operations/realtime"
import { type Connected, openRealtime, type Unconnected } from "#lib/gateway/realtime/connect"
import { closeCode, errorEvent } from "#lib/gateway/realtime/error-event"
import { RealtimeSession } from "#lib/gateway/realtime/realtime-session"
import type { RunningGateway } from "#lib/runtime/current"
import { HeaderView } from "./node"
import { SAFE_HEADERS } from "./serve-route"

/** One event of a client at most: OpenAI takes 15 MB of sound in one. */
const MAX_FRAME_BYTES = 16 * 1024 * 1024
const KEEP_ALIVE_MS = 30_000
/** RFC 6455 4.2.1: sixteen bytes in base64. */
const HANDSHAKE_KEY = /^[+/0-9A-Za-z]{22}==$/

/** A connection that asks to become a WebSocket. */
export interface Upgrade {
  readonly req: IncomingMessage
  readonly socket: Duplex
  readonly head: Buffer
}

/** Opens realtime sessions for whoever may have one, and refuses the others in plain HTTP. One for each server. */
export class RealtimeDoor {
  readonly #gateway: () => RunningGateway
  readonly #log: Log
  readonly #sessions = new Set<RealtimeSession>()
  readonly #server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: MAX_FRAME_BYTES,
    // The other one that clients offer is their key.
    handleProtocols: (offered) => (offered.has("realtime") ? "realtime" : false),
  })
  #closing = false

  constructor(gateway: () => RunningGateway, log: Log) {
    this.#gateway = gateway
    this.#log = log
  }

  get sessions(): number {
    return this.#sessions.size
  }

  /** Is this a WebSocket for a realtime session? Any other request is answered as the plain one it also is. */
  accepts({ method, url = "", headers }: IncomingMessage): boolean {
    const [path = ""] = url.split("?", 1)
    const asks = headers.upgrade?.toLowerCase() === "websocket"
    return asks && method === "GET" && realtime.paths.includes(path)
  }

  /** Never rejects. */
  async open(upgrade: Upgrade): Promise<void> {
    const { req, socket } = upgrade
    const gone = new Cancel()
    const onClose = () => gone.fire()
    socket.on("close", onClose)
    // Finds out about clients that vanish without a word.
    req.socket.setKeepAlive(true, KEEP_ALIVE_MS)
    try {
      const refused = unfit(req, this.#gateway().accepting && !this.#closing)
      if (refused !== null) return refuseUpgrade(socket, refused)
      const found = await openRealtime(incomingOf(req, gone), this.#gateway().data)
      socket.off("close", onClose)
      this.#answer(upgrade, found)
    } catch (e) {
      this.#log.error("a realtime session could not be opened", { error: String(e) })
      refuseUpgrade(socket, replyOf(GatewayError.from(e)))
    }
  }

  /** Ends every session: those in which something is being said at `graceMs`, the others now. Resolves when all is booked. */
  async close(graceMs: number): Promise<void> {
    this.#closing = true
    const running = [...this.#sessions]
    for (const session of running) session.drain()
    const hard = setTimeout(() => {
      for (const session of this.#sessions) session.cut()
    }, graceMs)
    await Promise.all(running.map(({ ended }) => ended))
    clearTimeout(hard)
  }

  #answer({ req, socket, head }: Upgrade, found: Connected | Unconnected): void {
    if (found.kind === "refused") {
      refuseUpgrade(socket, found.reply)
      return
    }
    let opened = false
    this.#server.handleUpgrade(req, socket, head, (ws) => {
      opened = true
      if (found.kind === "connected") this.#begin(found, ws)
      else tellAndClose(ws, found.failure)
    })
    // The client left while the provider was asked.
    if (!opened && found.kind === "connected") leave(found)
  }

  #begin(found: Connected, ws: WebSocket): void {
    const session = new RealtimeSession(found, new FrameSocket(ws))
    this.#sessions.add(session)
    void session.ended.then(() => this.#sessions.delete(session))
    session.start()
    if (this.#closing) session.drain()
  }
}

function tellAndClose(ws: WebSocket, failure: GatewayError): void {
  const client = new FrameSocket(ws)
  client.listen({ frame: () => undefined, closed: () => undefined })
  void client.send(errorEvent(failure))
  client.close(closeCode(failure.kind), failure.code)
}

function leave({ call, routed }: Connected): void {
  routed.answer.close(1000)
  call.end({ costNano: 0, totalTokens: 0, counted: true, broken: null })
}

/** What makes a handshake one; null when it is whole and the gateway takes new work. */
function unfit({ headers }: IncomingMessage, accepting: boolean): Reply | null {
  if (!accepting) {
    const say = "This gateway is stopping and opens no new sessions. Connect again in a moment."
    return replyOf(new GatewayError("shutting_down", say, { retryAfterSeconds: 1 }))
  }
  if (headers["sec-websocket-version"] !== "13") {
    const say = "The WebSocket handshake asks for another version than 13."
    const reply = replyOf(new GatewayError("invalid_request", say, { status: 426, code: "upgrade_required" }))
    return { ...reply, headers: { ...reply.headers, upgrade: "websocket", "sec-websocket-version": "13" } }
  }
  if (HANDSHAKE_KEY.test(headers["sec-websocket-key"] ?? "")) return null
  return replyOf(new GatewayError("invalid_request", "The WebSocket handshake has no valid sec-websocket-key."))
}

function replyOf(e: GatewayError): Reply {
  return json(e.status, errorBody(e))
}

function incomingOf(req: IncomingMessage, signal: Cancel): Incoming {
  return {
    method: "GET",
    url: req.url ?? "/",
    headers: new HeaderView(req.headers),
    signal,
    ip: req.socket.remoteAddress ?? null,
    bytes: async () => Buffer.alloc(0),
    async *stream() {},
  }
}

/** The plain answer to a request that wanted to become something else. */
function refuseUpgrade(socket: Duplex, { status, headers, body }: Reply): void {
  if (socket.destroyed) return
  const text = typeof body === "string" ? body : ""
  const all = { ...SAFE_HEADERS, ...headers, connection: "close", "content-length": String(Buffer.byteLength(text)) }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\n${lines.join("\r\n")}\r\n\r\n${text}`)
}
