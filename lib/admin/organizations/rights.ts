import type { z } from "zod"
import type { AdminContext } from "../context"
import { beyondReach, reachOf } from "../reach"
import type { UpdateOrganization } from "./fields"

/** What an organization's own admin may say about it: no money, no models. */
const OWN_FIELDS: readonly string[] = ["organization_id", "organization_alias", "metadata"]

/** Throws 403 unless the caller administrates these organizations. */
export function grantOrganizations(ctx: AdminContext, ids: readonly string[]): void {
  const reach = reachOf(ctx.caller)
  if (reach === null || ids.every((id) => reach.adminOrganizations.includes(id))) return
  throw beyondReach("You do not administrate this organization, or it does not exist.", "organization_id")
}

/** The same, and 403 naming a field that only the admin of the gateway sets. */
export function grantOrganizationChange(ctx: AdminContext, change: z.output<typeof UpdateOrganization>): void {
  grantOrganizations(ctx, [change.organization_id])
  if (reachOf(ctx.caller) === null) return
  const names = Object.keys(change) as (keyof typeof change)[]
  const beyond = names.find((name) => !OWN_FIELDS.includes(name) && change[name] !== undefined)
  if (beyond === undefined) return
  throw beyondReach(`${beyond} of an organization can be set by the admin of this gateway only. Leave it out.`, beyond)
}

/** Ids of the organizations the caller may see in a list; null is all. */
export function organizationsWithin(ctx: AdminContext): readonly string[] | null {
  return reachOf(ctx.caller)?.organizations ?? null
}

/** Who else is in an organization is for those who administrate it. */
export function seesMembers(ctx: AdminContext, id: string): boolean {
  return reachOf(ctx.caller)?.adminOrganizations.includes(id) ?? true
}
