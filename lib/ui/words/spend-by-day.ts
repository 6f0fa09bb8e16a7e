/** The chart of what a team or an organization spends. */
export const spendByDayWords = {
  title: "Spend by day",
  days: "Days",
  failed: "The spend by day could not be loaded",
  chart: "Spend by day and model",
} as const
