/** How often a budget starts anew. */
export const periodWords = {
  hourly: "hourly",
  daily: "daily",
  weekly: "weekly",
  monthly: "monthly",
  every: (duration: string) => `every ${duration}`,
} as const
