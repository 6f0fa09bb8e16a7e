import { GatewayError } from "#lib/core/errors"
import { findAccount } from "../accounts/store"
import type { AdminContext } from "../context"

/** Throws `invalid_request` naming the field (`organization_id`) when one is given and there is none of this id. */
export async function requireOrganization(
  ctx: AdminContext,
  id: string | null | undefined,
  param = "organization_id",
): Promise<void> {
  if (!id || (await findAccount(ctx, "organization", id)) !== null) return
  const say = `There is no organization "${id.slice(0, 70)}". GET /organization/list shows the organizations there are.`
  throw new GatewayError("invalid_request", say, { param })
}

/**
 * What a key belongs to must be there and fit together. Throws `invalid_request` naming `team_id` or `organization_id`: an unknown
 * team, an unknown organization, a team of another organization.
 */
export async function requireOwners(
  ctx: AdminContext,
  { team_id, organization_id }: { team_id?: string | null | undefined; organization_id?: string | null | undefined },
): Promise<void> {
  await requireOrganization(ctx, organization_id)
  if (!team_id) return
  const team = await findAccount(ctx, "team", team_id)
  if (team === null) {
    const say = `There is no team "${team_id.slice(0, 70)}". GET /team/list shows the teams there are; POST /team/new makes one.`
    throw new GatewayError("invalid_request", say, { param: "team_id" })
  }
  if (!organization_id || team.organizationId === null || team.organizationId === organization_id) return
  const say = `The team "${team.id}" belongs to another organization. Leave organization_id out, or name the team's own.`
  throw new GatewayError("invalid_request", say, { param: "organization_id" })
}
