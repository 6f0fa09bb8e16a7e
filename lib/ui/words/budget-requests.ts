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
