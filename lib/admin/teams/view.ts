import { z } from "zod"
import type { AccountRow } from "../accounts/store"
import { accountShape, viewAccount } from "../accounts/view"
import type { AdminContext } from "../context"

export const TeamMember = z.object({
  user_id: z.string(),
  user_email: z.string().nullable(),
  role: z.string(),
})

/** A team as the API shows it. Fields kept for LiteLLM come along beside these. */
export const TeamView = z.looseObject({
  team_id: z.string(),
  team_alias: z.string().nullable(),
  organization_id: z.string().nullable(),
  members_with_roles: z.array(TeamMember),
  admins: z.array(z.string()).describe("The user ids of members who administrate the team"),
  members: z.array(z.string()).describe("The user ids of all members"),
  ...accountShape,
})

/** What one member may spend of a team, and has. */
export const MembershipView = z.object({
  team_id: z.string(),
  user_id: z.string(),
  role: z.string(),
  model_max_budget: z.unknown().optional().describe("Dollars by model, as they were given"),
  ...accountShape,
})

export function viewTeam(
  ctx: AdminContext,
  row: AccountRow,
  members: readonly z.output<typeof TeamMember>[],
): z.output<typeof TeamView> {
  return {
    ...row.profile,
    team_id: row.id,
    team_alias: row.alias,
    organization_id: row.organizationId,
    members_with_roles: [...members],
    admins: members.filter((member) => member.role === "admin").map((member) => member.user_id),
    members: members.map((member) => member.user_id),
    ...viewAccount(ctx, row),
  }
}

/** What a member may spend of a team, and has. */
export function viewMember(ctx: AdminContext, row: AccountRow) {
  const { model_max_budget } = row.profile
  return { ...(model_max_budget === undefined ? {} : { model_max_budget }), ...viewAccount(ctx, row) }
}
