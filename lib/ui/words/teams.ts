import { counted } from "./counted"

/** The page of all teams. */
export const teamsWords = {
  description: "People and keys that share models, limits and a budget.",
  create: "Create team",
  /** What is listed, as a sentence goes on with it. */
  what: "teams",
  search: "Search teams",
  count: (teams: number) => counted(teams, "team", "teams"),
  members: (members: number) => counted(members, "member", "members"),
  noMatch: {
    title: "No team matches",
    description: "The search looks at names and ids.",
  },
  none: {
    title: "No teams yet",
    description: "A team's budget holds for all its keys and members together. Create one, then add people and keys.",
    action: "Create your first team",
  },
} as const
