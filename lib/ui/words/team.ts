/** The page of one team. */
export const teamWords = {
  loading: "Loading the team",
  notLoaded: "This team could not be loaded",
  noKeys: "No keys yet. What a team's key spends counts against the team's budget as well as its own.",
  copyId: "Copy team id",
} as const
