import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import { Pool } from "undici"

/**
 * The floor: a proxy that does nothing but pass requests on with undici, the least a gateway on Node can cost. No key check, no
 * parsing, no log. `node floor.mjs <port> <upstream url>`; says its URL when it listens.
 */
const port = Number(process.argv[2] ?? 0)
const pool = new Pool(process.argv[3] ?? "http://127.0.0.1:9100", { connections: 512, pipelining: 1 })

async function forward(request: IncomingMessage, body: Buffer, response: ServerResponse): Promise<void> {
  const headers = { "content-type": "application/json", authorization: "Bearer sk-up" }
  const upstream = await pool.request({ method: "POST", path: request.url ?? "/", headers, body })
  const { "content-type": type, "content-length": length } = upstream.headers
  const passed: Record<string, string | string[]> = {}
  if (type !== undefined) passed["content-type"] = type
  if (length !== undefined) passed["content-length"] = length
  response.writeHead(upstream.statusCode, passed)
  upstream.body.on("data", (bytes: Buffer) => response.write(bytes))
  upstream.body.on("end", () => response.end())
  upstream.body.on("error", () => response.destroy())
}

const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
  if (request.method === "GET") {
    response.end("ok")
    return
  }
  const chunks: Buffer[] = []
  request.on("data", (bytes: Buffer) => chunks.push(bytes))
  request.on("end", () => {
    const [first] = chunks
    const body = first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks)
    forward(request, body, response).catch(() => response.destroy())
  })
})
server.listen({ port, host: "127.0.0.1", backlog: 1_024 }, () => {
  const address = server.address()
  process.stdout.write(`listening on http://127.0.0.1:${typeof address === "object" ? address?.port : port}\n`)
})
