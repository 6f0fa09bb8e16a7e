import { describe, expect, it } from "vitest"
import {
  editsOrganization,
  listsUsers,
  makesKeys,
  managesBudgets,
  managesOrganizations,
  mayOpen,
  opensOrganization,
  type Visitor,
} from "./visitor"

const visitor = (fields: Partial<Visitor>): Visitor => ({
  userId: "ada",
  role: "internal_user",
  administratesTeams: false,
  administratesOrganizations: false,
  ...fields,
})

describe("what a visitor is shown", () => {
  it("pages about everybody are for those who see everybody", () => {
    for (const path of ["/ui/users", "/ui/users/user?id=x", "/ui/users?q=a", "/ui/customers", "/ui/budgets"]) {
      expect(mayOpen(visitor({}), path), path).toBe(false)
      expect(mayOpen(visitor({ role: "proxy_admin_viewer" }), path), path).toBe(true)
    }
    for (const path of ["/ui", "/ui/keys", "/ui/account", "/ui/logs?range=7d"])
      expect(mayOpen(visitor({ role: "internal_user_viewer" }), path), path).toBe(true)
  })

  it("an organization's admin has the page of users, and not the one of customers", () => {
    const admin = visitor({ administratesOrganizations: true })
    const open = (path: string) => mayOpen(admin, path)
    expect(["/ui/users", "/ui/organizations", "/ui/customers", "/ui/budgets"].map(open)).toEqual([
      true,
      true,
      false,
      false,
    ])
    expect(listsUsers(admin)).toBe(true)
    expect([managesOrganizations(admin), managesBudgets(admin)]).toEqual([false, false])
  })

  it("an organization's admin opens and changes those they administrate, not those they merely belong to", () => {
    const admin = visitor({ administratesOrganizations: true })
    const own = { members: [{ user_id: "ada", user_role: "org_admin" }] }
    const others = [{ members: [{ user_id: "ada", user_role: "internal_user" }] }, { members: [] }]
    for (const may of [opensOrganization, editsOrganization]) {
      expect([own, ...others].map((organization) => may(admin, organization))).toEqual([true, false, false])
      expect([own, ...others].every((one) => may(visitor({ role: "proxy_admin", userId: null }), one))).toBe(true)
    }
    const viewer = visitor({ role: "proxy_admin_viewer" })
    expect(others.map((one) => [opensOrganization(viewer, one), editsOrganization(viewer, one)])).toEqual([
      [true, false],
      [true, false],
    ])
  })

  it("viewers make no keys", () => {
    expect([makesKeys(visitor({})), makesKeys(visitor({ role: "internal_user_viewer" }))]).toEqual([true, false])
  })
})
