import { describe, expect, it } from "vitest"
import { bodyOf, changesOf, checkKeyForm, EMPTY_KEY_FORM, formOf, type KeyForm } from "./key-form"
import type { KeyRow } from "./key-row"

const form = (fields: Partial<KeyForm> = {}): KeyForm => ({ ...EMPTY_KEY_FORM, ...fields })
const KEY: KeyRow = {
  token: "a".repeat(64),
  key_name: "sk-...abcd",
  key_alias: "ci",
  spend: 1.5,
  total_spend: 3,
  held: 0,
  max_budget: 10,
  soft_budget: null,
  soft_budget_crossed: false,
  max_token_budget: null,
  tokens_spent: 0,
  auto_rotate: false,
  rotation_interval: null,
  key_rotation_at: null,
  last_rotation_at: null,
  rotation_count: 0,
  budget_duration: "30d",
  budget_reset_at: "2026-12-01T00:00:00.000Z",
  models: ["gpt-4o"],
  aliases: {},
  allowed_routes: [],
  metadata: {},
  user_id: null,
  team_id: null,
  organization_id: null,
  created_by: null,
  updated_by: null,
  updated_at: "2026-11-01T00:00:00.000Z",
  tpm_limit: null,
  rpm_limit: 60,
  max_parallel_requests: null,
  status: "active",
  blocked: false,
  expires: "2027-01-01T00:00:00.000Z",
  last_active: null,
  created_at: "2026-11-01T00:00:00.000Z",
  litellm_budget_table: null,
}

describe("the key form", () => {
  it("makes an unlimited key for every model when nothing is filled in", () => {
    expect(checkKeyForm(form())).toEqual({})
    expect(bodyOf(form())).toEqual({
      key_alias: null,
      team_id: null,
      user_id: null,
      models: [],
      max_token_budget: null,
      max_budget: null,
      budget_duration: null,
      rpm_limit: null,
      tpm_limit: null,
      max_parallel_requests: null,
    })
  })

  it("sends what is filled in, in the API's terms", () => {
    const filled = form({
      tokens: "5000",
      name: " ci ",
      allModels: false,
      models: ["gpt-4o", "openai/*"],
      budget: "$1,250.50",
      period: "custom",
      customPeriod: "12h",
      team: [{ id: "team-1", name: "Research" }],
      user: [{ id: "ada", name: "Ada" }],
      expires: "custom",
      customExpiry: "6mo",
      rpm: "60",
      tpm: "0",
      parallel: " 4 ",
    })
    expect(checkKeyForm(filled)).toEqual({})
    expect(bodyOf(filled)).toEqual({
      key_alias: "ci",
      team_id: "team-1",
      user_id: "ada",
      models: ["gpt-4o", "openai/*"],
      max_token_budget: 5000,
      max_budget: 1250.5,
      budget_duration: "12h",
      duration: "6mo",
      rpm_limit: 60,
      tpm_limit: 0,
      max_parallel_requests: 4,
    })
  })

  it.each(["25", "0", "0.5", ".5", "5.", "$3", "1,000", "1,000.25", "9000000"])("takes the amount %s", (budget) => {
    expect(checkKeyForm(form({ budget }))).toEqual({})
    expect(Number.isFinite(bodyOf(form({ budget })).max_budget)).toBe(true)
  })

  it.each(["-1", "ten", "1e3", "1,00", "1.2.3", ".", "$", "9000001", "Infinity", "NaN"])(
    "refuses the amount %s",
    (budget) => {
      expect(checkKeyForm(form({ budget })).budget).toMatch(/leave it empty for no limit/i)
    },
  )

  it("says what a duration looks like", () => {
    const errors = checkKeyForm(form({ budget: "1", period: "custom", customPeriod: "soon", expires: "custom" }))
    expect(errors.customPeriod).toContain('"12h"')
    expect(errors.customExpiry).toContain("12h")
  })

  it("refuses a key that may use no model, and limits that are no whole numbers", () => {
    expect(Object.keys(checkKeyForm(form({ allModels: false, rpm: "1.5", tpm: "-1", parallel: "x" })))).toEqual([
      "models",
      "rpm",
      "tpm",
      "parallel",
    ])
  })

  it("has no period without a budget", () => {
    expect(bodyOf(form({ period: "1mo" })).budget_duration).toBeNull()
    expect(checkKeyForm(form({ period: "custom", customPeriod: "soon" }))).toEqual({})
  })
})

describe("changing a key", () => {
  it("sends nothing when nothing was changed, so that the budget's window goes on", () => {
    expect(changesOf(formOf(KEY), formOf(KEY))).toEqual({})
  })

  it("sends what was changed and nothing else", () => {
    const before = formOf(KEY)
    expect(changesOf(before, { ...before, budget: "20" })).toEqual({ max_budget: 20 })
    expect(changesOf(before, { ...before, rpm: "" })).toEqual({ rpm_limit: null })
    expect(changesOf(before, { ...before, allModels: true })).toEqual({ models: [] })
    expect(changesOf(before, { ...before, budget: "" })).toEqual({ max_budget: null, budget_duration: null })
  })

  it("moves a key to another team, and out of it", () => {
    const before = formOf({ ...KEY, team_id: "team-1" })
    expect(changesOf(before, { ...before, team: [{ id: "team-1", name: "Research" }] })).toEqual({})
    expect(changesOf(before, { ...before, team: [{ id: "team-2", name: "Support" }] })).toEqual({ team_id: "team-2" })
    expect(changesOf(before, { ...before, team: [] })).toEqual({ team_id: null })
  })

  it("moves the expiry only when asked, and lifts it by -1", () => {
    const before = formOf(KEY)
    expect(changesOf(before, { ...before, expires: "30d" })).toEqual({ duration: "30d" })
    expect(changesOf(before, { ...before, expires: "never" })).toEqual({ duration: "-1" })
    const eternal = formOf({ ...KEY, expires: null })
    expect(changesOf(eternal, eternal)).toEqual({})
  })
})
