import { describe, expect, it } from "vitest"
import {
  checkSpenderForm,
  EMPTY_SPENDER_FORM,
  pickSpenders,
  type SpenderRow,
  spenderBody,
  spenderChanges,
} from "./spender-form"

const row = (id: string, spend: number, about: string | null = null): SpenderRow => ({
  kind: "customer",
  id,
  about,
  budget_id: null,
  spend,
  total_spend: spend,
  held: 0,
  max_budget: null,
  soft_budget: null,
  soft_budget_crossed: false,
  max_token_budget: null,
  tokens_spent: 0,
  budget_duration: null,
  budget_reset_at: null,
  models: [],
  tpm_limit: null,
  rpm_limit: null,
  max_parallel_requests: null,
  blocked: false,
  created_at: "2026-11-01T00:00:00.000Z",
  updated_at: "2026-11-01T00:00:00.000Z",
})
const ids = (rows: readonly SpenderRow[]) => rows.map(({ id }) => id)

describe("customers and tags", () => {
  it("are named to the API as it names them", () => {
    const form = { ...EMPTY_SPENDER_FORM, id: " acme ", about: "Acme", budget: "5" }
    expect(spenderBody("customer", form)).toMatchObject({ user_id: "acme", alias: "Acme", max_budget: 5 })
    expect(spenderBody("tag", form)).toMatchObject({ name: "acme", description: "Acme", max_budget: 5 })
  })

  it("take over a named budget instead of limits of their own, and have their own again", () => {
    const named = { ...EMPTY_SPENDER_FORM, id: "acme", budgetId: "free", budget: "5" }
    expect(spenderBody("tag", named)).toEqual({
      name: "acme",
      description: null,
      models: [],
      max_token_budget: null,
      budget_id: "free",
    })
    expect(spenderChanges("tag", named, { ...named, budgetId: "" })).toMatchObject({ budget_id: null, max_budget: 5 })
  })

  it("need an id", () => {
    expect(Object.keys(checkSpenderForm(EMPTY_SPENDER_FORM))).toEqual(["id"])
  })

  it("keep their id when they change, and send what differs", () => {
    const before = { ...EMPTY_SPENDER_FORM, id: "acme", budget: "5" }
    expect(spenderChanges("customer", before, { ...before, id: "other" })).toEqual({})
    expect(spenderChanges("tag", before, { ...before, about: "A project" })).toEqual({ description: "A project" })
  })

  it("are found by id and by name, and sorted with equal ones by id", () => {
    const rows = [row("b", 1), row("a", 1, "Beta"), row("c", 2)]
    expect(ids(pickSpenders(rows, { q: "", sort: "spend", order: "desc" }))).toEqual(["c", "a", "b"])
    expect(ids(pickSpenders(rows, { q: " BETA ", sort: "id", order: "asc" }))).toEqual(["a"])
    expect(ids(pickSpenders(rows, { q: "b", sort: "id", order: "desc" }))).toEqual(["b", "a"])
  })
})
