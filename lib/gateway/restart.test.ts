import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { Database } from "#lib/db/open"
import { scratchDatabase } from "#lib/db/scratch"
import { type Harness, harness } from "#lib/testing/harness"

/** One answer of `usage-100-20` costs this. */
const COST_USD = 0.00018
const model = (name: string, more = "") =>
  `  - {model_name: ${name}, litellm_params: {model: openai/usage-100-20, api_base: "$MOCK/v1", api_key: k, input_cost_per_token: 0.000001, output_cost_per_token: 0.000004${more}}, model_info: {id: ${name}-1}}\n`
const MODELS = `model_list:\n${model("plain")}${model("capped", `, max_budget: ${COST_USD}, budget_duration: 1d`)}`

let db: Database
let drop: () => Promise<void>
beforeAll(async () => {
  const scratch = await scratchDatabase()
  db = scratch.db
  drop = scratch.drop
})
afterAll(() => drop())

const chat = (gw: Harness, key?: string, name = "plain") =>
  gw.send(
    "POST",
    "/v1/chat/completions",
    { model: name, messages: [{ role: "user", content: "x".repeat(400) }], max_tokens: 20 },
    key === undefined ? {} : { key },
  )
const messageOf = (sent: { json: Record<string, unknown> }) =>
  (sent.json.error as { message: string } | undefined)?.message

/** The same steps before and after the gateway ends and another begins on its database. */
async function acrossRestart(
  yaml: string,
  before: (gw: Harness) => Promise<void>,
  after: (gw: Harness) => Promise<void>,
) {
  for (const steps of [before, after]) {
    const gw = await harness({ yaml, database: db })
    try {
      await steps(gw)
    } finally {
      await gw.close()
    }
  }
}

describe("a restart refills nothing", () => {
  it.each([
    [
      "a budget of one model",
      { model_max_budget: { plain: COST_USD } },
      /^Budget .*Model plain of the key .*: spent \$0\.00018/,
    ],
    [
      "a budget of one window",
      { budget_limits: [{ budget_duration: "1mo", max_budget: COST_USD }] },
      /1mo budget of the key/,
    ],
    ["a budget in tokens", { max_token_budget: 120 }, /spent 120 tokens of 120 tokens/],
  ])("%s", async (_what, fields, refusal) => {
    let key = ""
    await acrossRestart(
      MODELS,
      async (gw) => {
        key = await gw.key(fields)
        expect((await chat(gw, key)).status).toBe(200)
      },
      async (gw) => {
        const refused = await chat(gw, key)
        expect([refused.status, messageOf(refused)]).toEqual([429, expect.stringMatching(refusal)])
      },
    )
  })

  it("the budget of the whole gateway", async () => {
    const yaml = `${MODELS}litellm_settings: {max_budget: ${COST_USD}}\n`
    await acrossRestart(
      yaml,
      async (gw) => expect((await chat(gw)).status).toBe(200),
      async (gw) => expect(messageOf(await chat(gw))).toContain("Gateway: spent $0.00018 of $0.00018"),
    )
  })

  it("the budget of a deployment", async () => {
    await acrossRestart(
      MODELS,
      async (gw) => expect((await chat(gw, undefined, "capped")).status).toBe(200),
      async (gw) => expect(messageOf(await chat(gw, undefined, "capped"))).toMatch(/budget of a deployment of capped/),
    )
  })

  it("the budget of a provider, of which spend before it was set counts too", async () => {
    const yaml = `${MODELS}router_settings: {provider_budget_config: {openai: {budget_limit: ${COST_USD}, time_period: 1d}}}\n`
    for (let starts = 0; starts < 2; starts++) {
      const gw = await harness({ yaml, database: db })
      expect(messageOf(await chat(gw))).toMatch(/budget of the provider openai/)
      expect((await gw.send("GET", "/spend/verify")).json).toMatchObject({ ok: true, differences: [] })
      const { providers } = (await gw.send("GET", "/provider/budgets")).json as { providers: Record<string, unknown> }
      expect(providers).toEqual({
        openai: {
          budget_limit: COST_USD,
          time_period: "1d",
          spend: expect.toSatisfy((spend: number) => spend >= COST_USD),
          budget_reset_at: expect.stringMatching(/T00:00:00/),
        },
      })
      await gw.close()
    }
  })
})

