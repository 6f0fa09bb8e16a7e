import { type IncomingMessage, STATUS_CODES } from "node:http"
import type { Duplex } from "node:stream"
import { WebSocketServer } from "ws"
import { refusalStatus } from "./ask"
import { behaviorOf } from "./behavior"
import type { MockState } from "./handle-request"
import { openaiAnswers } from "./openai-answers"
import { MockRealtimeSession } from "./realtime-session"
import { refusalByAccess, refusalByName } from "./refuse"

/** The mock's WebSocket side: OpenAI's and Azure's addresses of realtime sessions. A session's record holds what its client said. */
export class MockRealtimeDoor {
  readonly #state: MockState
  readonly #server = new WebSocketServer({ noServer: true })

  constructor(state: MockState) {
    this.#state = state
  }

  open(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on("error", () => socket.destroy())
    const url = new URL(request.url ?? "/", "http://mock")
    const model = url.searchParams.get("model") ?? url.searchParams.get("deployment") ?? ""
    const body = { events: [], sentBytes: 0 }
    const record = this.#state.recorder.received({
      method: "GET",
      path: request.url ?? "/",
      model,
      headers: request.headers,
      body,
      bodyBytes: 0,
    })
    const refused = url.pathname.endsWith("/realtime")
      ? (refusalByAccess(this.#state.accepts, request, model) ?? refusalByName(this.#state.calls, request, model))
      : "not_found"
    if (refused !== null) {
      this.#state.recorder.ended(record, "refused", null)
      if (refused === "not_found") refuse(socket, 404, { error: { message: "No such route" } })
      else refuse(socket, refusalStatus[refused], openaiAnswers.refusal(refused, model))
      return
    }
    this.#server.handleUpgrade(request, socket, head, (ws) => {
      this.#state.recorder.firstByte(record)
      new MockRealtimeSession(ws, model, behaviorOf(model.replace(/^(?:vad|busy)-?/, "")), body)
      ws.on("error", () => undefined)
      ws.on("close", () => this.#state.recorder.ended(record, "served", null))
    })
  }

  /** Sessions that are open. */
  get sessions(): number {
    return this.#server.clients.size
  }

  /** Breaks every session off, as a provider's crash does. */
  kill(): void {
    for (const ws of this.#server.clients) ws.terminate()
  }

  /** Ends every session with this code. */
  end(code: number, reason: string): void {
    for (const ws of this.#server.clients) ws.close(code, reason)
  }
}

function refuse(socket: Duplex, status: number, body: unknown): void {
  const text = JSON.stringify(body)
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: application/json\r\nconnection: close\r\n`
  socket.end(`${head}content-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`)
}
