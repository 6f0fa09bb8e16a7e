import { terms } from "./terms"

/** Lists of any kind: loading, out of date, nothing there, their pages and the actions of their rows. */
export const listWords = {
  loading: (what: string) => `Loading ${what}`,
  /** `what` begins the sentence: "keys" → "Keys could not be loaded". */
  notLoaded: (what: string) => `${what.slice(0, 1).toUpperCase()}${what.slice(1)} could not be loaded`,
  outOfDate: (reason: string) => `These figures may be out of date. ${reason}`,
  actions: "Actions",
  actionsFor: (subject: string) => `Actions for ${subject}`,
  /** A page past the last. */
  beyond: {
    title: "There is no such page",
    description: "The list has become shorter.",
    toFirst: "To the first page",
  },
  pager: {
    label: "Pages",
    page: (page: number, pages: number) => `Page ${page} of ${pages}`,
    previous: "Previous page",
    next: "Next page",
  },
} as const

/** What something has spent of its budget. */
export const budgetCellWords = {
  noLimit: "no limit",
  /** After what is spent: the budget. */
  of: (budget: string) => `of ${budget}`,
  usedUp: "Used up",
  label: "Budget used",
  spentOf: (spend: string, budget: string) => `${spend} of ${budget} spent`,
  /** Goes on after what is spent. */
  reserved: (amount: string) => `, ${amount} reserved`,
  resets: (when: string) => `Resets ${when}`,
} as const

/** The keys of a team or a user. */
export const keysCardWords = {
  title: terms.keys,
  create: "Create key",
} as const

/** The budget and the limits of one thing. */
export const limitFactsWords = {
  spentInAll: "Spent in all",
  limits: "Limits",
  none: "None",
  /** After a number. */
  units: {
    requestsPerMinute: "requests/min",
    tokensPerMinute: "tokens/min",
    parallel: "parallel",
    tokensAPeriod: "tokens a period",
  },
} as const
