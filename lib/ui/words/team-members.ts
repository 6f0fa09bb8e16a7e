/** The members of a team. */
export const teamMembersWords = {
  none: "Nobody yet. A member can have a budget of their own inside the team's.",
  spend: "Spend in the team",
  /** Under the name, where there is no room for a column of roles. */
  teamAdmin: "Team admin",
  add: "Add member",
} as const
