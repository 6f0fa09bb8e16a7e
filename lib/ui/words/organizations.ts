import { counted } from "./counted"

/** The page of all organizations. */
export const organizationsWords = {
  description: "Teams and people under one budget, with admins of their own.",
  create: "Create organization",
  /** What is listed, as a sentence goes on with it. */
  what: "organizations",
  search: "Search organizations",
  count: (organizations: number) => counted(organizations, "organization", "organizations"),
  /** There are more than one answer holds. */
  countOfNewest: (organizations: number) =>
    `${counted(organizations, "organization", "organizations")}, the newest; search for others`,
  noMatch: {
    title: "No organization matches",
    description: "The search looks at names and ids.",
  },
  none: {
    title: "No organizations yet",
    description:
      "An organization's budget holds for all its teams together, and its admins manage them without you. One team or two need none.",
    descriptionForOthers: "Only the admin of this gateway makes them.",
    action: "Create your first organization",
  },
} as const
