import { subscribe, unsubscribe } from "node:diagnostics_channel"
import { createServer, type RequestListener } from "node:http"
import type { AddressInfo } from "node:net"
import { createServer as createTcpServer } from "node:net"
import { Readable } from "node:stream"
import { gzipSync } from "node:zlib"
import { afterEach, describe, expect, it } from "vitest"
import { type Outgoing, openSender } from "./send"

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

async function upstream(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1")
  await new Promise((resolve) => server.once("listening", resolve))
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function outgoing(origin: string, more: Partial<Outgoing> = {}): Outgoing {
  return {
    origin,
    path: "/x",
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
    signal: new AbortController().signal,
    firstByteTimeoutMs: 5_000,
    idleTimeoutMs: 5_000,
    ...more,
  }
}

describe("send", () => {
  it("gives the whole body, decompressed when the provider compressed it unasked", async () => {
    const origin = await upstream((_req, res) =>
      res.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("hello")),
    )
    const answer = await openSender().send(outgoing(origin))
    expect((await answer.body.readAll(1000)).toString()).toBe("hello")
  })

  it("says that a closed port was never reached, without its address", async () => {
    const error = await openSender()
      .send(outgoing("http://127.0.0.1:1"))
      .catch((e) => e)
    expect(error).toMatchObject({ kind: "upstream_unreachable", status: 502 })
    expect(error.message).not.toContain("127.0.0.1")
  })

  it("times out on a provider that accepts and never answers, and closes the socket", async () => {
    let closed = false
    const origin = await upstream((req) => req.socket.once("close", () => (closed = true)))
    const from = performance.now()
    await expect(openSender().send(outgoing(origin, { firstByteTimeoutMs: 1_000 }))).rejects.toMatchObject({
      kind: "upstream_timeout",
      message: expect.stringMatching(/did not answer within [\d.]+ s\. Try again, or raise the model's timeout/),
    })
    expect(performance.now() - from).toBeLessThan(2_500)
    await expect.poll(() => closed).toBe(true)
  })

  it("times out on silence inside the body", async () => {
    const origin = await upstream((_req, res) => res.writeHead(200).write("part"))
    const answer = await openSender().send(outgoing(origin, { idleTimeoutMs: 1_000 }))
    expect((await answer.body.read())?.toString()).toBe("part")
    await expect(answer.body.read()).rejects.toMatchObject({ kind: "upstream_timeout" })
  })

  it("fails on a body cut in the middle and serves the next request on the same pool", async () => {
    let cut = true
    const origin = await upstream((_req, res) => {
      res.writeHead(200, { "content-length": "10" })
      res.write("12345")
      if (cut) setImmediate(() => res.destroy())
      else res.end("67890")
    })
    const sender = openSender()
    const broken = await sender.send(outgoing(origin))
    await expect(broken.body.readAll(100)).rejects.toMatchObject({ kind: "upstream_failed" })
    cut = false
    expect((await (await sender.send(outgoing(origin))).body.readAll(100)).toString()).toBe("1234567890")
  })

  it("closes the provider's socket when the client leaves, before or after the first byte", async () => {
    const closed: string[] = []
    const origin = await upstream((req, res) => {
      req.socket.once("close", () => closed.push(req.url ?? ""))
      if (req.url === "/late") res.writeHead(200).write("x")
    })
    const sender = openSender()
    const early = new AbortController()
    const refused = sender.send(
      outgoing(origin, { path: "/early", signal: early.signal, onSend: () => setImmediate(() => early.abort()) }),
    )
    await expect(refused).rejects.toMatchObject({ kind: "client_closed" })
    const late = new AbortController()
    const answer = await sender.send(outgoing(origin, { path: "/late", signal: late.signal }))
    await answer.body.read()
    late.abort()
    await expect(answer.body.read()).rejects.toMatchObject({ kind: "client_closed" })
    await expect.poll(() => [...closed].sort()).toEqual(["/early", "/late"])
  })

  it("announces the sending once, when all is ready and no byte has left, and not at all when no connection came about", async () => {
    let sends = 0
    await openSender()
      .send(outgoing("http://127.0.0.1:1", { onSend: () => sends++ }))
      .catch(() => undefined)
    expect(sends).toBe(0)

    const order: string[] = []
    const ready = () => order.push("ready")
    subscribe("undici:client:sendHeaders", ready)
    closers.push(() => unsubscribe("undici:client:sendHeaders", ready))
    const origin = await upstream((req, res) => {
      order.push("received")
      req.resume().on("end", () => res.end("{}"))
    })
    const sender = openSender()
    // Three over one connection, with bodies and without.
    for (const body of ["{}", Buffer.from("{}"), null]) {
      const upstream = await sender.send(outgoing(origin, { body, onSend: () => order.push("sent") }))
      await upstream.body.readAll(100)
    }
    expect(order).toEqual(Array.from({ length: 3 }, () => ["ready", "sent", "received"]).flat())
    const parts = Readable.from([Buffer.from("{"), Buffer.from("}")])
    const headers = { "content-length": "2" }
    await sender.send(outgoing(origin, { body: parts, headers, onSend: () => order.push("sent") }))
    expect(order.filter((each) => each === "sent")).toHaveLength(4)
    await sender.close()
  })

  it("holds a fast provider back when nobody reads", async () => {
    let written = 0
    const tcp = createTcpServer((socket) => {
      socket.write("HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\nconnection: close\r\n\r\n")
      const chunk = Buffer.alloc(64 * 1024, 97)
      const push = () => {
        while (written < 64 * 1024 * 1024 && socket.write(chunk)) written += chunk.length
      }
      socket.on("drain", push)
      socket.on("error", () => undefined)
      push()
    }).listen(0, "127.0.0.1")
    await new Promise((resolve) => tcp.once("listening", resolve))
    closers.push(() => tcp.close())
    const answer = await openSender().send(outgoing(`http://127.0.0.1:${(tcp.address() as AddressInfo).port}`))
    await answer.body.read()
    await expect
      .poll(async () => {
        const before = written
        await new Promise((resolve) => setTimeout(resolve, 100))
        return written === before
      })
      .toBe(true)
    expect(written).toBeLessThan(32 * 1024 * 1024)
    answer.body.cancel()
  })
})
