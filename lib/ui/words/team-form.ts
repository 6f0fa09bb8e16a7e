/** What is wrong with the forms for a team and for a member of one. */
export const teamErrorWords = {
  nameMissing: "Give the team a name.",
  whoMissing: "Enter an email or a user id.",
} as const
