import { figureWords } from "./figures"
import { terms } from "./terms"

/** What usage can be by: as a heading over many, in the choice of grouping, and in a title. */
export const dimensionWords = {
  model: { many: terms.models, by: "By model", inTitle: "model" },
  key: { many: terms.keys, by: "By key", inTitle: "key" },
  provider: { many: "Providers", by: "By provider", inTitle: "provider" },
  team: { many: terms.teams, by: "By team", inTitle: "team" },
  user: { many: terms.users, by: "By user", inTitle: "user" },
  customer: { many: terms.customers, by: "By customer", inTitle: "customer" },
  tag: { many: terms.tags, by: "By tag", inTitle: "tag" },
  organization: { many: terms.organizations, by: "By organization", inTitle: "organization" },
} as const

/** The usage page. */
export const usageWords = {
  title: "Usage",
  description: "What was spent, by whom, on what.",
  loading: "Loading usage",
  failed: "Usage could not be loaded",
  beforeFailed: (message: string) => `The days before could not be loaded: ${message}`,
  exportCsv: "Export CSV",
  /** In the file, the name of what belongs to no row above it. */
  csvRest: "everything else",
  range: {
    compare: "Compare with the days before",
    days: (first: string, last: string) => `${first} – ${last}`,
    daysIn: (days: string, zone: string) => `${days} · days in ${zone}`,
    firstDay: "First day",
    to: "to",
    lastDay: "Last day",
  },
  /** Behind a change: `+12% than Mar 1, 2026 – Mar 7, 2026`. */
  than: (first: string, last: string) => `than ${first} – ${last}`,
  empty: {
    title: "No requests in these days",
    description: "Choose a longer range, or send a request with a key of yours; its cost is here a moment later.",
    createKey: "Create a key",
    code: "curl command",
  },
  chart: {
    measure: "Measure",
    measures: {
      spend: terms.spend,
      requests: terms.requests,
      tokens: terms.tokens,
      errors: figureWords.errors,
      saved: "Cache savings",
    },
    slots: "Slots",
    bySlot: { day: "By day", hour: "By hour" },
    slotInTitle: { day: "day", hour: "hour" },
    groupBy: "Group by",
    /** `Spend by day and model` */
    title: (measure: string, slot: string, group: string) => `${measure} by ${slot} and ${group}`,
    failed: "The chart could not be loaded",
    tagsOverlap: "A request with two tags counts for both.",
    span: (first: string, last: string) => `${first} to ${last}`,
    summary: (whole: string, span: string, largest: string) => `${whole} from ${span}; largest: ${largest}.`,
    noLargest: "none",
  },
  savings: {
    title: (slot: string) => `Saved by the response cache by ${slot}`,
    saved: "Saved",
    oneAnswer: (usd: string, count: string) => `${usd} saved by ${count} answer from the cache`,
    answers: (usd: string, count: string) => `${usd} saved by ${count} answers from the cache`,
    inSpan: (summary: string, span: string) => `${summary} from ${span}.`,
  },
  table: { label: (group: string) => `Usage by ${group}` },
} as const

/** Whether the usage page's total is the request log's, and the check of the whole ledger. */
export const ledgerWords = {
  equal: "Equals the request log: {sum}",
  unknown: "Not compared with the request log: the gateway gave no sum of it.",
  different: (by: string, log: string, page: string) =>
    `Differs from the request log by ${by}: it sums to ${log}, this page to ${page}. Requests of this moment may still be on their way; reload to compare again.`,
  check: { label: "Ledger check", now: "Verify now" },
} as const

/** The budgets below the figures: the course of one, and all of them. */
export const budgetOutlookWords = {
  failed: "The budgets could not be loaded",
  pace: "at the recent pace",
  whose: "Whose",
  spent: "Spent",
  used: "Used",
  usedUp: "Used up",
  fullest: (shown: number, all: string) => `The ${shown} fullest of ${all}.`,
  of: (max: string) => `of ${max}`,
  usedOf: (name: string) => `Budget of ${name} used`,
  spentOf: (spent: string, max: string) => `${spent} of ${max} spent`,
  course: {
    title: "Budget burn-down",
    failed: "This budget's course could not be loaded",
    budgetOf: (kind: string, name: string) => `${kind} ${name}`,
    option: (whose: string, share: string) => `${whose} · ${share} used`,
  },
} as const
