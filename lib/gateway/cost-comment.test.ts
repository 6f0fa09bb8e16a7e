import { afterAll, beforeAll, expect, it } from "vitest"
import { SseDecoder } from "#lib/core/sse"
import { type Harness, harness } from "#lib/testing/harness"

let gw: Harness
beforeAll(async () => {
  gw = await harness()
})
afterAll(() => gw.close())

const body = { stream: true, max_tokens: 50, messages: [{ role: "user", content: "Hello" }] }
const ask = (model: string, path = "/v1/chat/completions", headers = { "x-tollgate-stream-cost": "true" }) =>
  gw.send("POST", path, { model, ...body }, { headers })

it.each(["ok", "anthropic/ok"])(
  "the cost of a stream comes before [DONE] when the client asks for it: %s",
  async (model) => {
    const { text, headers } = await ask(model)
    const said = /\n: x-litellm-response-cost: (\S+)\n\ndata: \[DONE\]\n\n$/.exec(text)
    await gw.flush()
    const [row] = await gw.db.sql<{ spend_nano: string }[]>`
    select spend_nano from spend_logs where call_id = ${headers["x-litellm-call-id"] ?? ""}`
    expect(Number(said?.[1])).toBeGreaterThan(0)
    expect(Math.round(Number(said?.[1]) * 1e9)).toBe(Number(row?.spend_nano))
    expect(new SseDecoder().push(Buffer.from(text)).at(-1)?.data).toBe("[DONE]")
  },
)

it("it ends a stream that has no [DONE], and nobody gets it who did not ask, or whose model has no price", async () => {
  expect((await ask("anthropic/ok", "/v1/messages")).text).toMatch(
    /message_stop[\s\S]*\n: x-litellm-response-cost: \S+\n\n$/,
  )
  expect((await ask("ok", undefined, { "x-tollgate-stream-cost": "" })).text).not.toContain("response-cost")
  expect((await ask("unpriced")).text).not.toContain("response-cost")
})
