import { z } from "zod"
import { limitFields } from "../accounts/limit-fields"
import { PART_FIELDS, partFields } from "../accounts/part-fields"
import { label, usd } from "../fields"
import { givenOf, keptFields } from "../kept-fields"
import { memberRef } from "../teams/fields"

/** LiteLLM's roles in an organization. */
export const orgRole = z.enum(["org_admin", "internal_user", "internal_user_viewer"])

/** LiteLLM's fields of an organization that are kept and given back, and do nothing yet. */
const NOT_YET = ["object_permission"] as const

const organizationFields = {
  ...limitFields,
  ...partFields,
  budget_id: label.nullish().describe("Takes over the limits of this shared budget"),
  ...keptFields(NOT_YET),
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

export const OrganizationMember = z.strictObject({ ...memberRef, role: orgRole.default("internal_user") })

/** Fields of an organization that live in its profile. */
export function profileOf(input: OrganizationFields): Record<string, unknown> {
  const names = [...NOT_YET, ...PART_FIELDS, "budget_id"] as const
  return givenOf(input, names)
}
