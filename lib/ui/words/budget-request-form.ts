/** The dialogs that ask for a larger budget and that decide on it. */
export const budgetRequestFormWords = {
  amount: "New budget in dollars",
  amountNow: (usd: string) => `It is ${usd} now.`,
  ask: {
    description: "Whoever may raise it sees your request, and decides. You find the answer under Requests.",
    reason: "What it is for (optional)",
    action: "Send request",
    done: "Your request is sent",
  },
  decide: {
    /** Who asks, for whose budget, and how much: `$10.00 → $40.00`. */
    description: (asker: string, subject: string, change: string) => `${asker}. ${subject}: ${change}`,
    note: "A word to them (optional)",
    approveTitle: "Approve this request",
    approve: "Approve",
    approved: "The budget is raised",
    declineTitle: "Decline this request",
    decline: "Decline",
    declined: "The request is declined",
  },
  errors: {
    noAmount: "Say how much it should be.",
    notMore: (usd: string) => `It has to be more than ${usd}.`,
    tooLong: (maxChars: number) => `At most ${maxChars} characters.`,
  },
} as const

/** A request in a line: whose budget, and from how much to how much. */
export const budgetRequestTextWords = {
  key: (name: string) => `Key ${name}`,
  keyGone: "Key that is gone",
  own: "Own budget",
  ownIn: (team: string) => `Own budget in ${team}`,
  ownInSomeTeam: "Own budget in a team",
  /** In place of the dollars of a budget. */
  noBudget: "none",
} as const
