import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { resources } from "#lib/admin/index"
import { operations } from "#lib/gateway/operations/index"
import { type Harness, harness } from "#lib/testing/harness"

let gw: Harness
let key = ""
beforeAll(async () => {
  gw = await harness()
  key = await gw.key({ key_alias: "a key", user_id: "somebody" })
  await gw.key({ key_alias: "the victim", blocked: true, max_budget: 1 })
  await gw.send("POST", "/v1/chat/completions", chat(), { key })
  await gw.flush()
})
afterAll(() => gw.close())

const SLEEP_SECONDS = 8
const STATEMENTS = [
  `x' OR (SELECT pg_sleep(${SLEEP_SECONDS})) IS NOT NULL --`,
  `x'; CREATE TABLE injected(); --`,
  `x' OR '1'='1`,
  `x") OR TRUE) UNION SELECT token FROM keys --`,
  `1; SELECT pg_sleep(${SLEEP_SECONDS})`,
  `$1$; COPY (SELECT token FROM keys) TO PROGRAM 'sh' --`,
  `\\'; UPDATE keys SET blocked = false, max_budget_nano = null; --`,
]

const chat = () => ({ model: "ok", messages: [{ role: "user", content: "Hi" }] })
/** Reads first: what the writes leave behind is called by the same words. Not those whose answer has no end. */
const endpoints = resources
  .flatMap((resource) => Object.values(resource.endpoints))
  .filter(({ endless }) => !endless)
  .sort((a, b) => a.method.localeCompare(b.method))
const NEEDED = { start_date: today(), end_date: today(), model_id: "x" }

async function timed(method: string, path: string, body?: unknown, options = {}) {
  const from = performance.now()
  const sent = await gw.send(method, path, body, options)
  expect(performance.now() - from, `${method} ${path}`).toBeLessThan(1_000)
  expect(sent.text).not.toMatch(/syntax error at|\b42601\b|PostgresError/)
  return sent
}

/** Nothing was executed: no table was made, and a key that every statement wants to change is what it was. */
async function expectUntouched() {
  const [row] = await gw.db.sql`
    select to_regclass('injected')::text as made, blocked, max_budget_nano as budget
    from (select 1) as one left join keys on key_alias = 'the victim'`
  expect(row).toEqual({ made: null, blocked: true, budget: 1_000_000_000 })
}

describe("SQL in the place of a value is only a value (S3)", () => {
  it("as the key, in every header that takes one, on every route: 401 within a second", async () => {
    const routes = [
      ...operations.flatMap((op) => op.paths.map((path) => [op.method, path.replace(":model", "ok")] as const)),
      // An invitation is claimed by the secret of its link: there no key is looked at.
      ...endpoints
        .filter((each) => each.needs !== "public")
        .map((each) => [each.method, each.path.replace(/:[^/]+/g, "x")] as const),
    ]
    expect(routes.length).toBeGreaterThan(25)
    for (const [method, path] of routes) {
      for (const statement of STATEMENTS) {
        const sent = await timed(method, path, chat(), { key: `sk-${statement}` })
        expect([path, sent.status]).toEqual([path, 401])
      }
      for (const name of ["x-api-key", "api-key", "x-litellm-api-key", "x-goog-api-key", "authorization"]) {
        const given = { key: null, headers: { [name]: STATEMENTS[0] ?? "" } }
        expect([path, name, (await timed(method, path, chat(), given)).status]).toEqual([path, name, 401])
      }
    }
    await expectUntouched()
  })

  const seen = new Set<unknown>()
  it.each(endpoints.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const))(
    "as any field of %s",
    async (_name, endpoint) => {
      const path = endpoint.path.replace(/:[^/]+/g, "x")
      const fields = Object.keys(endpoint.input.shape)
      const needed = Object.fromEntries(
        Object.entries(NEEDED).filter(([name]) => endpoint.input.shape[name]?.safeParse(undefined).success === false),
      )
      const { key } = fields.includes("key") ? (await gw.send("POST", "/key/generate", {})).json : {}
      for (const field of fields) {
        // A field many endpoints share is read in one place: one statement at each of the others says as much as all.
        const schema = endpoint.input.shape[field]
        const statements = seen.has(schema) ? STATEMENTS.slice(0, 1) : STATEMENTS
        seen.add(schema)
        for (const statement of statements) {
          if (endpoint.method === "GET") {
            const sent = await timed("GET", `${path}?${new URLSearchParams({ ...needed, [field]: statement })}`)
            expect([200, 400, 404], sent.text).toContain(sent.status)
            if (sent.status === 200 && !isIgnored(endpoint.input.shape[field]))
              expect([field, statement, listed(sent.json)]).toEqual([field, statement, 0])
            continue
          }
          for (const value of [statement, [statement], { [statement]: statement }]) {
            const sent = await timed(endpoint.method, path, {
              ...(endpoint.path === "/key/generate" ? {} : { key }),
              [field]: value,
            })
            // 503: there is no response cache to delete from.
            const without = endpoint.path.startsWith("/cache/") ? [503] : []
            expect([200, 400, 404, 409, ...without], sent.text).toContain(sent.status)
          }
        }
      }
      await expectUntouched()
    },
  )

  it("in a path, an id of a request, a cursor", async () => {
    for (const statement of STATEMENTS) {
      const part = encodeURIComponent(statement)
      for (const path of [`/spend/logs/${part}`, `/spend/logs/ui/${part}`, `/v1/models/${part}`]) {
        expect([200, 404]).toContain((await timed("GET", path)).status)
      }
      for (const cursor of [statement, Buffer.from(`1 ${statement}`).toString("base64url")]) {
        expect([200, 400]).toContain((await timed("GET", `/spend/logs/v2?cursor=${encodeURIComponent(cursor)}`)).status)
      }
    }
    await expectUntouched()
  })

  it("in what a client says of its request: it is logged as it was said", async () => {
    const [statement = ""] = STATEMENTS
    const said = { ...chat(), user: statement, metadata: { tags: STATEMENTS }, model: statement }
    const headers = { "x-litellm-call-id": statement, "user-agent": statement, "x-litellm-end-user-id": statement }
    const sent = await timed("POST", "/v1/chat/completions", said, { headers, key })
    expect(sent.status).toBe(200)
    await gw.flush()
    const rows = await gw.db
      .sql`select end_user, tags, model_group, user_agent from spend_logs where call_id = ${statement}`
    expect(rows).toEqual([{ end_user: statement, tags: STATEMENTS, model_group: statement, user_agent: statement }])
    await expectUntouched()
  })

  it("the watch sees: the same words executed as SQL take their time", async () => {
    const from = performance.now()
    await gw.db.sql.unsafe("select pg_sleep(1.1)")
    expect(performance.now() - from).toBeGreaterThan(1_000)
  })
})

function today(): string {
  return new Date().toISOString().slice(0, 10)
}

/** A field LiteLLM's clients send that narrows nothing here. */
function isIgnored(field: { description?: string | undefined } | undefined): boolean {
  return field?.description?.startsWith("Accepted") === true
}

/** Rows an answer lists. */
function listed(json: Record<string, unknown>): number {
  const list = Array.isArray(json) ? json : (json.data ?? json.keys ?? json.results ?? json.daily_data)
  return Array.isArray(list) ? list.length : 0
}
