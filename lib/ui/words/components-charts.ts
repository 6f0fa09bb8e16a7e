/** The charts' own words: legends, axes, and the tables that say the same. */
export const chartWords = {
  legend: "Legend",
  timing: {
    title: "Timing",
    mark: (what: string, after: string) => `${what} after ${after}`,
    total: (duration: string) => `${duration} in all`,
    underOneMs: "<1 ms",
  },
  table: { show: "Show as a table", total: "Total" },
  /** What one bar is, at the head of its column. */
  slot: { day: "Day", hour: "Hour" },
  burnDown: {
    usedUp: (moment: string) => `used up ${moment}`,
    left: (usd: string) => `${usd} left`,
    now: "now",
    startsAnew: (moment: string) => `starts anew ${moment}`,
    legend: { left: "Left", evenPace: "Even pace", ahead: "At the recent pace" },
    table: {
      show: "Show the budget as a table",
      title: { day: "Left of the budget by day", hour: "Left of the budget by hour" },
      until: "Until",
      spent: "Spent",
      left: "Left",
      begins: "begins",
    },
  },
} as const
