import { describe, expect, it } from "vitest"
import {
  checkMemberForm,
  checkTeamForm,
  EMPTY_MEMBER_FORM,
  EMPTY_TEAM_FORM,
  memberBudget,
  memberRef,
  type TeamRow,
  teamBody,
  teamChanges,
  teamFormOf,
} from "./team-form"

const TEAM: TeamRow = {
  team_id: "t-1",
  team_alias: "Research",
  organization_id: null,
  members_with_roles: [],
  admins: [],
  members: [],
  team_member_budget: 5,
  spend: 1,
  total_spend: 2,
  held: 0,
  max_budget: 100,
  soft_budget: null,
  soft_budget_crossed: false,
  max_token_budget: null,
  tokens_spent: 0,
  budget_duration: "30d",
  budget_reset_at: null,
  models: ["gpt-4o"],
  tpm_limit: null,
  rpm_limit: 60,
  max_parallel_requests: null,
  blocked: false,
  metadata: {},
  created_at: "2026-11-01T00:00:00.000Z",
  created_by: null,
  updated_at: "2026-11-01T00:00:00.000Z",
  updated_by: null,
}

describe("the team form", () => {
  it("wants a name, and says what is wrong with the defaults of new members", () => {
    const wrong = { ...EMPTY_TEAM_FORM, memberBudget: "lots", memberRpm: "1.5" }
    expect(Object.keys(checkTeamForm(wrong))).toEqual(["name", "memberBudget", "memberRpm"])
    expect(checkTeamForm({ ...EMPTY_TEAM_FORM, name: "Research" })).toEqual({})
  })

  it("sends nothing of a team that was not changed, so that its budget's window goes on", () => {
    expect(teamChanges(teamFormOf(TEAM), teamFormOf(TEAM))).toEqual({})
  })

  it("sends what was changed and nothing else", () => {
    const before = teamFormOf(TEAM)
    expect(before.memberBudget).toBe("5")
    expect(teamChanges(before, { ...before, memberBudget: "" })).toEqual({ team_member_budget: null })
    expect(teamChanges(before, { ...before, budget: "$1,000" })).toEqual({ max_budget: 1000 })
    expect(teamBody({ ...before, budget: "" })).toMatchObject({ max_budget: null, budget_duration: null })
  })
})

describe("a member", () => {
  it("is an email with an @, else an id", () => {
    expect(memberRef(" ada@example.com ")).toEqual({ user_email: "ada@example.com" })
    expect(memberRef("ada")).toEqual({ user_id: "ada" })
  })

  it("needs somebody, and a budget that is one", () => {
    expect(Object.keys(checkMemberForm({ ...EMPTY_MEMBER_FORM, budget: "x" }))).toEqual(["who", "budget"])
    expect(checkMemberForm({ ...EMPTY_MEMBER_FORM, who: "ada" })).toEqual({})
  })

  it("has its budget by the team's names for it", () => {
    const form = { ...EMPTY_MEMBER_FORM, who: "ada", budget: "2.5", period: "1mo" } as const
    expect(memberBudget(form)).toEqual({ max_budget_in_team: 2.5, budget_duration: "1mo" })
    expect(memberBudget(EMPTY_MEMBER_FORM)).toEqual({ max_budget_in_team: null, budget_duration: null })
  })
})
