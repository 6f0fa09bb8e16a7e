import { actions } from "./actions"
import { terms } from "./terms"

/** The fields for a budget and how often it starts anew. */
export const budgetFieldsWords = {
  label: terms.budgetUsd,
  emptyHint: "Empty: no limit.",
  setHint: "Requests beyond it are refused.",
  placeholder: terms.noLimit,
  period: "Budget resets",
  periodNeedsBudget: "Needs a budget.",
  periods: {
    never: "Never",
    daily: "Daily",
    weekly: "Weekly",
    monthly: "Monthly",
    custom: "Custom…",
  },
  periodHints: {
    daily: "At midnight: UTC, unless the config sets a time zone.",
    weekly: "On Mondays at midnight: UTC, unless the config sets a time zone.",
    monthly: "On the first of the month: UTC, unless the config sets a time zone.",
  },
  customPeriod: "Reset every",
  customPeriodHint: "A number and a unit: 30m, 12h, 10d, 2w, 3mo.",
} as const

/** The fields for rates and tokens. */
export const limitFieldsWords = {
  title: "Limits",
  note: "requests, tokens, parallel",
  requestsPerMinute: terms.requestsPerMinute,
  tokensPerMinute: terms.tokensPerMinute,
  parallelRequests: "Parallel requests",
  periodTokens: "Tokens in a budget period",
  placeholder: terms.noLimit,
} as const

/** The field for a choice from a long list, found by typing. */
export const choicePickerWords = {
  noMatch: "Nothing matches.",
  chosen: (label: string) => `Chosen: ${label}`,
  remove: (name: string) => `${actions.remove} ${name}`,
} as const

/** The field for the models something may use. */
export const modelFieldsWords = {
  label: terms.models,
  allModels: "All models",
  onlySome: "Only some",
  allowed: "Allowed models",
  /** `label` as in `allowed`, in small letters. */
  filter: (label: string) => `Filter ${label.toLowerCase()}`,
  filterPlaceholder: "Filter, or type a pattern such as openai/*",
  /** The pattern that was typed. */
  allow: "Allow {pattern}",
  noModels: "No models are configured yet.",
  chosen: "Chosen models",
  remove: (name: string) => `${actions.remove} ${name}`,
} as const

/** The field for a budget with a name whose limits are taken over. */
export const namedBudgetWords = {
  label: "Limits from",
  hint: "Or those of a budget with a name.",
  deletedHint: "This budget is deleted; its limits stay as they were taken over.",
  own: "Its own",
} as const
