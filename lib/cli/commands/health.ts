import { request } from "undici"
import type { Say } from "#lib/cli/say"

const TIMEOUT_MS = 5_000

/** Asks a running gateway how it is; exit status 0 when it can serve. */
export async function health(host: string, port: number, say: Say): Promise<number> {
  const url = `http://${host === "0.0.0.0" ? "127.0.0.1" : host}:${port}/health/readiness`
  try {
    const { statusCode, body } = await request(url, { signal: AbortSignal.timeout(TIMEOUT_MS) })
    say(`${url}: ${statusCode} ${await body.text()}`)
    return statusCode === 200 ? 0 : 1
  } catch (e) {
    const code = e instanceof Error ? ((e as { code?: string }).code ?? e.message) : String(e)
    say(`${url} does not answer (${code}). Is the gateway running on port ${port}?`)
    return 1
  }
}
