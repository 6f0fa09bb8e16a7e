import { createServer, type IncomingMessage, type ServerResponse } from "node:http"

/** One request as a scripted provider received it. */
export interface Received {
  readonly path: string
  readonly headers: IncomingMessage["headers"]
  /** The model it asks for. */
  readonly model: string
  readonly stream: boolean
  readonly body: string
}

export interface ScriptedUpstream {
  readonly url: string
  readonly received: Received[]
  close(): Promise<void>
}

/** A provider that answers as the test says, in bytes of the test's own. */
export async function scriptedUpstream(
  answer: (request: Received, response: ServerResponse) => void,
): Promise<ScriptedUpstream> {
  const received: Received[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString("utf8")
      const { model = "", stream = false } = JSON.parse(body) as { model?: string; stream?: boolean }
      const each = { path: request.url ?? "", headers: request.headers, model, stream, body }
      received.push(each)
      answer(each, response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
