import { actions } from "./actions"
import { terms } from "./terms"

/** The page of the keys: its head, its list and what stands above it. */
export const keysWords = {
  title: terms.keys,
  description: "Each app, agent or person gets a key of its own, with its own models, budget and limits.",
  create: "Create key",
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
