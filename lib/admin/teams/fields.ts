import { z } from "zod"
import { limitFields } from "../accounts/limit-fields"
import { PART_FIELDS, partFields } from "../accounts/part-fields"
import { durationField, label, perMinute, usd } from "../fields"
import { givenOf, ignoredFields, keptFields, notYetWarnings } from "../kept-fields"

const role = z.enum(["admin", "user"])

/** Names one user: by id, or by the email the user was made with. */
export const memberRef = {
  user_id: label.min(1).nullish(),
  user_email: label.min(3).nullish().describe("Instead of user_id: the user is found, or made, by it"),
}

export const Member = z.strictObject({ ...memberRef, role: role.default("user") })

/** What one member may spend of a team. */
export const memberLimits = {
  max_budget_in_team: usd.nullish().describe("Dollars this member may spend of the team"),
  budget_duration: durationField(false).nullish().describe("The member's budget starts anew this often"),
  allowed_models: z.array(label).max(1000).nullish().describe("Models the member may use; empty is the team's"),
  tpm_limit: perMinute.nullish().describe("Tokens a minute of this member"),
  rpm_limit: perMinute.nullish().describe("Requests a minute of this member"),
  model_max_budget: partFields.model_max_budget.describe("Dollars this member may spend of the team, by model"),
}

/** LiteLLM's fields of a team that are kept and given back, and do nothing yet. */
const NOT_YET = [
  "access_group_ids",
  "allowed_passthrough_routes",
  "default_team_member_models",
  "denied_passthrough_routes",
  "disable_global_guardrails",
  "guardrails",
  "mcp_rpm_limit",
  "model_aliases",
  "object_permission",
  "policies",
  "prompts",
  "router_settings",
  "rpm_limit_type",
  "secret_manager_settings",
  "tags",
  "team_member_key_duration",
  "tpm_limit_type",
] as const

const teamFields = {
  team_alias: label.nullish().describe("A name for people"),
  organization_id: label.nullish().describe("The organization the team's spend is charged to as well"),
  ...limitFields,
  ...partFields,
  team_member_budget: usd.nullish().describe("What each new member may spend of the team, in dollars"),
  team_member_budget_duration: durationField(false).nullish(),
  team_member_model_max_budget: partFields.model_max_budget.describe("The same by model"),
  team_member_rpm_limit: perMinute.nullish(),
  team_member_tpm_limit: perMinute.nullish(),
  team_member_permissions: z
    .array(label)
    .max(100)
    .nullish()
    .describe('What members may do for the team; "/key/generate" lets them make its keys. Others are kept'),
  ...keptFields(NOT_YET),
}

export const NewTeam = z.strictObject({
  team_id: label.min(1).nullish().describe("Chosen at random when it is left out"),
  members_with_roles: z.array(Member).max(1000).nullish(),
  ...teamFields,
  ...ignoredFields(["name"]),
})
export const UpdateTeam = z.strictObject({ team_id: label.min(1), spend: usd.nullish(), ...teamFields })
export type TeamFields = z.output<typeof UpdateTeam>

/** Fields of a team that live in its profile: defaults for members, and what does nothing yet. */
export function profileOf(input: Partial<TeamFields>): Record<string, unknown> {
  const names = [
    ...NOT_YET,
    ...PART_FIELDS,
    "team_member_budget",
    "team_member_budget_duration",
    "team_member_model_max_budget",
    "team_member_rpm_limit",
    "team_member_tpm_limit",
    "team_member_permissions",
  ] as const
  return givenOf(input, names)
}

/** One line that names what was asked for and does nothing yet. */
export function warningsOf(input: Partial<TeamFields>): string[] {
  return notYetWarnings(input, NOT_YET)
}
