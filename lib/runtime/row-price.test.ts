import { afterAll, beforeAll, expect, test } from "vitest"
import { type Harness, harness } from "#lib/testing/harness"

let gw: Harness
beforeAll(async () => {
  gw = await harness()
})
afterAll(() => gw.close())

const TODAY = () => ({ start_date: "2020-01-01", end_date: new Date(gw.clock.now()).toISOString().slice(0, 10) })
const reprice = async (body: Record<string, unknown> = {}) =>
  (await gw.send("POST", "/spend/reprice", { ...TODAY(), ...body })).json
const verified = async () => (await gw.send("GET", "/spend/verify")).json

test("what the gateway bills, streams, embeddings and unpriced models included, costs the same when it is computed anew", async () => {
  const key = await gw.key({ max_budget: 1 })
  const messages = [{ role: "user", content: "hello there" }]
  for (const model of ["ok", "free", "unpriced", "anthropic/claude-x"])
    await gw.send("POST", "/v1/chat/completions", { model, messages }, { key })
  await gw.send("POST", "/v1/chat/completions", { model: "ok", messages, stream: true }, { key })
  await gw.send("POST", "/v1/embeddings", { model: "ok", input: "hello" }, { key })
  await gw.flush()
  const [versions] = await gw.db.sql<{ priced: number; none: number }[]>`
    select count(price_version) as priced, count(*) filter (where price_version is null) as none from spend_logs
    where model_id is not null`
  expect(versions?.priced).toBeGreaterThan(3)
  expect(await reprice()).toMatchObject({ changed: 0, difference: 0, skipped: { no_price: versions?.none } })
  expect(await verified()).toMatchObject({ ok: true, differences: [] })
})

test("a corrected price reaches the key's budget: the next request is refused when it is spent", async () => {
  const key = await gw.key({ max_budget: 0.5 })
  const ask = () =>
    gw.send("POST", "/v1/chat/completions", { model: "ok", messages: [{ role: "user", content: "hi" }] }, { key })
  expect((await ask()).status).toBe(200)
  const price = { input_cost_per_token: 1, output_cost_per_token: 1 }
  expect(await reprice({ model: "ok", price, dry_run: false })).toMatchObject({ status: "done" })
  expect(await verified()).toMatchObject({ ok: true, differences: [] })
  expect((await gw.send("GET", `/key/info?key=${key}`)).json.info).toMatchObject({ spend: expect.any(Number) })
  expect((await ask()).status).toBe(429)
})
