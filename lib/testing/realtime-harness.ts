import { fileURLToPath } from "node:url"
import { makeLog } from "#lib/core/log"
import { type RunningServer, startServer } from "#lib/server/main"
import { type Harness, harness, MASTER_KEY } from "./harness"
import type { RealtimeRecord } from "./mock/realtime-session"
import { RealtimeClient, type RealtimeClientOptions } from "./realtime-client"

/** $1 and $4 a million tokens of text, $10 and $20 of sound. */
const PRICE =
  "input_cost_per_token: 0.000001, output_cost_per_token: 0.000004, input_cost_per_audio_token: 0.00001, output_cost_per_audio_token: 0.00002"
const model = (name: string, at: string, more = "") =>
  `  - {model_name: ${name}, litellm_params: {model: openai/${at}, api_base: "$MOCK/v1", api_key: mock-secret, num_retries: 0, timeout: 3, ${PRICE}}${more}}`
const YAML = `model_list:
${model("voice", "ok")}
${model("priced", "usage-1000-1000")}
${model("vad", "vad")}
${model("vad-priced", "vad-usage-1000-1000")}
${model("busy", "busy")}
${model("big", "big")}
${model("slow", "drip-50ms")}
${model("stall", "stall")}
${model("drop", "drop-midstream")}
${model("refusing", "401")}
${model("full", "503")}
${model("falling", "500")}
${model("silent", "no-usage")}
${model("listener", "vad-transcribe")}
  - {model_name: azure-voice, litellm_params: {model: azure/ok, api_base: "$MOCK", api_key: azure-secret, ${PRICE}}}
  - {model_name: azure-dated, litellm_params: {model: azure/ok, api_base: "$MOCK", api_version: 2024-10-01-preview, api_key: azure-secret, ${PRICE}}}
  - {model_name: local, litellm_params: {model: hosted_vllm/ok, api_base: "$MOCK/v1"}}
  - {model_name: claude, litellm_params: {model: anthropic/ok, api_base: "$MOCK", api_key: k}}
router_settings: {fallbacks: [{falling: [voice]}]}
general_settings: {store_prompts_in_spend_logs: true, realtime_idle_timeout_seconds: 300, realtime_session_limit_seconds: 600}
`

/** The gateway behind the real server, with models whose mock behaves as their name says. */
export interface RealtimeHarness {
  readonly gw: Harness
  readonly server: RunningServer
  /** `ws://127.0.0.1:<port>` */
  readonly url: string
  open(model: string, key?: string, more?: RealtimeClientOptions): Promise<RealtimeClient>
  /** What the provider was told by, and sent to, its first client. */
  heard(): RealtimeRecord
  /** Rows of a key's log, the oldest first, once there are so many. */
  rows(key: string, count: number): Promise<Record<string, unknown>[]>
  /** What a key has spent, in nano-dollars, as the management API says it. */
  spent(key: string): Promise<number>
  close(): Promise<void>
}

/** A response of text, asked for. */
export const SAY_TEXT = { type: "response.create", response: { output_modalities: ["text"] } }

/** So many bytes of the user's sound. */
export const sound = (bytes: number) => ({
  type: "input_audio_buffer.append",
  audio: Buffer.alloc(bytes, 1).toString("base64"),
})

export const bearer = (key: string) => ({ headers: { authorization: `Bearer ${key}` } })

/** `general`: a further general setting, as YAML's flow style has it. */
export async function realtimeHarness(general = ""): Promise<RealtimeHarness> {
  const gw = await harness({ yaml: YAML.replace("general_settings: {", `general_settings: {${general}`) })
  const root = fileURLToPath(new URL("../..", import.meta.url))
  const log = makeLog("error", () => undefined)
  const server = await startServer({ gateway: gw.gateway, host: "127.0.0.1", port: 0, root, dev: false, log })
  const url = `ws://127.0.0.1:${server.port}`
  return {
    gw,
    server,
    url,
    open: (name, key = MASTER_KEY, more = {}) =>
      RealtimeClient.open(`${url}/v1/realtime?model=${name}`, { ...bearer(key), ...more }),
    heard: () => gw.mock.requests()[0]?.body as RealtimeRecord,
    async rows(key, count) {
      for (;;) {
        await gw.flush()
        const found = await gw.db.sql<Record<string, unknown>[]>`
          select * from spend_logs where api_key = encode(sha256(${key}::bytea), 'hex') order by started_at, request_id`
        if (found.length >= count) return found
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    },
    async spent(key) {
      const { json } = await gw.send("GET", `/key/info?key=${key}`)
      return Math.round((json.info as { spend: number }).spend * 1e9)
    },
    async close() {
      await server.close(1_000)
      await gw.close()
    },
  }
}

/** What a `response.done` costs at the models' price, in nano-dollars. */
export function costOf(done: Readonly<Record<string, unknown>>): number {
  const { usage } = done.response as { usage: Record<string, Record<string, number>> }
  const [input, output] = [usage.input_token_details, usage.output_token_details]
  const { text_tokens: textIn = 0, audio_tokens: audioIn = 0 } = input ?? {}
  const { text_tokens: textOut = 0, audio_tokens: audioOut = 0 } = output ?? {}
  return textIn * 1_000 + audioIn * 10_000 + textOut * 4_000 + audioOut * 20_000
}

/** The same question until the answer is this one, for some seconds. */
export async function eventually<T>(ask: () => Promise<T>, wanted: T): Promise<T> {
  for (let left = 100; ; left--) {
    const found = await ask()
    if (found === wanted || left === 0) return found
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
}
