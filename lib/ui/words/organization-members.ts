/** The members of an organization. */
export const organizationMembersWords = {
  none: "Nobody yet. An admin among its members manages its teams, keys and people, and nothing else here.",
  since: "Since",
  add: "Add member",
  changeRole: "Change role",
} as const
