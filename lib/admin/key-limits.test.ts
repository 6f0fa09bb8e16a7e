import { afterAll, beforeAll, expect, it } from "vitest"
import type { Caller } from "#lib/identity/caller"
import { NO_DEFAULTS, readDefaults } from "./defaults"
import { adminHarness, type Harness } from "./test-harness"
import { newPerson } from "./test-people"

const { defaults } = readDefaults({
  default_key_generate_params: { max_budget: 10, budget_duration: "30d", models: ["gpt"] },
  upperbound_key_generate_params: { max_budget: 50, duration: "90d", rpm_limit: 100 },
})

let gw: Harness
let dev: Caller
let current = defaults
beforeAll(async () => {
  gw = await adminHarness({ defaults: () => current })
  const { role, person } = await newPerson(gw, "dev", { user_role: "internal_user" })
  if (person === undefined) throw new Error("the key is nobody's")
  // On the dashboard: no key of theirs has limits besides.
  dev = { kind: "session", role, person, keyId: person.userId, key: null }
})
afterAll(() => gw.drop())

it("a developer sees what a key of theirs gets and may have, and gets exactly that", async () => {
  const nothing = {
    budget_duration: null,
    duration: null,
    rpm_limit: null,
    tpm_limit: null,
    max_parallel_requests: null,
  }
  expect((await gw.call("GET /key/limits", { caller: dev })).body).toEqual({
    default: { ...nothing, max_budget: 10, budget_duration: "30d" },
    most: { ...nothing, max_budget: 50, duration: "90d", rpm_limit: 100 },
  })
  const made = await gw.call("POST /key/generate", { caller: dev, body: {} })
  expect(made.body).toMatchObject({
    max_budget: 10,
    budget_duration: "30d",
    models: ["gpt"],
    rpm_limit: 100,
    user_id: "dev",
  })
  expect(Date.parse(made.body.expires)).toBe(gw.state.nowMs + 90 * 86_400_000)
})

it.each([
  ["max_budget", 51],
  ["rpm_limit", 101],
  ["duration", "91d"],
  ["duration", "-1"],
])("more is refused with the field's name, and no key is made: %s %s", async (field, value) => {
  const before = await gw.db.sql`select count(*) from keys`
  const answer = await gw.call("POST /key/generate", { caller: dev, body: { [field]: value } })
  expect([answer.status, answer.body.error.param]).toEqual([400, field])
  expect(await gw.db.sql`select count(*) from keys`).toEqual(before)
})

it("without any nothing is said", async () => {
  current = NO_DEFAULTS
  const { body } = await gw.call("GET /key/limits", { caller: dev })
  expect(new Set([...Object.values(body.default), ...Object.values(body.most)])).toEqual(new Set([null]))
})
