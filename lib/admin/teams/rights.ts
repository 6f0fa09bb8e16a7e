import type { z } from "zod"
import { nanoFromUsd } from "#lib/core/money"
import { findAccount } from "../accounts/store"
import type { AdminContext } from "../context"
import { beyondReach, reachOf } from "../reach"
import type { memberLimits, NewTeam, UpdateTeam } from "./fields"

/** What a team's own admin may say about it: no money, no models, no members' rights. */
const TEAM_ADMINS_FIELDS: readonly string[] = ["team_id", "team_alias", "metadata"]

const outOfReach = () =>
  beyondReach("You do not belong to this team, or do not administrate it, or it does not exist.", "team_id")

/** Throws 403 unless the caller may look at this team. */
export function grantTeamLook(ctx: AdminContext, id: string): void {
  const reach = reachOf(ctx.caller)
  if (reach === null || reach.teams.includes(id) || reach.adminTeams.includes(id)) return
  throw outOfReach()
}

/** Does the caller see all of this team, or of its members and keys only what is its own? */
export function seesWholeTeam(ctx: AdminContext, id: string): boolean {
  return reachOf(ctx.caller)?.adminTeams.includes(id) ?? true
}

/** Ids of the teams the caller may see; null is all. */
export function teamsWithin(ctx: AdminContext): readonly string[] | null {
  const reach = reachOf(ctx.caller)
  return reach === null ? null : [...new Set([...reach.teams, ...reach.adminTeams])]
}

/** Throws 403 unless all these teams belong to organizations the caller administrates. */
export function grantTeams(ctx: AdminContext, ids: readonly string[]): void {
  const reach = reachOf(ctx.caller)
  if (reach !== null && !ids.every((id) => reach.organizationTeams.includes(id))) throw outOfReach()
}

/** An organization's admin makes teams in it. Throws 403 naming `organization_id` otherwise. */
export function grantNewTeam(ctx: AdminContext, { organization_id: id }: z.output<typeof NewTeam>): void {
  const reach = reachOf(ctx.caller)
  if (reach === null || (id && reach.adminOrganizations.includes(id))) return
  throw beyondReach("You can make teams in an organization you administrate: name it.", "organization_id")
}

/** Throws 403 naming the field the caller may not set: a team's admin changes its name, its organization's admin all but the organization. */
export async function grantTeamChange(ctx: AdminContext, change: z.output<typeof UpdateTeam>): Promise<void> {
  const reach = reachOf(ctx.caller)
  if (reach === null) return
  const { team_id: id, organization_id: organization } = change
  if (reach.organizationTeams.includes(id)) {
    if (organization === undefined || reach.adminOrganizations.includes(organization ?? "")) return
    throw beyondReach("A team moves between organizations you administrate only.", "organization_id")
  }
  if (!reach.adminTeams.includes(id)) throw outOfReach()
  const names = Object.keys(change) as (keyof typeof change)[]
  const beyond = names.find((name) => !TEAM_ADMINS_FIELDS.includes(name) && change[name] !== undefined)
  if (beyond !== undefined)
    throw beyondReach(`${beyond} of a team can be set by an admin above it only. Leave it out.`, beyond)
}

type MemberChange = { readonly [K in keyof typeof memberLimits]?: z.output<(typeof memberLimits)[K]> } & {
  readonly role?: "admin" | "user" | null | undefined
}

/** Throws 403 unless the caller administrates this team, and the member is given no more than the team has. */
export async function grantMembers(ctx: AdminContext, id: string, change: MemberChange = {}): Promise<void> {
  const reach = reachOf(ctx.caller)
  if (reach === null) return
  if (!reach.adminTeams.includes(id)) throw outOfReach()
  const team = await findAccount(ctx, "team", id)
  const most = team?.maxBudgetNano ?? null
  const asked = change.max_budget_in_team
  if (most !== null && typeof asked === "number" && nanoFromUsd(asked) > most)
    throw beyondReach("A member cannot spend more than the team.", "max_budget_in_team")
}
