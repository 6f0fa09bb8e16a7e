import { counted } from "./counted"

/** Spans of time, as the switches above figures name them. */
export const rangeWords = {
  today: "Today",
  "24h": "24 hours",
  "7d": "7 days",
  "30d": "30 days",
  "90d": "90 days",
  custom: "Custom",
} as const

/** What figures are called, and what is said beside them, wherever figures stand. */
export const figureWords = {
  errors: "Errors",
  share: "Share",
  range: "Range",
  noRequests: "no requests",
  everythingElse: "Everything else",
  perRequest: (cost: string) => `${cost} a request`,
  ofRequests: (share: string) => `${share} of requests`,
  succeeded: (count: string) => `${count} succeeded`,
  /** Tokens of the question and of the answer. */
  inAndOut: (prompt: string, completion: string) => `${prompt} in, ${completion} out`,
  spendInRequests: (spend: string, requests: number) => `${spend} in ${counted(requests, "request", "requests")}`,
  /** A change from nothing. */
  new: "new",
  showFewer: "Show fewer",
  showAll: (count: string) => `Show all ${count}`,
  showRequestsOf: (name: string) => `${name}: show its requests`,
} as const
