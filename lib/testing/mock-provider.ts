import { createServer, type IncomingMessage } from "node:http"
import type { AddressInfo } from "node:net"
import { type Clock, systemClock } from "#lib/core/clock"
import { MockAccount } from "./mock/account"
import { handleRequest, type MockState, sendJson } from "./mock/handle-request"
import { MockRealtimeDoor } from "./mock/realtime-door"
import { type MockStats, type RecordedRequest, Recorder } from "./mock/recorder"
import type { Accepts } from "./mock/refuse"

export interface MockProviderOptions {
  /** 0 or absent: a free one. */
  readonly port?: number
  /** Absent: 127.0.0.1. */
  readonly host?: string
  readonly clock?: Clock
  /** How many requests and sockets to remember; absent: 2,000. */
  readonly keep?: number
  /** Check keys and models as a real provider does; absent: everyone is welcome. */
  readonly accepts?: Accepts
  /** Serve `GET /__mock/stats`, `GET /__mock/requests` and `POST /__mock/reset`, for a test in another process. */
  readonly statsRoute?: boolean
}

export interface MockProvider {
  /** Base without a path (`http://127.0.0.1:9500`); OpenAI clients want `/v1` behind it. */
  readonly url: string
  readonly port: number
  /** What clients had it keep. */
  readonly account: MockAccount
  stats(): MockStats
  /** The realtime sessions. */
  readonly realtime: MockRealtimeDoor
  /** The remembered requests, oldest first. */
  requests(): RecordedRequest[]
  /** Forgets requests, counts and who was refused once. */
  reset(): void
  /** Ends every connection; resolves when the port is free. */
  close(): Promise<void>
}

/**
 * A provider that speaks OpenAI's and Anthropic's wire and behaves as the model's name says (mock/behavior.ts). Rejects when the
 * port is taken.
 */
export async function startMockProvider(options: MockProviderOptions = {}): Promise<MockProvider> {
  const clock = options.clock ?? systemClock
  const host = options.host ?? "127.0.0.1"
  const account = new MockAccount()
  const recorder = new Recorder(clock, options.keep ?? 2_000)
  const state: MockState = { recorder, clock, accepts: options.accepts ?? null, calls: new Map(), account }
  const reset = () => {
    recorder.reset()
    state.calls.clear()
  }
  const server = createServer(
    { keepAliveTimeout: 65_000, requestTimeout: 0, shouldUpgradeCallback: isWebSocket },
    (request, response) => {
      const control = options.statsRoute ? `${request.method} ${request.url}` : ""
      if (control === "GET /__mock/stats") return sendJson(response, 200, recorder.stats())
      if (control === "GET /__mock/requests") return sendJson(response, 200, recorder.requests())
      if (control === "POST /__mock/reset") {
        reset()
        return sendJson(response, 200, {})
      }
      handleRequest(state, request, response).catch(() => response.destroy())
    },
  )
  const realtime = new MockRealtimeDoor(state)
  server.on("upgrade", (request, socket, head) => realtime.open(request, socket, head))
  server.on("connection", (socket) => socket.once("close", recorder.socketOpened()))
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject)
    server.listen({ port: options.port ?? 0, host, backlog: 1_024, exclusive: true }, resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${port}`,
    port,
    account,
    stats: () => recorder.stats(),
    realtime,
    requests: () => recorder.requests(),
    reset,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        realtime.kill()
        server.closeAllConnections()
      }),
  }
}

const isWebSocket = ({ headers }: IncomingMessage): boolean => headers.upgrade?.toLowerCase() === "websocket"
