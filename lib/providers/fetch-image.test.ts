import { createServer, type RequestListener } from "node:http"
import type { AddressInfo } from "node:net"
import { afterEach, describe, expect, it } from "vitest"
import { Cancel } from "#lib/core/cancel"
import { fetchImage } from "./fetch-image"
import { DEFAULT_MEDIA_LIMITS } from "./media-limits"
import { isPrivateAddress } from "./private-address"

const PNG = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex")
const open = { ...DEFAULT_MEDIA_LIMITS, allowPrivate: true, timeoutMs: 2_000 }
const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const fetching = (url: string, limits = open) => fetchImage(url, limits, new Cancel())

describe("an image by address", () => {
  it("comes with the type its bytes have, whatever its server says, and nothing of ours goes along", async () => {
    let seen: unknown
    const url = await serve((req, res) => {
      seen = req.headers
      res.writeHead(200, { "content-type": "text/html" }).end(PNG)
    })
    expect(await fetching(`${url}/a.png`)).toEqual({ contentType: "image/png", bytes: PNG })
    expect(Object.keys(seen as object).sort()).toEqual([
      "accept",
      "accept-encoding",
      "connection",
      "host",
      "user-agent",
    ])
  })

  it.each([
    ["https://127.0.0.1/a.png", "private address"],
    ["https://[::1]/a.png", "private address"],
    ["https://[::ffff:10.0.0.1]/a.png", "private address"],
    ["https://169.254.169.254/latest/meta-data", "private address"],
    ["https://2130706433/a.png", "private address"],
    ["https://localhost/a.png", "private address"],
    ["http://example.com/a.png", "not an https address"],
    ["file:///etc/passwd", "not an https address"],
    ["https://user:secret@example.com/a.png", "holds a login"],
  ])("%s is refused: %s", async (url, says) => {
    const failure = fetching(url, DEFAULT_MEDIA_LIMITS)
    await expect(failure).rejects.toMatchObject({ kind: "invalid_request", status: 400, param: "messages" })
    await expect(failure).rejects.toThrow(says)
    await expect(failure).rejects.not.toThrow("secret")
  })

  it("is followed through redirects a few times, each judged anew", async () => {
    const url = await serve((req, res) => {
      if (req.url === "/once") res.writeHead(302, { location: "/a.png" }).end()
      else if (req.url === "/round") res.writeHead(302, { location: "/round" }).end()
      else if (req.url === "/out") res.writeHead(302, { location: "file:///etc/passwd" }).end()
      else res.end(PNG)
    })
    expect((await fetching(`${url}/once`)).contentType).toBe("image/png")
    await expect(fetching(`${url}/round`)).rejects.toThrow("redirects too often")
    await expect(fetching(`${url}/out`)).rejects.toThrow("not an https address")
  })

  it("that is too large, no image, gone or slow is a 400 that says so, without the query", async () => {
    const url = await serve((req, res) => {
      if (req.url?.startsWith("/large")) res.end(Buffer.concat([PNG, Buffer.alloc(3 * 1024 * 1024)]))
      else if (req.url === "/page") res.end("<html></html>")
      else if (req.url === "/gone") res.writeHead(404).end()
      else res.writeHead(200).flushHeaders()
    })
    const small = { ...open, maxBytes: 1024 * 1024 }
    await expect(fetching(`${url}/large?token=hidden`, small)).rejects.toThrow(/larger than 1 MB/)
    await expect(fetching(`${url}/large?token=hidden`, small)).rejects.not.toThrow("hidden")
    await expect(fetching(`${url}/page`)).rejects.toThrow("is not an image")
    await expect(fetching(`${url}/gone`)).rejects.toThrow("answered 404")
    await expect(fetching(`${url}/slow`, { ...open, timeoutMs: 100 })).rejects.toThrow("could not be fetched within")
    await expect(fetching("http://127.0.0.1:1/a.png")).rejects.toThrow("could not be fetched")
  })

  it("is given up when the client leaves", async () => {
    const cancel = new Cancel()
    const url = await serve(() => cancel.fire())
    await expect(fetchImage(url, open, cancel)).rejects.toMatchObject({ kind: "client_closed" })
  })
})

describe("private addresses", () => {
  it.each([
    "10.1.2.3",
    "100.64.0.1",
    "192.168.0.1",
    "172.31.0.1",
    "0.0.0.0",
    "fd00::1",
    "fe80::1%eth0",
    "64:ff9b::a00:1",
    "nonsense",
  ])("%s is one", (address) => expect(isPrivateAddress(address)).toBe(true))
  it.each(["1.1.1.1", "172.32.0.1", "8.8.8.8", "2606:4700::1111"])("%s is none", (address) =>
    expect(isPrivateAddress(address)).toBe(false),
  )
})
