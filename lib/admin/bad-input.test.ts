import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { type Harness, harness, MASTER_KEY } from "#lib/testing/harness"

/** A field, a value it must not have. */
type Bad = readonly [field: string, value: unknown]

let gw: Harness
let before: string
beforeAll(async () => {
  gw = await harness({ yaml: MODELS })
  for (const [path, body] of THERE_IS) {
    const made = await gw.send("POST", path, body)
    expect(made.status, `${path}: ${made.text}`).toBe(200)
  }
})
afterAll(() => gw.close())
beforeEach(async () => {
  before = await everything()
})

const MODELS = `model_list:
  - {model_name: gpt, litellm_params: {model: openai/ok, api_base: "$MOCK/v1", api_key: mock-secret}}
`
const THERE_IS = [
  ["/organization/new", { organization_id: "org", organization_alias: "Org" }],
  ["/organization/new", { organization_id: "other-org", organization_alias: "Other" }],
  ["/team/new", { team_id: "team", organization_id: "org" }],
  ["/team/new", { team_id: "other-team", organization_id: "other-org" }],
  ["/user/new", { user_id: "user", user_email: "user@example.com", auto_create_key: false }],
  ["/user/new", { user_id: "second", user_email: "second@example.com", auto_create_key: false }],
  ["/team/member_add", { team_id: "team", member: { user_id: "user", role: "user" } }],
  ["/customer/new", { user_id: "customer" }],
  ["/tag/new", { name: "tag" }],
  ["/budget/new", { budget_id: "budget", max_budget: 1 }],
  ["/key/generate", { key: "sk-key-that-is-there", key_alias: "alias" }],
  ["/key/generate", { key: "sk-key-that-is-changed" }],
] as const

const MONEY: readonly Bad[] = [
  ["max_budget", -1],
  ["max_budget", "much"],
  ["max_budget", "-1"],
  ["max_budget", "NaN"],
  ["max_budget", [1]],
  ["max_budget", 1e300],
  ["soft_budget", -0.01],
  ["budget_duration", "a while"],
  ["budget_duration", "0d"],
  ["budget_duration", 30],
]
const RATES: readonly Bad[] = [
  ["rpm_limit", -1],
  ["tpm_limit", -1],
  ["rpm_limit", 1.5],
  ["tpm_limit", "many"],
  ["max_parallel_requests", -1],
]
const PARTS: readonly Bad[] = [
  ["models", ["gpt", "unknown-model"]],
  ["models", "gpt"],
  ["metadata", "text"],
  ["blocked", "perhaps"],
  ["max_token_budget", -1],
  ["model_max_budget", { gpt: -1 }],
  ["model_max_budget", { gpt: { budget_limit: "1", time_period: "a while" } }],
  ["model_rpm_limit", { gpt: -1 }],
  ["model_tpm_limit", { "unknown-model": 1 }],
  ["budget_limits", [{ budget_duration: "a while", max_budget: 1 }]],
  ["budget_limits", [{ budget_duration: "1d", max_budget: -1 }]],
]
const LIMITS = [...MONEY, ...RATES, ...PARTS]
const KEY: readonly Bad[] = [
  ...LIMITS,
  ["key_alias", "alias"],
  ["key_alias", 7],
  ["duration", "a while"],
  ["team_id", "unknown-team"],
  ["organization_id", "unknown-org"],
  ["budget_id", "unknown-budget"],
  ["aliases", ["gpt"]],
  ["allowed_routes", ["chat"]],
  ["tags", "tag"],
  ["temp_budget_increase", -1],
  ["temp_budget_expiry", "a while"],
  ["rotation_interval", "a while"],
  ["spend", -1],
]
const MEMBER: readonly Bad[] = [
  ["max_budget_in_team", -1],
  ["budget_duration", "a while"],
  ["rpm_limit", -1],
  ["tpm_limit", -1],
  ["allowed_models", "gpt"],
  ["allowed_models", ["unknown-model"]],
]

