import { expect, it } from "vitest"
import {
  checkOrganizationForm,
  EMPTY_ORGANIZATION_FORM,
  type OrganizationForm,
  organizationBody,
  organizationChanges,
  roleText,
} from "./organization-form"

const form = (fields: Partial<OrganizationForm>): OrganizationForm => ({ ...EMPTY_ORGANIZATION_FORM, ...fields })

it("with a named budget none of its own limits are sent, and what is typed there is not checked", () => {
  const named = form({ name: " Guests ", budgetId: "free", budget: "lots", rpm: "x", allModels: false, models: ["a"] })
  expect(checkOrganizationForm(named)).toEqual({})
  expect(organizationBody(named)).toEqual({
    organization_alias: "Guests",
    models: ["a"],
    max_token_budget: null,
    budget_id: "free",
  })
  expect(Object.keys(checkOrganizationForm({ ...named, budgetId: "", name: "" })).sort()).toEqual([
    "budget",
    "name",
    "rpm",
  ])
})

it("from a named budget to one of its own: the name of the budget goes, all limits are said", () => {
  const before = form({ name: "Guests", budgetId: "free", budget: "1" })
  expect(organizationChanges(before, { ...before, budgetId: "", budget: "2" })).toEqual({
    max_budget: 2,
    budget_duration: null,
    tpm_limit: null,
    rpm_limit: null,
    max_parallel_requests: null,
    budget_id: null,
  })
  expect(organizationChanges(before, { ...before, name: "Visitors" })).toEqual({ organization_alias: "Visitors" })
})

it("a role nobody knows is shown as it is", () => {
  expect([roleText("org_admin"), roleText("owner")]).toEqual(["Admin", "owner"])
})
