import { actions } from "./actions"
import { terms } from "./terms"

/** The page of the keys: its head, its list and what stands above it. */
export const keysWords = {
  title: terms.keys,
  description: "Each app, agent or person gets a key of its own, with its own models, budget and limits.",
  /** Goes on in sentences: "Loading keys". */
  one: "key",
  many: "keys",
  search: "Search keys",
  status: terms.status,
  statuses: {
    all: terms.all,
    active: "Active",
    blocked: terms.blocked,
    expired: "Expired",
  },
  expires: (when: string) => `expires ${when}`,
  columns: {
    key: terms.key,
    status: terms.status,
    owner: "Owner",
    models: terms.models,
    spend: terms.spend,
    lastUsed: "Last used",
    created: terms.created,
  },
  allModels: terms.all,
  team: terms.team,
  user: terms.user,
  usedJustNow: "just now",
  neverUsed: "Never",
  unmatched: {
    title: "No key matches",
    description: "The search looks at names, the last characters of a key and its hash.",
    clear: actions.clearFilters,
  },
  none: {
    title: "No keys yet",
    description: "Create one, give it a budget, and point any OpenAI client or agent at this gateway with it.",
    action: "Create your first key",
  },
  actions: {
    edit: actions.edit,
    budget: "Budget over time",
    ask: "Ask for more budget",
    use: "Use this key",
    seeRequests: "See requests",
    block: actions.block,
    unblock: actions.unblock,
    delete: actions.delete,
  },
} as const

/** The form for a key, and the dialogs that make, change and delete one. */
export const keyFormWords = {
  create: "Create key",
  createDescription: "The key is shown once, right after this.",
  created: (name: string) => `${name} created`,
  createdNameless: "Key created",
  edit: (name: string) => `Edit ${name}`,
  /** The end of the key's text, and dollars. */
  editDescription: "{key} · {spent} spent in all",
  cancel: actions.cancel,
  save: actions.save,
  delete: {
    question: (name: string) => `Delete ${name}?`,
    action: "Delete key",
    /** The end of the key's text. */
    text: "Requests with {key} fail from now on, and it cannot be brought back. What it spent stays in the log. To stop it for a while, block it instead.",
    done: (name: string) => `${name} is deleted`,
  },
  name: "Key name",
  namePlaceholder: "billing-bot, Ada's laptop, …",
  team: {
    label: terms.team,
    hint: "A team's key spends the team's budget.",
    none: "No team",
  },
  user: {
    label: terms.user,
    hint: "Their budget holds as well.",
    hintInTeam: "Their budget in the team holds, where they have one.",
    none: "No user",
  },
  expires: "Expires",
  expiries: {
    never: "Never",
    inOneDay: "In 1 day",
    inSevenDays: "In 7 days",
    inThirtyDays: "In 30 days",
    inNinetyDays: "In 90 days",
    custom: "Custom…",
  },
  expiresIn: "Expires in",
  expiresInHint: "A number and a unit: 30m, 12h, 45d, 6mo.",
} as const

/** The dialogs that show a key: new, in use, and its budget. */
export const keyDialogsWords = {
  created: {
    description: "Copy the key now. It is stored nowhere and cannot be shown again.",
    copy: "Copy key",
    use: "Use it",
    warning: "Keep it like a password.",
    done: actions.done,
  },
  use: {
    title: (name: string) => `Use ${name}`,
    /** The end of the key's text, and what stands for the key in the examples. */
    description: "Put the key you copied when you created it ({key}) in place of {placeholder}.",
    done: actions.done,
  },
  snippets: {
    clients: "Clients",
    example: (client: string) => `${client} example`,
    notLoaded: "The examples could not be loaded. The Connect page has them, too.",
  },
  budget: {
    title: (name: string) => `Budget of ${name}`,
    description: "What was spent of it in its running window, and how it goes on.",
  },
  moreBudget: (name: string) => `More budget for ${name}`,
} as const

/** What the configuration makes of what is left empty in a key's form, and the most it lets a key have. */
export const keyLimitsWords = {
  leftEmpty: (limits: string) => `What you leave empty becomes: ${limits}.`,
  atMost: (limits: string) => `A key may have at most: ${limits}.`,
  validFor: (duration: string) => `valid for ${duration}`,
  requestsAMinute: (count: string) => `${count} requests a minute`,
  tokensAMinute: (count: string) => `${count} tokens a minute`,
  atTheSameTime: (count: string) => `${count} at the same time`,
} as const
