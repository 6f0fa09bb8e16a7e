import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import type { Log } from "#lib/core/log"
import { currentGateway, type RunningGateway } from "#lib/runtime/current"
import { PEER_HEADER } from "./next"
import { failedReply, fromNode, toNode } from "./node"
import { RealtimeDoor, type Upgrade } from "./realtime-door"
import { routeIn } from "./route-in"
import { notFound, serveRoute } from "./serve-route"

export interface ServeOptions {
  readonly gateway: RunningGateway
  readonly host: string
  readonly port: number
  /** The package's folder: Next finds its build there. */
  readonly root: string
  readonly dev: boolean
  readonly log: Log
  /** Sends the API through Next's route handlers too, as `next start` alone would. For the test that compares both doors. */
  readonly apiThroughNext?: boolean
}

export interface RunningServer {
  readonly port: number
  /** Stops accepting, lets running requests finish (at most `graceMs`), closes. */
  close(graceMs: number): Promise<void>
}

const HEADERS_TIMEOUT_MS = 30_000
const REQUEST_TIMEOUT_MS = 300_000
const KEEP_ALIVE_MS = 65_000
const IDLE_CHECK_MS = 200
const MAX_HEADER_BYTES = 32 * 1024

/** The HTTP server: API paths take the short way to the pipeline, everything else is Next's. Rejects when the port is taken. */
export async function startServer(options: ServeOptions): Promise<RunningServer> {
  const { log } = options
  let dashboard: Promise<NextServer | null> | null = null
  // On the first page asked for: a gateway nobody looks at keeps no dashboard in memory (about 40 MB).
  const startNext = () =>
    (dashboard ??= openNext(options).catch((e: unknown) => {
      log.error("the dashboard could not be started; the API serves without it", { error: String(e) })
      return null
    }))
  const door = new RealtimeDoor(() => currentGateway() ?? options.gateway, log)
  const server = createServer({
    maxHeaderSize: MAX_HEADER_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    // A client that merely offers another protocol (h2c) is answered in this one (RFC 9110 7.8).
    shouldUpgradeCallback: (req) => door.accepts(req) || (options.dev && req.url?.startsWith("/_next/") === true),
  })
  server.headersTimeout = HEADERS_TIMEOUT_MS
  const toNext = async (req: IncomingMessage, res: ServerResponse) => {
    const app = await startNext()
    if (app === null) return void toNode(failedReply(null), req, res)
    req.headers[PEER_HEADER] = req.socket.remoteAddress ?? ""
    await app.getRequestHandler()(req, res)
  }
  server.on("request", (req, res) => {
    answer(options, req, res, toNext).catch((e: unknown) => {
      log.error("a request failed outside the pipeline", {
        error: String(e),
        stack: e instanceof Error ? e.stack : undefined,
      })
      if (res.headersSent) res.destroy()
      else toNode(failedReply(e), req, res).catch(() => res.destroy())
    })
  })
  server.on("upgrade", (req, socket, head) => {
    socket.on("error", () => socket.destroy())
    if (door.accepts(req)) void door.open({ req, socket, head })
    else void hotReload(startNext, { req, socket, head })
  })
  if (options.dev) await startNext()
  await listening(server, options)
  const address = server.address()
  return {
    port: typeof address === "object" && address !== null ? address.port : options.port,
    async close(graceMs) {
      await Promise.all([door.close(graceMs), closed(server, graceMs)])
      await (await dashboard)?.close()
    },
  }
}

type NextServer = ReturnType<typeof import("next").default>

async function openNext({ dev, root, host, port }: ServeOptions): Promise<NextServer> {
  const { default: next } = await import("next")
  // Next listens for upgrades on the server it is given, else on that of its first request, and ends those that lead to a route of
  // its own: realtime sessions. It gets one that nobody connects to; what is its own it is handed by `hotReload`.
  const app = next({ dev, dir: root, hostname: host, port, quiet: !dev, httpServer: createServer() })
  await app.prepare()
  return app
}

type ToNext = (req: IncomingMessage, res: ServerResponse) => Promise<void>

async function answer(options: ServeOptions, req: IncomingMessage, res: ServerResponse, toNext: ToNext): Promise<void> {
  const url = req.url ?? "/"
  // An absolute or protocol-relative target names another host: only plain paths are served.
  if (!url.startsWith("/") || url.startsWith("//")) return toNode(notFound(url), req, res)
  const question = url.indexOf("?")
  const path = question === -1 ? url : url.slice(0, question)
  const gateway = currentGateway() ?? options.gateway
  const route = options.apiThroughNext === true ? null : routeIn(gateway, req.method ?? "GET", path)
  if (route === null)
    return isPlain(path) && req.method !== "TRACE" ? toNext(req, res) : toNode(notFound(path), req, res)
  if (!gateway.accepting) res.shouldKeepAlive = false
  await toNode(await serveRoute(gateway, route, fromNode(req, res)), req, res)
}

/**
 * False for a path with empty or dot segments or backslashes: Next would tidy it and serve what it then means, past whatever a
 * proxy in front decided on the path as it was written.
 */
function isPlain(path: string): boolean {
  return !/\\|\/\/|\/(?:\.|%2e){1,2}(?:[/;?#]|$)/i.test(path)
}

/** Development's hot reload is Next's; nothing else gets here. */
async function hotReload(startNext: () => Promise<NextServer | null>, { req, socket, head }: Upgrade): Promise<void> {
  const app = await startNext()
  if (app === null) socket.destroy()
  else await app.getUpgradeHandler()(req, socket as never, head)
}

function listening(server: Server, options: ServeOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject)
    server.listen(options.port, options.host, 4096, () => {
      server.off("error", reject)
      resolve()
    })
  })
}

function closed(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const hard = setTimeout(() => server.closeAllConnections(), graceMs)
    const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS)
    server.close(() => {
      clearTimeout(hard)
      clearInterval(idle)
      resolve()
    })
    server.closeIdleConnections()
  })
}
