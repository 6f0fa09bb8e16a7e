/** What is said when the gateway itself says nothing. */
export const apiWords = {
  timedOut: "The gateway did not answer in time.",
  unreachable: "The gateway cannot be reached. Check that it is running and that you are online.",
  status: (status: number) => `The gateway answered with status ${status}.`,
  /** Of the login's endpoints. */
  statusInLog: (status: number) => `The gateway answered with status ${status}. Its log has the details.`,
} as const
