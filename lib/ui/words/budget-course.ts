/** `; it starts anew Mar 4`, or nothing. */
const andAnew = (reset: string | null) => (reset === null ? "" : `; it starts anew ${reset}`)

/** What is left of a budget, and how it goes on. Moments come as text; null: it never starts anew. */
export const budgetCourseWords = {
  failed: "The budget's course could not be loaded",
  dayByDay: "Day by day",
  hourByHour: "Hour by hour",
  /** What the pace is taken from. */
  recent: { week: "the last 7 days", day: "the last 24 hours", window: "its window so far" },
  left: (left: string, max: string) => `${left} of ${max} left.`,
  exceeded: (by: string, max: string) => `${by} more than the ${max} was spent.`,
  usedUp: (reset: string | null) =>
    reset === null ? "Used up: requests are refused until it is raised." : `Used up; it starts anew ${reset}.`,
  nothingSpent: (recent: string, reset: string | null) => `Nothing was spent in ${recent}${andAnew(reset)}.`,
  runsOut: (recent: string, at: string, reset: string | null) =>
    `At the pace of ${recent} it is used up ${at}${andAnew(reset)}.`,
  lasts: (recent: string) => `At the pace of ${recent} it lasts for ages.`,
  leftAtReset: (recent: string, left: string, reset: string) =>
    `At the pace of ${recent} ${left} is left when it starts anew ${reset}.`,
} as const
