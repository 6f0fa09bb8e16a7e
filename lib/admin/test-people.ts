import { expect } from "vitest"
import type { Caller, Role } from "#lib/identity/caller"
import { readKey } from "#lib/identity/key-record"
import { withPerson } from "#lib/identity/person"
import { type Harness, plainKey } from "./test-harness"

/** A key as it comes in at the door: with its record, and with its user's rights as they are now. */
export async function callerOf(gw: Harness, token: string): Promise<Caller> {
  const key = await readKey(gw.db, token)
  if (key === null) throw new Error("there is no such key")
  return withPerson(gw.db, { ...plainKey(token), key })
}

/** Makes a user over the API and gives a caller with a key of theirs. */
export async function newPerson(gw: Harness, id: string, fields: Record<string, unknown> = {}): Promise<Caller> {
  const made = await gw.call("POST /user/new", { body: { user_id: id, ...fields } })
  expect(made.status, JSON.stringify(made.body)).toBe(200)
  return callerOf(gw, made.body.token)
}

const ROLES: readonly Role[] = ["proxy_admin", "proxy_admin_viewer", "internal_user", "internal_user_viewer"]

/**
 * One of each rank: users with a role, the admin of the organization `org` and the admin of the team `team`, which belongs to `org`;
 * and a key of nobody. Beside them `other-org` with `other-team`, and `stranger`, who belongs to both.
 */
export async function onePersonOfEach(gw: Harness) {
  const write = async (route: string, body: unknown) => {
    const made = await gw.call(route, { body })
    expect(made.status, JSON.stringify(made.body)).toBe(200)
  }
  for (const id of ["org", "other-org"])
    await write("POST /organization/new", { organization_id: id, organization_alias: id })
  await write("POST /team/new", { team_id: "team", organization_id: "org" })
  await write("POST /team/new", { team_id: "other-team", organization_id: "other-org" })
  const byRole = await Promise.all(ROLES.map(async (role) => [role, await newPerson(gw, role, { user_role: role })]))
  await newPerson(gw, "stranger", {
    teams: ["other-team"],
    organizations: ["other-org"],
    user_email: "stranger@example.com",
  })
  const orgAdmin = await newPerson(gw, "org-admin", { user_role: "internal_user" })
  await write("POST /organization/member_add", {
    organization_id: "org",
    member: { user_id: "org-admin", role: "org_admin" },
  })
  const teamAdmin = await newPerson(gw, "team-admin", { teams: [{ team_id: "team", user_role: "admin" }] })
  return {
    ...(Object.fromEntries(byRole) as Record<Role, Caller>),
    org_admin: await callerOf(gw, orgAdmin.key?.token ?? ""),
    team_admin: await callerOf(gw, teamAdmin.key?.token ?? ""),
    key: await callerOf(gw, (await gw.newKey()).token),
  }
}
