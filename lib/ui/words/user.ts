import { terms } from "./terms"

/** The page of one user. */
export const userWords = {
  title: terms.user,
  loading: "Loading the user",
  notLoaded: "This user could not be loaded",
  back: terms.users,
  noKeys: "No keys yet. What this user's keys spend outside teams counts against the budget above.",
  copyId: "Copy user id",
  teams: {
    title: terms.teams,
    /** The link is `teamsPage`. */
    none: "In no team yet. Members are added on a {page}.",
    teamsPage: "team's page",
    columns: {
      team: terms.team,
      role: terms.role,
      spend: "The team's spend",
    },
    admin: terms.admin,
    member: terms.member,
  },
} as const
