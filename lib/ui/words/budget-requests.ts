import { counted } from "./counted"
import { terms } from "./terms"

/** The page of the requests for a larger budget. */
export const budgetRequestsWords = {
  title: terms.requests,
  description: "Who asks for a larger budget: your own requests, and those you decide on.",
  /** Goes on in sentences: "Loading requests". */
  many: "requests",
  which: "Which requests",
  open: "Open",
  all: terms.all,
  nothingOpen: "Nothing is open",
  none: "Nobody has asked yet",
  noneText:
    "Whoever has a key or a budget of their own can ask for more of it: in the menu of the key, or on the account page. It is raised here with one click.",
  columns: {
    request: "Request",
    budget: terms.budget,
    asked: "Asked",
    state: "State",
  },
  states: {
    pending: "Open",
    approved: "Approved",
    declined: "Declined",
    withdrawn: "Withdrawn",
  },
  approve: "Approve",
  decline: "Decline",
  withdraw: "Withdraw",
  /** Read out in place of the buttons' words. */
  approveThis: (request: string) => `Approve: ${request}`,
  declineThis: (request: string) => `Decline: ${request}`,
  withdrawThis: (request: string) => `Withdraw: ${request}`,
  notWithdrawn: "The request was not withdrawn",
} as const

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

/** The number of requests that wait for a decision, read out. */
export const waitingRequestsWords = {
  orMoreWait: (count: number) => `${count} or more wait for you`,
  wait: (count: number) => `${counted(count, "waits", "wait")} for you`,
} as const
