import { describe, expect, it } from "vitest"
import { checkUserForm, EMPTY_USER_FORM, roleName, type UserForm, userBody, userChanges, userTitle } from "./user-form"

const form = (fields: Partial<UserForm>): UserForm => ({ ...EMPTY_USER_FORM, ...fields })

describe("the user form", () => {
  it("wants an email or a name, and an email that is one", () => {
    expect(checkUserForm(form({})).email).toContain("email")
    expect(checkUserForm(form({ name: "Ada" }))).toEqual({})
    expect(checkUserForm(form({ email: "ada@example.com" }))).toEqual({})
    expect(checkUserForm(form({ email: "ada at example" })).email).toContain("ada@example.com")
  })

  it("sends the teams by their ids, and whether a first key is wanted", () => {
    const teams = [{ id: "t-1", name: "Research" }]
    expect(userBody(form({ email: " ada@example.com ", teams, firstKey: false }))).toMatchObject({
      user_email: "ada@example.com",
      user_alias: null,
      user_role: "internal_user",
      teams: ["t-1"],
      auto_create_key: false,
    })
  })

  it("sends of a change what differs and nothing else", () => {
    const before = form({ email: "ada@example.com", budget: "10", period: "1mo" })
    expect(userChanges(before, before)).toEqual({})
    expect(userChanges(before, { ...before, role: "proxy_admin" })).toEqual({ user_role: "proxy_admin" })
    expect(userChanges(before, { ...before, budget: "20" })).toEqual({ max_budget: 20 })
  })
})

describe("a user", () => {
  it("is called by name, else by email, else by id", () => {
    const user = { user_id: "u-1", user_email: "ada@example.com", user_alias: "Ada" }
    expect(userTitle(user)).toBe("Ada")
    expect(userTitle({ ...user, user_alias: null })).toBe("ada@example.com")
    expect(userTitle({ user_id: "u-1", user_email: null, user_alias: null })).toBe("u-1")
  })

  it("may have a role this release does not know: it is shown as it is", () => {
    expect(roleName("proxy_admin")).toBe("Admin")
    expect(roleName("toString")).toBe("toString")
  })
})
