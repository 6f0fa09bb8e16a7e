/** The page of one organization. */
export const organizationWords = {
  loading: "Loading the organization",
  notLoaded: "This organization could not be loaded",
  limitsOf: (budget: string) => `Limits of ${budget}`,
  limitsOfTitle: "Its limits were taken over from this budget",
  copyId: "Copy organization id",
  teams: {
    create: "Create team",
    notLoaded: "Its teams could not be loaded",
    none: "No teams yet. What a team spends counts against the organization's budget as well as its own.",
  },
} as const
