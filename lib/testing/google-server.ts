import { createServer, type IncomingHttpHeaders } from "node:http"
import type { AddressInfo } from "node:net"
import { encodeSse } from "#lib/core/sse"

export interface GoogleRequest {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: Record<string, unknown>
}

export interface GoogleServer {
  readonly url: string
  /** What was asked so far, oldest first. */
  readonly seen: GoogleRequest[]
  close(): Promise<void>
}

/** The signature of its calls; as in Gemini's real ones, characters that no id may hold. */
export const SIGNATURE = "c2ln+mF0/XJl=="
const usageMetadata = { promptTokenCount: 7, candidatesTokenCount: 5, thoughtsTokenCount: 3, totalTokenCount: 15 }

/**
 * A provider that speaks Gemini's wire: says hello, calls the first function it is offered, answers a function's result with it, counts
 * 42 tokens, and refuses a text that says "slow down" with 429 and "break off" in the middle of a stream.
 */
export async function startGoogleServer(): Promise<GoogleServer> {
  const seen: GoogleRequest[] = []
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const text = Buffer.concat(parts).toString("utf8")
    const body = JSON.parse(text || "{}") as Record<string, unknown>
    const path = request.url ?? ""
    seen.push({ path, headers: request.headers, body })
    const json = (status: number, answer: unknown) => {
      response.writeHead(status, { "content-type": "application/json" })
      response.end(JSON.stringify(answer))
    }
    if (text.includes("slow down")) return json(429, refusal(429, "RESOURCE_EXHAUSTED"))
    if (path.includes(":countTokens"))
      return json(200, { totalTokens: 42, promptTokensDetails: [{ modality: "TEXT", tokenCount: 42 }] })
    const said = partsFor(body)
    if (!path.includes(":streamGenerateContent")) return json(200, answer(said, "STOP"))
    response.writeHead(200, { "content-type": "text/event-stream" })
    const events = [answer([{ text: "hm", thought: true }]), ...said.map((part) => answer([part])), answer([], "STOP")]
    if (text.includes("break off")) events.splice(1, events.length, refusal(500, "INTERNAL"))
    response.end(events.map((event) => encodeSse({ event: "", data: JSON.stringify(event) })).join(""))
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function partsFor({ contents, tools }: Record<string, unknown>): Record<string, unknown>[] {
  const last = (contents as { parts?: { functionResponse?: { response: unknown } }[] }[] | undefined)?.at(-1)
  const result = last?.parts?.find((part) => part.functionResponse)?.functionResponse
  if (result) return [{ text: "It says: " }, { text: JSON.stringify(result.response) }]
  const [tool] = (tools ?? []) as { functionDeclarations?: { name: string }[] }[]
  const name = tool?.functionDeclarations?.[0]?.name
  if (name === undefined) return [{ text: "hel" }, { text: "lo" }]
  return [{ functionCall: { name, args: { city: "Paris" } }, thoughtSignature: SIGNATURE }]
}

function answer(parts: readonly Record<string, unknown>[], finishReason?: string): Record<string, unknown> {
  const candidate = { content: { role: "model", parts }, index: 0, ...(finishReason ? { finishReason } : {}) }
  const about = { modelVersion: "gemini-2.5-flash", responseId: "resp-1" }
  return { candidates: [candidate], ...(finishReason ? { usageMetadata } : {}), ...about }
}

function refusal(code: number, status: string): Record<string, unknown> {
  const details = [{ "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "7s" }]
  return { error: { code, message: "Not now.", status, ...(code === 429 ? { details } : {}) } }
}
