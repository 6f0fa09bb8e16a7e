import type { Organization, OrganizationMembership } from "./api.gen"
import {
  changedFields,
  EMPTY_LIMITS,
  foundErrors,
  limitsOf,
  nameError,
  type SharedLimitForm,
  sharedLimitBody,
  sharedLimitErrors,
} from "./limit-form"
import { PERIOD_FIELDS, shortTitle, type Thing } from "./undo/thing"
import { organizationErrorWords, organizationRoleWords } from "./words/organization-form"

/** The organization form as the visitor types it. */
export interface OrganizationForm extends SharedLimitForm {
  readonly name: string
}

export const EMPTY_ORGANIZATION_FORM: OrganizationForm = { ...EMPTY_LIMITS, name: "", budgetId: "" }

/** What an organization is called where it has no name of its own. */
export function organizationTitle(row: Pick<Organization, "organization_id" | "organization_alias">): string {
  return row.organization_alias || row.organization_id
}

/** The form for changing an organization. */
export function organizationFormOf(row: Organization): OrganizationForm {
  return { ...limitsOf(row), name: row.organization_alias ?? "", budgetId: row.budget_id ?? "" }
}

/** What is wrong with the form, by field and in words; empty when it can be sent. */
export function checkOrganizationForm(form: OrganizationForm): Partial<Record<keyof OrganizationForm, string>> {
  return foundErrors<keyof OrganizationForm>([
    ["name", form.name.trim() === "" ? organizationErrorWords.nameMissing : nameError(form.name)],
    ...sharedLimitErrors(form),
  ])
}

/** The body for `/organization/new`. The form must have passed `checkOrganizationForm`. */
export function organizationBody(form: OrganizationForm) {
  return { organization_alias: form.name.trim(), ...sharedLimitBody(form) }
}

/** The body for `/organization/update` without the id: only what differs from the form as it was opened. */
export function organizationChanges(before: OrganizationForm, after: OrganizationForm) {
  return changedFields<Record<string, unknown>>(organizationBody(before), organizationBody(after))
}

/** LiteLLM's roles in an organization, in words. */
export const ORGANIZATION_ROLES = [
  ["internal_user", organizationRoleWords.internal_user],
  ["internal_user_viewer", organizationRoleWords.internal_user_viewer],
  ["org_admin", organizationRoleWords.org_admin],
] as const

export type OrganizationRole = (typeof ORGANIZATION_ROLES)[number][0]

/** A role in words; one nobody knows as it is. */
export function roleText(role: string): string {
  return ORGANIZATION_ROLES.find(([value]) => value === role)?.[1] ?? role
}

/** What a member is called. */
export function memberTitle({ user_id, user_email }: Pick<OrganizationMembership, "user_id" | "user_email">): string {
  return user_email ?? user_id
}

export type OrganizationSort = "name" | "spend" | "created_at"

/** Those whose name or id has the text in it, sorted; equal ones by id. */
export function pickOrganizations(
  rows: readonly Organization[],
  want: { readonly q: string; readonly sort: OrganizationSort; readonly order: "asc" | "desc" },
): Organization[] {
  const text = want.q.trim().toLowerCase()
  const sign = want.order === "asc" ? 1 : -1
  const by = (row: Organization) => (want.sort === "name" ? organizationTitle(row).toLowerCase() : row[want.sort])
  const compare = (a: string | number, b: string | number) => (a === b ? 0 : a < b ? -1 : 1)
  return rows
    .filter((row) => `${organizationTitle(row)}\n${row.organization_id}`.toLowerCase().includes(text))
    .sort((a, b) => sign * compare(by(a), by(b)) || compare(a.organization_id, b.organization_id))
}

/** An organization, as something that is changed. */
export function organizationThing(organization: Organization): Thing {
  return {
    subject: `organization ${organization.organization_id}`,
    title: shortTitle(organizationTitle(organization)),
    groups: ["organizations", "teams", "users", "keys", "budgets"],
    fits: (row) => row.organization_id === organization.organization_id && "organization_alias" in row,
    noWayBack: PERIOD_FIELDS,
  }
}

/** Somebody's place in an organization. */
export function organizationMemberThing(member: OrganizationMembership): Thing {
  const { organization_id: id, user_id: user } = member
  return {
    subject: `member ${id} ${user}`,
    title: shortTitle(memberTitle(member)),
    groups: ["organizations", "users"],
    fits: (row) => row.organization_id === id && row.user_id === user && "user_role" in row,
    noWayBack: [],
  }
}
