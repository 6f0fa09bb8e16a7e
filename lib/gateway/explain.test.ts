import { afterAll, beforeAll, expect, it } from "vitest"
import { type Harness, harness } from "#lib/testing/harness"
import { seeded } from "#lib/testing/simulate-routing"

let random = seeded(1)
let gw: Harness
beforeAll(async () => {
  const one = (group: string, id: string, more = "") =>
    `  - {model_name: ${group}, litellm_params: {model: openai/usage-10-5, api_base: "$MOCK/v1", api_key: k${more}}, model_info: {id: ${id}}}\n`
  gw = await harness({
    random: () => random(),
    yaml: `model_list:
${one("pair", "p1", ", weight: 3, rpm: 400")}${one("pair", "p2", ", weight: 1")}
${one("tagged", "t1", ", tags: [red]")}${one("tagged", "t2", ", tags: [blue]")}
${one("limited", "l1", ", rpm: 8")}
${one("chained", "c1", ", rpm: 5")}${one("chained", "c2", ", rpm: 5, order: 1")}
${one("costly", "d1", ", max_budget: 0.02, budget_duration: 1d, input_cost_per_token: 0.0001, output_cost_per_token: 0.0001")}
router_settings: {fallbacks: [{chained: [limited, pair]}], enable_tag_filtering: true}
`,
  })
})
afterAll(() => gw.close())

it("says of 500 requests what then becomes of them: verdict, status, code and deployment", async () => {
  const keys = [
    undefined,
    await gw.key({ models: ["pair", "chained"] }),
    await gw.key({ rpm_limit: 20 }),
    await gw.key({ max_budget: 0.002 }),
    "sk-unknown",
  ]
  const draw = seeded(42)
  const of = <T>(list: readonly T[]): T => list[Math.floor(draw() * list.length)] as T
  const seen = new Set<string>()
  for (let i = 0; i < 500; i++) {
    const key = of(keys)
    const request = {
      model: of(["pair", "tagged", "limited", "chained", "costly", "nobody"]),
      messages: draw() < 0.05 ? [] : [{ role: "user", content: "Hello ".repeat(1 + Math.floor(draw() * 50)) }],
      ...(draw() < 0.5 ? { tags: [of(["red", "blue", "green"])] } : {}),
      ...(draw() < 0.2 ? { disable_fallbacks: true } : {}),
      ...(draw() < 0.5 ? { max_tokens: 5 } : {}),
    }
    random = seeded(i)
    const told = await gw.send("POST", "/explain", { request, ...(key === undefined ? {} : { key }) })
    random = seeded(i)
    const real = await gw.send("POST", "/v1/chat/completions", request, key === undefined ? {} : { key })
    const explained = told.json as {
      error: { status: number; code: string; message: string } | null
      chosen: { model_id: string } | null
    }
    const error = real.json.error as { code: string; message: string } | undefined
    const told1 = [explained.error?.status ?? 200, explained.error?.code, explained.chosen?.model_id]
    expect(told1, `case ${i}: ${told.text} ${real.text}`).toEqual([
      real.status,
      error?.code,
      real.headers["x-litellm-model-id"],
    ])
    seen.add(`${real.status} ${error?.code ?? real.headers["x-litellm-model-id"]}`)
    // Now and then the limits open again.
    if (i % 100 === 99) gw.clock.addedMs += 30_000
  }
  for (const what of ["200 p1", "200 p2", "200 t1", "200 l1", "200 c2", "200 d1", "400 invalid_request"])
    expect(seen).toContain(what)
  for (const what of ["401 invalid_api_key", "403 model_access_denied", "404 model_not_found"])
    expect(seen).toContain(what)
  for (const what of ["429 rate_limit_exceeded", "429 budget_exceeded"]) expect(seen).toContain(what)
})

it("calls nobody, charges nothing, and names every gate in order", async () => {
  gw.mock.reset()
  const key = await gw.key({ rpm_limit: 1 })
  const request = { model: "pair", messages: [{ role: "user", content: "Hi" }] }
  for (let i = 0; i < 3; i++) {
    const told = await gw.send("POST", "/explain", request, { key })
    expect((told.json.gates as { gate: string; verdict: string }[]).map((g) => `${g.gate}: ${g.verdict}`)).toEqual([
      "key: pass",
      "route: pass",
      "request: pass",
      "model: pass",
      "budget and limits: pass",
      "guardrails: pass",
      "cache: pass",
      "deployments: pass",
    ])
  }
  expect(gw.mock.stats().received).toBe(0)
  expect((await gw.send("POST", "/v1/chat/completions", request, { key })).status).toBe(200)
})

it("is for oneself, unless one is the administrator", async () => {
  const key = await gw.key()
  const asked = { key: "sk-another", request: { model: "pair", messages: [{ role: "user", content: "Hi" }] } }
  expect((await gw.send("POST", "/explain", asked, { key })).status).toBe(403)
})
