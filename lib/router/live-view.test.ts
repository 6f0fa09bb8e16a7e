import { afterAll, beforeAll, expect, test } from "vitest"
import { type Harness, harness } from "#lib/testing/harness"
import type { RoutingLiveOutput } from "#lib/ui/api.gen"

let gw: Harness
beforeAll(async () => {
  const one = (group: string, id: string, model: string, more = "") =>
    `  - {model_name: ${group}, litellm_params: {model: openai/${model}, api_base: "$MOCK/v1", api_key: k, num_retries: 0${more}}, model_info: {id: ${id}}}\n`
  gw = await harness({
    yaml: `model_list:
${one("pair", "good", "ok", ", weight: 3, rpm: 40, max_parallel_requests: 4")}${one("pair", "bad", "429", ", weight: 1")}
${one("costly", "dear", "usage-10-5", ", max_budget: 2, budget_duration: 1d, input_cost_per_token: 0.0001, output_cost_per_token: 0.0001")}
router_settings: {fallbacks: [{pair: [costly]}, {"*": [pair]}], cooldown_time: 30}
`,
  })
})
afterAll(() => gw.close())

const routing = async () => (await gw.send("GET", "/routing/live")).json as unknown as RoutingLiveOutput
const deployment = async (id: string) =>
  (await routing()).groups.flatMap(({ deployments }) => deployments).find((each) => each.model_id === id)

test("groups, their fallbacks (also the ones for everybody) and the shares of their deployments", async () => {
  const { groups, routing_strategy: strategy, cooldown_time: cooldown } = await routing()
  expect([strategy, cooldown]).toEqual(["simple-shuffle", 30])
  expect(groups.map(({ model_group: name, fallbacks }) => [name, fallbacks])).toEqual([
    ["pair", ["costly"]],
    ["costly", ["pair"]],
  ])
  expect(await deployment("good")).toMatchObject({ state: "healthy", chance: 0.75, rpm: { used: 0, limit: 40 } })
})

test("what was asked is in the limits, what was spent in the budget, and what failed is set aside until a time", async () => {
  const ask = (model: string) =>
    gw.send("POST", "/v1/chat/completions", { model, messages: [{ role: "user", content: "Hello" }] })
  for (let i = 0; i < 30 && (await deployment("bad"))?.state === "healthy"; i++) await ask("pair")
  expect(await deployment("bad")).toMatchObject({ state: "cooling", why: "upstream_rate_limited", chance: 0 })
  expect(Date.parse((await deployment("bad"))?.until ?? "")).toBeGreaterThan(gw.clock.now())
  expect(await deployment("good")).toMatchObject({ chance: 1, max_parallel_requests: { used: 0, limit: 4 } })
  await ask("pair")
  expect((await deployment("good"))?.rpm?.used).toBeGreaterThan(0)
  const spent = async () => (await deployment("dear"))?.budget?.used ?? 0
  const before = await spent()
  await ask("costly")
  expect((await spent()) - before).toBeCloseTo(0.0015, 9)
})

test("it shows no secret, and a plain key is refused", async () => {
  expect(JSON.stringify(await routing())).not.toContain(gw.mock.url)
  expect((await gw.send("GET", "/routing/live", undefined, { key: await gw.key() })).status).toBe(403)
})
