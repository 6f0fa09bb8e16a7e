import { inArray, type SQL, sql } from "drizzle-orm"
import { memoryFacts } from "#drizzle/schema/memory"
import { GatewayError } from "#lib/core/errors"
import type { Caller } from "#lib/identity/caller"
import { memoryTenant } from "#lib/memory/subject"
import { reachOf } from "../reach"

/** The tenants whose facts are the caller's: its key's, its user's, those of the teams it administrates; null = all. */
export function tenantsWithin(caller: Caller): readonly string[] | null {
  const reach = reachOf(caller)
  if (reach === null) return null
  const own = caller.key === null ? [] : [memoryTenant(caller.key)]
  const user = reach.userId === null ? [] : [`user:${reach.userId}`]
  return [...new Set([...own, ...user, ...reach.adminTeams.map((team) => `team:${team}`)])]
}

/** The same as a condition; undefined when all are. */
export function factsWithin(caller: Caller): SQL | undefined {
  const tenants = tenantsWithin(caller)
  if (tenants === null) return undefined
  return tenants.length === 0 ? sql`false` : inArray(memoryFacts.tenant, [...tenants])
}

/** Where a new fact goes: what was asked for, else where requests of the caller's key keep theirs. Throws 404 for somebody else's. */
export function tenantFor(caller: Caller, asked: string | undefined): string {
  const userId = caller.person?.userId
  const own = caller.key !== null ? memoryTenant(caller.key) : userId === undefined ? "master" : `user:${userId}`
  if (asked === undefined) return own
  const within = tenantsWithin(caller)
  if (within === null || within.includes(asked)) return asked
  throw new GatewayError("not_found", `There is no tenant "${asked.slice(0, 100)}".`, { param: "tenant" })
}
