import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Harness, harness } from "#lib/testing/harness"

/** A provider that can be made to fail: a share of its answers, or all of them, or by not being there. */
class ShakyProvider {
  failing = 0
  asked = 0
  port = 0
  #server: Server | null = null

  async start(): Promise<void> {
    const server = createServer((request, response) => {
      request.resume().on("end", () => {
        this.asked++
        // Evenly: of 10 requests in a row, `failing` × 10 fail.
        const fails = Math.floor(this.asked * this.failing) > Math.floor((this.asked - 1) * this.failing)
        response.writeHead(fails ? 500 : 200, { "content-type": "application/json" })
        response.end(fails ? '{"error":{"message":"broken"}}' : JSON.stringify(ANSWER))
      })
    })
    await new Promise<void>((resolve) => server.listen(this.port, "127.0.0.1", resolve))
    this.port = (server.address() as AddressInfo).port
    this.#server = server
  }

  async stop(): Promise<void> {
    const server = this.#server
    this.#server = null
    if (server === null) return
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

const ANSWER = {
  id: "a",
  object: "chat.completion",
  created: 1,
  model: "m",
  choices: [{ index: 0, message: { role: "assistant", content: "OK" }, finish_reason: "stop" }],
  usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
}

const shaky = new ShakyProvider()
const alone = new ShakyProvider()
let gw: Harness
beforeAll(async () => {
  await shaky.start()
  await alone.start()
  const deployment = (group: string, id: string, base: string, more = "") =>
    `  - {model_name: ${group}, litellm_params: {model: openai/ok, api_base: "${base}", api_key: k${more}}, model_info: {id: ${id}}}\n`
  gw = await harness({
    yaml: `model_list:
${deployment("pair", "pair-shaky", `http://127.0.0.1:${shaky.port}/v1`)}${deployment("pair", "pair-good", "$MOCK/v1")}
${deployment("alone", "alone-1", `http://127.0.0.1:${alone.port}/v1`, ", num_retries: 0")}
${deployment("spare", "spare-1", "$MOCK/v1")}
${deployment("limited", "limited-1", "$MOCK/v1", ", rpm: 20")}
${deployment("spent", "spent-1", "$MOCK/v1", ", max_budget: 0.00001, budget_duration: 1d, input_cost_per_token: 0.001, output_cost_per_token: 0.001")}
router_settings: {fallbacks: [{alone: [spare]}], cooldown_time: 5}
`,
  })
})
afterAll(async () => {
  await gw.close()
  await shaky.stop()
  await alone.stop()
})

const chat = (model: string, more: Record<string, unknown> = {}) =>
  gw.send("POST", "/v1/chat/completions", { model, messages: [{ role: "user", content: "Hi" }], ...more })
const many = (count: number, model: string) => Promise.all(Array.from({ length: count }, () => chat(model)))

describe("drills", () => {
  it("three of ten answers of one deployment fail: no client sees it", async () => {
    shaky.failing = 0.3
    const sent = []
    for (let i = 0; i < 20; i++) sent.push(...(await many(10, "pair")))
    expect(sent.map((s) => s.status).filter((status) => status !== 200)).toEqual([])
    expect(shaky.asked).toBeGreaterThan(20)
    expect(sent.some((s) => s.headers["x-litellm-attempted-retries"] === "1")).toBe(true)
  })

  it("a dead host rests; within one cooldown of its return it serves again, found out by one probe", async () => {
    shaky.failing = 0
    gw.clock.addedMs += 120_000
    await shaky.stop()
    expect((await many(20, "pair")).every((s) => s.status === 200)).toBe(true)
    const resting = await many(20, "pair")
    expect(new Set(resting.map((s) => s.headers["x-litellm-model-id"]))).toEqual(new Set(["pair-good"]))
    expect(resting.every((s) => s.headers["x-litellm-attempted-retries"] === "0")).toBe(true)
    await shaky.start()
    gw.clock.addedMs += 5_000
    shaky.asked = 0
    const probing = await many(20, "pair")
    expect(probing.every((s) => s.status === 200)).toBe(true)
    expect(shaky.asked).toBe(1)
    const after = await many(20, "pair")
    expect(new Set(after.map((s) => s.headers["x-litellm-model-id"])).size).toBe(2)
  })

  it("a whole group is dead: its fallback serves", async () => {
    await alone.stop()
    const sent = await chat("alone")
    expect(sent.status).toBe(200)
    expect(sent.headers["x-litellm-model-group"]).toBe("spare")
    expect(sent.headers["x-litellm-attempted-fallbacks"]).toBe("1")
    expect((await chat("alone", { disable_fallbacks: true })).status).toBe(502)
    expect((await chat("alone", { fallbacks: ["pair"] })).headers["x-litellm-model-group"]).toBe("pair")
  })

  it("rpm is held exactly with 50 clients at once; the rest hear when to come back", async () => {
    gw.mock.reset()
    const sent = await many(50, "limited")
    expect(sent.filter((s) => s.status === 200)).toHaveLength(20)
    expect(gw.mock.stats().received).toBe(20)
    const [refused] = sent.filter((s) => s.status !== 200)
    expect(refused?.status).toBe(429)
    expect(refused?.text).toContain("the limit of 20 requests per minute is reached")
    expect(Number(refused?.headers["retry-after"])).toBeGreaterThan(55)
    gw.clock.addedMs += 61_000
    expect((await many(50, "limited")).filter((s) => s.status === 200)).toHaveLength(20)
  })

  it("a deployment over its budget is skipped; the refusal names the budget and when it resets", async () => {
    expect((await chat("spent")).status).toBe(200)
    const refused = await chat("spent")
    expect(refused.status).toBe(429)
    expect(refused.text).toMatch(
      /The budget of a deployment of spent, \$0.00001, is used up. It resets at \d{4}-\d\d-\d\dT00:00:00/,
    )
  })

  it("a row says who could have answered and why they did not; a plain one says nothing", async () => {
    const metadata = async (callId: string | undefined) => {
      await gw.flush()
      const rows = await gw.db.sql`select metadata from spend_logs where call_id = ${callId ?? ""}`
      return rows[0]?.metadata as { routing?: { candidates: { verdict: string }[] }[]; attempts: unknown[] }
    }
    const sent = await chat("pair")
    const { routing, attempts } = await metadata(sent.headers["x-litellm-call-id"])
    expect(routing?.[0]?.candidates.map((c) => c.verdict).sort()).toEqual(["chosen", "not drawn"])
    // One try that succeeded is told by the row itself.
    expect(attempts).toBeUndefined()
    const plain = await chat("spare")
    expect(await metadata(plain.headers["x-litellm-call-id"])).not.toHaveProperty("routing")
  })
})
