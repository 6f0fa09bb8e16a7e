import { GatewayError } from "#lib/core/errors"
import type { Database } from "#lib/db/open"
import { type Caller, type Person, ROLES, type Role } from "./caller"

/** A stored role. None is `internal_user`, as LiteLLM has it; one nobody knows is the least there is. */
export function roleOf(stored: unknown): Role {
  if (stored === undefined || stored === null) return "internal_user"
  return ROLES.find((role) => role === stored) ?? "internal_user_viewer"
}

interface PersonRow {
  role: string | null
  blocked: boolean
  teams: string[]
  admin_teams: string[]
  organization_teams: string[]
  organizations: string[]
  admin_organizations: string[]
}

/**
 * A user with what it belongs to, as the database has it now: rights that were taken away are gone with the next request. Null
 * when there is no such user. Throws 401 for a blocked one; rejects when the database does not answer.
 */
export async function readPerson(db: Database, userId: string): Promise<Person | null> {
  const [row] = await db.sql<PersonRow[]>`
    with mine as (select kind, group_id, role from memberships where user_id = ${userId}),
    orgs as (select group_id from mine where kind = 'organization' and role = 'org_admin'),
    org_teams as (select id from accounts where kind = 'team' and organization_id in (select group_id from orgs))
    select u.profile ->> 'user_role' as role, u.blocked,
      array(select group_id from mine where kind = 'team' order by 1) as teams,
      array(select group_id from mine where kind = 'team' and role = 'admin'
        union select id from org_teams order by 1) as admin_teams,
      array(select id from org_teams order by 1) as organization_teams,
      array(select group_id from mine where kind = 'organization' order by 1) as organizations,
      array(select group_id from orgs order by 1) as admin_organizations
    from accounts u where u.kind = 'user' and u.id = ${userId}`
  if (row === undefined) return null
  if (row.blocked) throw new GatewayError("blocked_key", `The user ${userId} is blocked. An admin can unblock it.`)
  return {
    userId,
    role: roleOf(row.role),
    teams: row.teams,
    adminTeams: row.admin_teams,
    organizationTeams: row.organization_teams,
    organizations: row.organizations,
    adminOrganizations: row.admin_organizations,
  }
}

/** The caller with its user's rights, by whose id its changes are noted; a key of nobody stays what it is. */
export async function withPerson(db: Database, caller: Caller): Promise<Caller> {
  const userId = caller.key?.userId ?? null
  if (userId === null) return caller
  const person = await readPerson(db, userId)
  return person === null ? caller : { ...caller, role: person.role, keyId: userId, person }
}
