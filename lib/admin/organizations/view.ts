import { z } from "zod"
import type { AccountRow } from "../accounts/store"
import { accountShape, viewAccount } from "../accounts/view"
import type { AdminContext } from "../context"

export const OrganizationMembership = z.object({
  organization_id: z.string(),
  user_id: z.string(),
  user_email: z.string().nullable(),
  user_role: z.string(),
  created_at: z.iso.datetime(),
})

const Limits = z.object({
  max_budget: z.number().nullable(),
  soft_budget: z.number().nullable(),
  budget_duration: z.string().nullable(),
  budget_reset_at: z.iso.datetime().nullable(),
  tpm_limit: z.number().nullable(),
  rpm_limit: z.number().nullable(),
  max_parallel_requests: z.number().nullable(),
})

/** An organization as the API shows it. Fields kept for LiteLLM come along beside these. */
export const OrganizationView = z.looseObject({
  organization_id: z.string(),
  organization_alias: z.string().nullable(),
  budget_id: z.string().nullable(),
  ...accountShape,
  litellm_budget_table: Limits.describe("The limits once more, where LiteLLM's clients look for them"),
  members: z.array(OrganizationMembership),
  teams: z.array(z.object({ team_id: z.string(), team_alias: z.string().nullable() })),
})

/** Who and what belongs to an organization. */
export interface Belongings {
  readonly members: readonly z.output<typeof OrganizationMembership>[]
  readonly teams: readonly { team_id: string; team_alias: string | null }[]
}

export function viewOrganization(
  ctx: AdminContext,
  row: AccountRow,
  { members, teams }: Belongings,
): z.output<typeof OrganizationView> {
  const account = viewAccount(ctx, row)
  const { budget_id: budgetId } = row.profile
  const { max_budget, soft_budget, budget_duration, budget_reset_at, tpm_limit, rpm_limit } = account
  return {
    ...row.profile,
    organization_id: row.id,
    organization_alias: row.alias,
    budget_id: typeof budgetId === "string" ? budgetId : null,
    ...account,
    litellm_budget_table: {
      max_budget,
      soft_budget,
      budget_duration,
      budget_reset_at,
      tpm_limit,
      rpm_limit,
      max_parallel_requests: account.max_parallel_requests,
    },
    members: [...members],
    teams: [...teams],
  }
}
