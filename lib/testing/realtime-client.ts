import { type ClientOptions, WebSocket } from "ws"

export type RealtimeEvent = { readonly type: string } & Readonly<Record<string, unknown>>

export interface RealtimeClientOptions extends ClientOptions {
  readonly protocols?: readonly string[]
}

/** An HTTP answer in place of a session. */
export class UpgradeRefused extends Error {
  constructor(
    readonly status: number,
    readonly body: { readonly error?: Readonly<Record<string, unknown>> },
  ) {
    super(`the upgrade was answered with ${status}`)
  }
}

/** A client of realtime sessions that keeps what it is told. */
export class RealtimeClient {
  readonly ws: WebSocket
  readonly events: RealtimeEvent[] = []
  readonly closed: Promise<{ code: number; reason: string }>
  #waiting: { readonly type: string; readonly resolve: (event: RealtimeEvent) => void }[] = []
  #read = 0

  private constructor(ws: WebSocket) {
    this.ws = ws
    ws.on("message", (data) => {
      this.events.push(JSON.parse(String(data)) as RealtimeEvent)
      this.#wake()
    })
    ws.on("error", () => undefined)
    this.closed = new Promise((resolve) =>
      ws.on("close", (code, reason) => resolve({ code, reason: reason.toString() })),
    )
  }

  /** Rejects with UpgradeRefused. */
  static open(url: string, { protocols = [], ...options }: RealtimeClientOptions = {}): Promise<RealtimeClient> {
    const ws = new WebSocket(url, [...protocols], { perMessageDeflate: false, ...options })
    const client = new RealtimeClient(ws)
    return new Promise((resolve, reject) => {
      ws.once("open", () => resolve(client))
      ws.once("error", reject)
      ws.once("unexpected-response", (_request, response) => {
        let text = ""
        response.on("data", (part: Buffer) => (text += part.toString()))
        response.on("end", () =>
          reject(new UpgradeRefused(response.statusCode ?? 0, text === "" ? {} : JSON.parse(text))),
        )
      })
    })
  }

  send(event: Readonly<Record<string, unknown>>): void {
    this.ws.send(JSON.stringify(event))
  }

  /** The next event of this type; those before it are passed over. */
  next(type: string): Promise<RealtimeEvent> {
    return new Promise((resolve) => {
      this.#waiting.push({ type, resolve })
      this.#wake()
    })
  }

  close(): Promise<unknown> {
    this.ws.close(1000)
    return this.closed
  }

  #wake(): void {
    for (let [first] = this.#waiting; first !== undefined; [first] = this.#waiting) {
      const { type } = first
      const at = this.events.findIndex((event, index) => index >= this.#read && event.type === type)
      const found = this.events[at]
      if (found === undefined) return
      this.#read = at + 1
      this.#waiting.shift()
      first.resolve(found)
    }
  }
}