/** Every endpoint that takes budgets, limits, models, names or owners: what it is asked otherwise, and what it must refuse. */
const ENDPOINTS: readonly (readonly [route: string, body: object, bad: readonly Bad[]])[] = [
  ["POST /key/generate", {}, [...KEY, ["key", "sk-key-that-is-there"], ["key", "short"], ["key_type", "wrong"]]],
  ["POST /key/service-account/generate", { team_id: "team" }, KEY.filter(([field]) => field !== "organization_id")],
  ["POST /key/update", { key: "sk-key-that-is-changed" }, KEY],
  [
    "POST /key/regenerate",
    { key: "sk-key-that-is-changed" },
    [...KEY, ["grace_period", "a while"], ["new_key", "short"]],
  ],
  [
    "POST /user/new",
    {},
    [
      ...LIMITS,
      ["user_id", "user"],
      ["user_email", "user@example.com"],
      ["user_role", "king"],
      ["duration", "a while"],
    ],
  ],
  [
    "POST /user/update",
    { user_id: "user" },
    [...LIMITS, ["user_email", "second@example.com"], ["user_role", "king"], ["spend", -1]],
  ],
  [
    "POST /team/new",
    {},
    [
      ...LIMITS,
      ["team_id", "team"],
      ["organization_id", "unknown-org"],
      ["team_member_budget", -1],
      ["team_member_budget_duration", "a while"],
      ["team_member_rpm_limit", -1],
      ["team_member_tpm_limit", -1],
      ["members_with_roles", [{ user_id: "user", role: "king" }]],
      ["members_with_roles", [{ user_id: "second" }, { role: "user" }]],
    ],
  ],
  [
    "POST /team/update",
    { team_id: "team" },
    [
      ...LIMITS,
      ["organization_id", "unknown-org"],
      ["team_member_budget", -1],
      ["team_member_budget_duration", "a while"],
      ["spend", -1],
    ],
  ],
  [
    "POST /team/member_add",
    { team_id: "team", member: { user_id: "second", role: "user" } },
    [...MEMBER, ["member", [{ user_id: "second" }, { role: "user" }]]],
  ],
  ["POST /team/member_update", { team_id: "team", user_id: "user" }, [...MEMBER, ["role", "king"]]],
  [
    "POST /organization/new",
    { organization_alias: "New" },
    [...LIMITS, ["organization_id", "org"], ["budget_id", "unknown-budget"]],
  ],
  ["PATCH /organization/update", { organization_id: "org" }, LIMITS],
  ["POST /customer/new", { user_id: "new" }, [...LIMITS, ["user_id", "customer"], ["budget_id", "unknown-budget"]]],
  ["POST /customer/update", { user_id: "customer" }, [...LIMITS, ["budget_id", "unknown-budget"], ["spend", -1]]],
  ["POST /tag/new", { name: "new" }, [...LIMITS, ["name", "tag"], ["budget_id", "unknown-budget"]]],
  ["POST /tag/update", { name: "tag" }, [...LIMITS, ["budget_id", "unknown-budget"]]],
  ["POST /budget/new", {}, [...MONEY, ...RATES, ["budget_id", "budget"]]],
  ["POST /budget/update", { budget_id: "budget" }, [...MONEY, ...RATES]],
]

describe.each(ENDPOINTS)("%s refuses what cannot be, names the field, and writes nothing", (route, body, bad) => {
  test.each(bad)("%s: %j", async (field, value) => refused(route, { ...body, [field]: value }, field))
  test("a field there is not", async () => refused(route, { ...body, max_bugdet: 1 }, "max_bugdet"))
})

describe("owners that do not fit", () => {
  test.each([
    ["POST /key/generate", { team_id: "other-team", organization_id: "org" }, "organization_id"],
    [
      "POST /key/update",
      { key: "sk-key-that-is-changed", team_id: "other-team", organization_id: "org" },
      "organization_id",
    ],
    ["POST /user/new", { user_id: "new", organizations: ["unknown-org"] }, "organizations"],
  ])("%s %j", async (route, body, field) => refused(route, body, field))
})

describe("who does not exist is 404, with the field's name", () => {
  test.each([
    ["POST /key/update", { key: "sk-unknown-key", max_budget: 1 }, "key"],
    ["POST /user/new", { user_id: "new", teams: ["unknown-team"] }, "team_id"],
    ["POST /user/update", { user_id: "unknown" }, "user_id"],
    ["POST /team/update", { team_id: "unknown" }, "team_id"],
    ["POST /team/member_add", { team_id: "unknown", member: { user_id: "user", role: "user" } }, "team_id"],
    ["POST /team/member_update", { team_id: "team", user_id: "unknown" }, "user_id"],
    ["POST /team/member_delete", { team_id: "team", user_id: "unknown" }, "user_id"],
    ["PATCH /organization/update", { organization_id: "unknown" }, "organization_id"],
    ["POST /customer/update", { user_id: "unknown" }, "user_id"],
    ["POST /tag/update", { name: "unknown" }, "name"],
    ["POST /budget/update", { budget_id: "unknown" }, "budget_id"],
  ])("%s %j", async (route, body, field) => refused(route, body, field, 404))
})

async function refused(route: string, body: object, field: string, status = 400): Promise<void> {
  const [method = "", path = ""] = route.split(" ")
  const sent = await gw.send(method, path, body, { key: MASTER_KEY })
  expect(sent.status, sent.text).toBe(status)
  const { param, message } = sent.json.error as { param: string | null; message: string }
  expect(param?.split(".")[0], message).toBe(field)
  expect(await everything(), "something was written").toBe(before)
}

/** Every row of every table but the one that processes sign in all the time. */
async function everything(): Promise<string> {
  await gw.flush()
  const tables = await gw.db.sql<{ name: string }[]>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r' and c.relname <> 'gateway_processes' order by 1`
  const all = await Promise.all(
    tables.map(async ({ name }) => {
      const rows = await gw.db.sql`select row_to_json(t)::text as row from ${gw.db.sql(name)} t order by 1`
      return [name, rows.map((one) => one.row)]
    }),
  )
  return JSON.stringify(all)
}
