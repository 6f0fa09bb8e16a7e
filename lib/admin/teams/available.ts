import { z } from "zod"
import type { AccountRow } from "../accounts/store"
import { listAccounts } from "../accounts/store"
import type { AdminContext } from "../context"
import { reachOf } from "../reach"
import type { Member } from "./fields"
import { shown } from "./handlers"
import { seesWholeTeam } from "./rights"
import { viewTeam } from "./view"

/** What is told of a team to those who may join it. */
export const AvailableTeam = z.object({
  team_id: z.string(),
  team_alias: z.string().nullable(),
  models: z.array(z.string()),
})

/** Teams that are open to every user, without those the caller belongs to. */
export async function availableTeams(ctx: AdminContext): Promise<z.output<typeof AvailableTeam>[]> {
  const own = ctx.caller.person?.teams ?? []
  const ids = ctx.defaults().availableTeams.filter((id) => !own.includes(id))
  if (ids.length === 0) return []
  const { rows } = await listAccounts(ctx, "team", { page: 1, size: 1000, ids, sortBy: "alias", sortOrder: "asc" })
  return rows.map((row) => ({ team_id: row.id, team_alias: row.alias, models: row.models }))
}

interface Joining {
  readonly team_id: string
  readonly added: readonly z.output<typeof Member>[]
  readonly limits: Readonly<Record<string, unknown>>
}

/** Does a user put themselves, as a plain member and without limits of their own choosing, into a team that is open to all? */
export function joins(ctx: AdminContext, { team_id, added, limits }: Joining): boolean {
  const me = reachOf(ctx.caller)?.userId ?? null
  const [member] = added
  return (
    me !== null &&
    // Who is in it already would get the team's limits for new members back.
    ctx.caller.person?.teams.includes(team_id) === false &&
    ctx.defaults().availableTeams.includes(team_id) &&
    added.length === 1 &&
    member?.user_id === me &&
    !member.user_email &&
    member.role === "user" &&
    Object.values(limits).every((value) => value === undefined || value === null)
  )
}

/** A team as its new member sees it: who administrates it sees everybody in it. */
export function shownTo(ctx: AdminContext, team: AccountRow) {
  return seesWholeTeam(ctx, team.id) ? shown(ctx, team) : viewTeam(ctx, team, [])
}
