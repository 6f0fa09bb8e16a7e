import type { Team, TeamCreateInput, TeamMembership } from "./api.gen"
import {
  budgetBody,
  budgetError,
  budgetFormOf,
  changedFields,
  EMPTY_LIMITS,
  foundErrors,
  type LimitForm,
  limitBody,
  limitErrors,
  limitsOf,
  nameError,
  numberOrNull,
  numberText,
  rateError,
} from "./limit-form"
import { PERIOD_FIELDS, shortTitle, type Thing } from "./undo/thing"
import { teamErrorWords } from "./words/team-form"

/** The team form as the visitor types it. */
export interface TeamForm extends LimitForm {
  readonly name: string
  /** What each new member may spend of the team, in dollars; empty is no limit of their own. */
  readonly memberBudget: string
  readonly memberRpm: string
  readonly memberTpm: string
}

export const EMPTY_TEAM_FORM: TeamForm = {
  ...EMPTY_LIMITS,
  name: "",
  memberBudget: "",
  memberRpm: "",
  memberTpm: "",
}

/** A team as the API gives it, with the fields of its profile. */
export type TeamRow = Team & {
  readonly team_member_budget?: unknown
  readonly team_member_rpm_limit?: unknown
  readonly team_member_tpm_limit?: unknown
}

/** What a team is called where it has no name of its own. */
export function teamTitle(team: Pick<Team, "team_id" | "team_alias">): string {
  return team.team_alias || team.team_id
}

/** The form for changing a team. */
export function teamFormOf(team: TeamRow): TeamForm {
  return {
    ...limitsOf(team),
    name: team.team_alias ?? "",
    memberBudget: numberText(team.team_member_budget),
    memberRpm: numberText(team.team_member_rpm_limit),
    memberTpm: numberText(team.team_member_tpm_limit),
  }
}

/** What is wrong with the form, by field and in words; empty when it can be sent. */
export function checkTeamForm(form: TeamForm): Partial<Record<keyof TeamForm, string>> {
  return foundErrors<keyof TeamForm>([
    ["name", form.name.trim() === "" ? teamErrorWords.nameMissing : nameError(form.name)],
    ...limitErrors(form),
    ["memberBudget", budgetError(form.memberBudget)],
    ["memberRpm", rateError(form.memberRpm)],
    ["memberTpm", rateError(form.memberTpm)],
  ])
}

/** The body for `/team/new`. The form must have passed `checkTeamForm`. */
export function teamBody(form: TeamForm) {
  return {
    team_alias: form.name.trim(),
    ...limitBody(form),
    team_member_budget: budgetBody({ budget: form.memberBudget, period: "never", customPeriod: "" }).max_budget,
    team_member_rpm_limit: numberOrNull(form.memberRpm),
    team_member_tpm_limit: numberOrNull(form.memberTpm),
  } satisfies TeamCreateInput
}

/** The body for `/team/update` without the id: only what differs from the form as it was opened. */
export function teamChanges(before: TeamForm, after: TeamForm) {
  return changedFields(teamBody(before), teamBody(after))
}

/** A member of a team with what they are called. */
export interface MemberRow extends TeamMembership {
  readonly name: string
}

/** A member's place in a team, as the visitor types it. */
export interface MemberForm extends Pick<LimitForm, "budget" | "period" | "customPeriod"> {
  /** An email or a user id. */
  readonly who: string
  readonly role: "admin" | "user"
}

export const EMPTY_MEMBER_FORM: MemberForm = { who: "", role: "user", ...budgetFormOf(null, null) }

/** The form for changing a member. */
export function memberFormOf(member: TeamMembership): MemberForm {
  const role = member.role === "admin" ? "admin" : "user"
  return { who: member.user_id, role, ...budgetFormOf(member.max_budget, member.budget_duration) }
}

/** What is wrong with the form; empty when it can be sent. */
export function checkMemberForm(form: MemberForm): Partial<Record<keyof MemberForm, string>> {
  const budget = limitErrors({ ...EMPTY_LIMITS, ...form }).filter(([name]) => /^(budget|customPeriod)$/.test(name))
  return foundErrors<keyof MemberForm>([
    ["who", form.who.trim() === "" ? teamErrorWords.whoMissing : nameError(form.who)],
    ...(budget as ["budget" | "customPeriod", string | null][]),
  ])
}

/** Who is meant: with an @ it is an email, and a user is made for one nobody has. */
export function memberRef(who: string): { user_email: string } | { user_id: string } {
  const typed = who.trim()
  return typed.includes("@") ? { user_email: typed } : { user_id: typed }
}

/** The budget of a member by the names the team's endpoints have for it. */
export function memberBudget(form: MemberForm): { max_budget_in_team: number | null; budget_duration: string | null } {
  const { max_budget, budget_duration } = budgetBody(form)
  return { max_budget_in_team: max_budget, budget_duration }
}

/** The body for `/team/member_update` without whom: only what differs from the form as it was opened. */
export function memberChanges(before: MemberForm, after: MemberForm) {
  const fields = (form: MemberForm) => ({ role: form.role, ...memberBudget(form) })
  return changedFields(fields(before), fields(after))
}

/** A team, as something that is changed. */
export function teamThing(team: TeamRow): Thing {
  return {
    subject: `team ${team.team_id}`,
    title: shortTitle(teamTitle(team)),
    groups: ["teams", "organizations", "users", "keys"],
    fits: (row) => row.team_id === team.team_id && "members_with_roles" in row,
    noWayBack: PERIOD_FIELDS,
  }
}

/** Somebody's place in a team. */
export function teamMemberThing(member: MemberRow): Thing {
  return {
    subject: `member ${member.team_id} ${member.user_id}`,
    title: shortTitle(member.name),
    groups: ["teams", "users"],
    fits: (row) => row.team_id === member.team_id && row.user_id === member.user_id && "role" in row,
    noWayBack: PERIOD_FIELDS,
  }
}
