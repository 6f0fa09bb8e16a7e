import { afterEach, describe, expect, it } from "vitest"
import { type Harness, harness } from "#lib/testing/harness"

let gw: Harness
afterEach(() => gw.close())

const chat = (key: string) =>
  gw.send(
    "POST",
    "/v1/chat/completions",
    { model: "usage-100-20", messages: [{ role: "user", content: "hi" }] },
    { key },
  )

/** Takes the tables away from the gateway's connections, as an outage looks from here, and gives them back. */
const away = () =>
  gw.db.sql.unsafe("alter table keys rename to keys_away; alter table spend_logs rename to spend_logs_away")
const back = () =>
  gw.db.sql.unsafe("alter table keys_away rename to keys; alter table spend_logs_away rename to spend_logs")

describe("while the database is away", () => {
  it("known keys are served within their budget, unknown ones get 503, and no row is lost", async () => {
    gw = await harness()
    const key = await gw.key({ max_budget: 0.00018 * 3 })
    const other = await gw.key()
    expect((await chat(key)).status).toBe(200)
    await gw.flush()
    await away()
    expect((await chat(key)).status).toBe(200)
    expect((await chat(key)).status).toBe(200)
    expect((await chat(key)).status).toBe(429)
    const unknown = await chat(other)
    expect([unknown.status, (unknown.json.error as { code: string }).code]).toEqual([503, "database_unavailable"])
    await gw.flush()
    await back()
    await gw.flush()
    const [sum] = await gw.db.sql<{ rows: number; spend: string; keyspend: string; hourly: string }[]>`
      select count(*) filter (where status = 'success')::int as rows, sum(spend_nano) as spend,
        (select sum(spend_nano) from keys) as keyspend, (select sum(spend_nano) from usage_hourly) as hourly from spend_logs`
    expect(sum).toEqual({ rows: 3, spend: "540000", keyspend: "540000", hourly: "540000" })
    expect((await chat(other)).status).toBe(200)
  })
})
