/** The filters of the request log that come when they are asked for. */
export const moreFiltersWords = {
  title: "More filters",
  teamId: "Team id",
  userId: "User id",
  organizationId: "Organization id",
  errorCode: "Error code",
  cache: "Cache",
  anyAnswer: "Any answer",
  fromCache: "From the cache",
  fromProvider: "From a provider",
  costFrom: "Cost from ($)",
  costTo: "Cost to ($)",
} as const

/** The fields of a time range of one's own. */
export const customRangeWords = { fromText: "From", from: "From", toText: "to", to: "To" } as const
