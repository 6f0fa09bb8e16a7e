import { actions } from "./actions"
import { terms } from "./terms"

/** The page of the budgets with a name: its head, its list and what stands above it. */
export const budgetsWords = {
  title: terms.budgets,
  description: "Limits with a name. Organizations, customers and tags take them over when they are given its name.",
  /** Goes on in sentences: "Loading budgets". */
  one: "budget",
  many: "budgets",
  search: "Search budgets",
  columns: {
    budget: terms.budget,
    amount: "Amount",
    requests: "Requests / min",
    tokens: "Tokens / min",
    usedBy: "Used by",
    created: terms.created,
  },
  copy: (id: string) => `Copy ${id}`,
  noLimit: "no limit",
  nobody: "nobody",
  /** The last line of a list of names. */
  andMore: (count: string) => `and ${count} more`,
  unmatched: {
    title: "No budget matches",
    description: "The search looks at names.",
    clear: actions.clearSearch,
  },
  none: {
    title: "No budgets yet",
    description:
      "Make one for limits that many get alike, such as a free tier, and give its name to customers, tags and organizations. Keys, teams and users have theirs in their own forms.",
    action: "Create your first budget",
  },
  actions: {
    edit: actions.edit,
    delete: actions.delete,
  },
} as const

/** The form for a budget with a name, and the dialogs that make, change and delete one. */
export const budgetFormWords = {
  create: "Create budget",
  createDescription: "Each who takes it over gets these limits for itself; nobody shares the money.",
  created: (id: string) => `${id} is created`,
  edit: (id: string) => `Edit ${id}`,
  editUnused: "Who takes it over from now on gets these limits.",
  /** `users` as in "12 customers, 1 tag". */
  editUsed: (users: string) =>
    `Who takes it over from now on gets these limits. The ${users} that have keep what they took.`,
  save: actions.save,
  delete: {
    question: (id: string) => `Delete ${id}?`,
    action: "Delete budget",
    /** `users` as in "12 customers, 1 tag". */
    text: "The {users} that took it over keep its limits as they are now, as their own. Nobody else can take it over from then on.",
    done: (id: string) => `${id} is deleted`,
    unused: "Nobody uses it.",
  },
  name: "Budget name",
  nameHint: "Sent as budget_id when it is taken over. It stays as it is.",
  namePlaceholder: "free-tier, trial, …",
} as const
