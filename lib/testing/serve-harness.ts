import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { fromNode, toNode } from "#lib/server/node"
import { routeIn } from "#lib/server/route-in"
import { notFound, serveRoute } from "#lib/server/serve-route"
import type { Harness } from "./harness"

/** The harness's gateway behind a real socket, for clients that bring their own HTTP. */
export async function serveHarness({ gateway }: Harness): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(async (req, res) => {
    const [path = "/"] = (req.url ?? "/").split("?", 1)
    const route = routeIn(gateway, req.method ?? "GET", path)
    const reply = route === null ? notFound(path) : await serveRoute(gateway, route, fromNode(req, res))
    await toNode(reply, req, res)
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
