import { once } from "node:events"
import type { AddressInfo } from "node:net"
import { afterAll, beforeAll, expect, it } from "vitest"
import { WebSocket, WebSocketServer } from "ws"
import { FrameSocket } from "./frame-socket"

let server: WebSocketServer
beforeAll(async () => {
  server = new WebSocketServer({ port: 0, host: "127.0.0.1" })
  await once(server, "listening")
})
afterAll(() => server.close())

it("what the peer still says after a socket was closed is handed to nobody", async () => {
  const connected = once(server, "connection")
  const peer = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const [ws] = (await connected) as [WebSocket]
  if (peer.readyState !== peer.OPEN) await once(peer, "open")
  const socket = new FrameSocket(ws)
  const heard: string[] = []
  const closed = new Promise<void>((resolve) => {
    socket.listen({
      frame({ data }) {
        heard.push(data.toString("utf8"))
        socket.close(1000)
      },
      closed: () => resolve(),
    })
  })
  // All of it is on its way before the peer can know that nobody listens any more.
  for (const word of ["first", "second", "third"]) peer.send(word)
  await closed
  expect(heard).toEqual(["first"])
})
