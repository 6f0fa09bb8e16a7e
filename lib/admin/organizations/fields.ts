import { z } from "zod"
import { limitFields } from "../accounts/limit-fields"
import { label, usd } from "../fields"

/** LiteLLM's roles in an organization. */
export const orgRole = z.enum(["org_admin", "internal_user", "internal_user_viewer"])

/** LiteLLM's fields of an organization that are kept and given back, and do nothing yet. */
const NOT_YET = ["model_max_budget", "model_rpm_limit", "model_tpm_limit", "object_permission", "tpd_limit"] as const

const notYet = z.unknown().optional().describe("Accepted, not yet in effect")
const kept = Object.fromEntries(NOT_YET.map((name) => [name, notYet])) as Record<
  (typeof NOT_YET)[number],
  typeof notYet
>

const organizationFields = {
  ...limitFields,
  budget_id: label.nullish().describe("Takes over the limits of this shared budget"),
  ...kept,
}

export const NewOrganization = z.strictObject({
  organization_id: label.min(1).nullish().describe("Chosen at random when it is left out"),
  organization_alias: label.min(1).describe("A name for people"),
  ...organizationFields,
})
export const UpdateOrganization = z.strictObject({
  organization_id: label.min(1),
  organization_alias: label.min(1).nullish(),
  spend: usd.nullish().describe("Sets the spend of the running budget window, in dollars"),
  ...organizationFields,
})
export type OrganizationFields = Omit<z.output<typeof UpdateOrganization>, "organization_id" | "spend">

/** Names one user: by id, or by the email the user was made with. */
export const memberRef = {
  user_id: label.min(1).nullish(),
  user_email: label.min(3).nullish().describe("Instead of user_id: the user is found, or made, by it"),
}
export const OrganizationMember = z.strictObject({ ...memberRef, role: orgRole.default("internal_user") })

/** Fields of an organization that live in its profile. */
export function profileOf(input: OrganizationFields): Record<string, unknown> {
  const names = [...NOT_YET, "budget_id"] as const
  return Object.fromEntries(names.flatMap((name) => (input[name] === undefined ? [] : [[name, input[name]]])))
}
