import { expect, it } from "vitest"
import type { Budget } from "./api.gen"
import {
  budgetFormOf,
  budgetText,
  checkBudgetForm,
  EMPTY_BUDGET_FORM,
  type NamedBudgetForm,
  namedBudgetBody,
  namedBudgetChanges,
  usersText,
} from "./budget-form"

const form = (fields: Partial<NamedBudgetForm>): NamedBudgetForm => ({ ...EMPTY_BUDGET_FORM, ...fields })
const row: Budget = {
  budget_id: "free",
  max_budget: 5,
  soft_budget: null,
  budget_duration: "1d",
  tpm_limit: null,
  rpm_limit: 60,
  max_parallel_requests: null,
  created_at: "2026-03-10T15:20:00.000Z",
  created_by: null,
  updated_at: "2026-03-10T15:20:00.000Z",
  updated_by: null,
}

it("a budget is a name and at least one limit", () => {
  expect(Object.keys(checkBudgetForm(form({})))).toEqual(["id", "budget"])
  expect(checkBudgetForm(form({ id: "free", rpm: "60" }))).toEqual({})
  expect(namedBudgetBody(form({ id: " free ", budget: "$5", period: "1d" }))).toEqual({
    budget_id: "free",
    max_budget: 5,
    budget_duration: "1d",
    rpm_limit: null,
    tpm_limit: null,
    max_parallel_requests: null,
  })
})

it("what was not touched is not sent", () => {
  const before = budgetFormOf(row)
  expect(namedBudgetChanges(before, before)).toEqual({})
  expect(namedBudgetChanges(before, { ...before, rpm: "" })).toEqual({ rpm_limit: null })
})

it("a budget and who took it over, in a line", () => {
  expect(budgetText(row)).toBe("$5.00, daily, 60 requests/min")
  expect(budgetText({ ...row, max_budget: null, budget_duration: null, rpm_limit: null })).toBe("No limit")
  const used_by = [
    { kind: "customer", count: 12, names: [] },
    { kind: "tag", count: 1, names: [] },
  ] as const
  expect([usersText({ used_by }), usersText({ used_by: [] })]).toEqual(["12 customers, 1 tag", null])
})
