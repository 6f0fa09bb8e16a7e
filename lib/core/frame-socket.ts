import type { RawData, WebSocket } from "ws"

/** One message of a WebSocket. */
export interface Frame {
  readonly data: Buffer
  readonly binary: boolean
}

/** Who reads a socket. */
export interface FrameListener {
  /** The next frame is not handed over, and soon none is read from the network, before what this returns is settled. */
  frame(frame: Frame): void | Promise<void>
  /** Once, after the last frame. 1005: the peer gave no code; 1006: the connection broke off. */
  closed(code: number, reason: string): void
}

/** More than this waiting for a peer that does not read, and its writer has to wait. */
const HIGH_WATER_BYTES = 256 * 1024
const LOW_WATER_BYTES = 64 * 1024
/** How long a peer may take to answer a close. */
const CLOSE_MS = 1_000
/** RFC 6455 5.5: a control frame carries 125 bytes, two of them the code. */
const MAX_REASON_BYTES = 123

/** A WebSocket read frame by frame and written with backpressure: what is held in memory for either side is bounded. */
export class FrameSocket {
  readonly #ws: WebSocket
  readonly #queue: Frame[] = []
  #listener: FrameListener | null = null
  #working = false
  #closing = false
  #end: { readonly code: number; readonly reason: string } | null = null
  #waiting: (() => void)[] = []

  /** An open one; nothing of it is read before somebody listens. */
  constructor(ws: WebSocket) {
    this.#ws = ws
    ws.pause()
    ws.on("message", (data, binary) => {
      if (this.#closing) return
      this.#queue.push({ data: asBuffer(data), binary })
      this.#work()
    })
    // Every failure is followed by a close.
    ws.on("error", () => undefined)
    ws.on("close", (code, reason) => {
      this.#end = { code, reason: reason.toString("utf8") }
      this.#release()
      this.#work()
    })
  }

  get isOpen(): boolean {
    return this.#ws.readyState === this.#ws.OPEN
  }

  /** Written and not yet taken by the network. */
  get bufferedBytes(): number {
    return this.#ws.bufferedAmount
  }

  listen(listener: FrameListener): void {
    this.#listener = listener
    this.#ws.resume()
    this.#work()
  }

  /** A promise only when the peer is slow: it resolves when the peer has read most of what waits, or is gone. */
  send({ data, binary }: Frame): void | Promise<void> {
    if (!this.isOpen) return
    this.#ws.send(data, { binary }, () => {
      if (this.#ws.bufferedAmount <= LOW_WATER_BYTES) this.#release()
    })
    if (this.#ws.bufferedAmount <= HIGH_WATER_BYTES) return
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  /** Keeps what lies between awake. */
  ping(): void {
    if (this.isOpen) this.#ws.ping()
  }

  /** Says goodbye; a peer that does not answer is cut off a second later. Frames that still come are thrown away. */
  close(code: number, reason = ""): void {
    if (this.#end !== null) return
    this.#closing = true
    this.#queue.length = 0
    const bytes = Buffer.from(reason)
    this.#ws.close(code, bytes.length <= MAX_REASON_BYTES ? bytes : "")
    this.#ws.resume()
    setTimeout(() => this.#ws.terminate(), CLOSE_MS).unref()
  }

  #work(): void {
    if (this.#working || this.#listener === null) return
    for (let frame = this.#queue.shift(); frame !== undefined; frame = this.#queue.shift()) {
      const busy = this.#listener.frame(frame)
      if (busy === undefined) continue
      this.#working = true
      this.#ws.pause()
      const goOn = () => {
        this.#working = false
        this.#ws.resume()
        this.#work()
      }
      busy.then(goOn, goOn)
      return
    }
    if (this.#end === null) return
    const listener = this.#listener
    this.#listener = null
    listener.closed(this.#end.code, this.#end.reason)
  }

  #release(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const resolve of waiting) resolve()
  }
}

/** May an endpoint send this code in a close frame (RFC 6455 7.4)? */
export function isSendableCode(code: number): boolean {
  return (code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) || (code >= 3000 && code <= 4999)
}

function asBuffer(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data)
}