describe("two gateways on one database", () => {
  it.each([
    ["the budget of a deployment", `model_list:\n${model("shared", `, max_budget: ${3 * COST_USD}`)}`, "shared"],
    [
      "the budget of a provider",
      `model_list:\n${model("other").replace("openai/", "groq/")}router_settings: {provider_budget_config: {groq: {budget_limit: ${3 * COST_USD}, time_period: 1mo}}}\n`,
      "other",
    ],
    ["requests a minute of a deployment", `model_list:\n${model("slow", ", rpm: 3, num_retries: 0")}`, "slow"],
  ])("hold %s together, to the request", async (_what, yaml, name) => {
    const pair = await Promise.all([harness({ yaml, database: db }), harness({ yaml, database: db })])
    try {
      const sent = await Promise.all(
        Array.from({ length: 12 }, (_, i) => chat(pair[i % 2] ?? pair[0], undefined, name)),
      )
      let served = sent.filter(({ status }) => status === 200).length
      for (let i = 0; i < 4; i++) if ((await chat(pair[i % 2] ?? pair[0], undefined, name)).status === 200) served++
      expect(served).toBe(3)
      expect((await pair[0].send("GET", "/spend/verify")).json).toMatchObject({ ok: true })
    } finally {
      await Promise.all(pair.map((gw) => gw.close()))
    }
  })

  it("what one deployment's budget has no room for goes to the next, at once", async () => {
    const first = model("ranked", `, max_budget: ${3 * COST_USD}, order: 1`)
    const second = model("ranked", ", order: 2").replace("ranked-1", "ranked-2")
    const yaml = `model_list:\n${first}${second}`
    const pair = await Promise.all([harness({ yaml, database: db }), harness({ yaml, database: db })])
    try {
      const sent = await Promise.all(
        Array.from({ length: 20 }, (_, i) => chat(pair[i % 2] ?? pair[0], undefined, "ranked")),
      )
      expect(sent.map(({ status }) => status)).toEqual(sent.map(() => 200))
      await Promise.all(pair.map((gw) => gw.flush()))
      const served = await db.sql<{ id: string; times: number }[]>`
        select model_id as id, count(*)::int as times from spend_logs where model_group = 'ranked' group by 1 order by 1`
      expect(served).toHaveLength(2)
      expect(served[0]?.id).toBe("ranked-1")
      expect(served[0]?.times).toBeGreaterThanOrEqual(1)
      expect(served[0]?.times).toBeLessThanOrEqual(3)
    } finally {
      await Promise.all(pair.map((gw) => gw.close()))
    }
  })

  it.each([
    ["a budget of one model", { model_max_budget: { plain: 3 * COST_USD } }],
    [
      "two windows",
      { budget_limits: [1, 2].map((n) => ({ budget_duration: `${n}mo`, max_budget: (n + 2) * COST_USD })) },
    ],
    ["a budget in tokens", { max_token_budget: 360 }],
  ])("hold %s together, to the request", async (_what, fields) => {
    const pair = await Promise.all([harness({ yaml: MODELS, database: db }), harness({ yaml: MODELS, database: db })])
    try {
      const key = await pair[0].key(fields)
      const sent = await Promise.all(Array.from({ length: 12 }, (_, i) => chat(pair[i % 2] ?? pair[0], key)))
      let served = sent.filter(({ status }) => status === 200).length
      for (let i = 0; i < 4; i++) if ((await chat(pair[i % 2] ?? pair[0], key)).status === 200) served++
      expect(served).toBe(3)
    } finally {
      await Promise.all(pair.map((gw) => gw.close()))
    }
  })
})
