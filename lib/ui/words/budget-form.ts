import { terms } from "./terms"

/** A budget in a line, `$5.00, daily, 60 requests/min`, and who took it over, `12 customers, 1 tag`. */
export const budgetTextWords = {
  requestsPerMinute: "requests/min",
  tokensPerMinute: "tokens/min",
  parallel: "parallel",
  noLimit: terms.noLimit,
  users: {
    organization: ["organization", "organizations"],
    team: ["team", "teams"],
    user: ["user", "users"],
    customer: ["customer", "customers"],
    tag: ["tag", "tags"],
  },
} as const

/** What is wrong with the form for a budget with a name. */
export const budgetErrorWords = {
  noName: "Give the budget a name.",
  noLimit: "Give an amount, or a limit below.",
} as const
