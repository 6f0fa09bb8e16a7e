import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Harness, harness } from "#lib/testing/harness"

/** No UTF-8 text: what a decoder would put in its place is longer. */
const SOUND = Buffer.from([0xff, 0xfb, 0x90, 0x00, 0xc3, 0x28, 0x80, 0xfe, 0x41])

const server = createServer((req, res) => {
  req.resume()
  res.writeHead(200, { "content-type": "application/json" })
  res.end(JSON.stringify({ audio_data: SOUND.toString("base64") }))
})
let gw: Harness

beforeAll(async () => {
  server.listen(0, "127.0.0.1")
  await new Promise((resolve) => server.once("listening", resolve))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
  const params = `{model: mistral/voxtral-tts, api_base: "${base}", api_key: k, input_cost_per_character: 0.000001}`
  const storing = "general_settings: {store_prompts_in_spend_logs: true}"
  gw = await harness({ yaml: `model_list:\n  - {model_name: speak, litellm_params: ${params}}\n${storing}\n` })
})
afterAll(async () => {
  await gw.close()
  server.closeAllConnections()
  server.close()
})

describe("speech that comes inside a JSON answer", () => {
  it("reaches the client byte for byte, is billed, and is not in the log", async () => {
    const reply = await gw.open("POST", "/v1/audio/speech", { model: "speak", input: "Hallo", voice: "alloy" })
    expect([reply.status, reply.headers["content-type"]]).toEqual([200, "audio/mpeg"])
    expect(Buffer.isBuffer(reply.body) && reply.body.equals(SOUND)).toBe(true)
    await gw.flush()
    const [row] = await gw.db.sql<{ spend_nano: string; response: unknown }[]>`
      select spend_nano, response from spend_logs where call_id = ${reply.headers["x-litellm-call-id"] ?? ""}`
    expect(Number(row?.spend_nano)).toBe(5_000)
    expect(row?.response).toBe("[9 bytes of audio/mpeg]")
  })
})
