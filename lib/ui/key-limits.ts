import { queryOptions } from "@tanstack/react-query"
import { apiGet } from "./api"
import type { KeyLimitsOutput } from "./api.gen"
import { formatCount, formatUsd } from "./format"
import { periodText } from "./key-row"
import { keyLimitsWords as words } from "./words/key-limits"

type Limits = KeyLimitsOutput["default"]

/** What the configuration gives and allows new keys. */
export const keyLimitsQuery = queryOptions({
  queryKey: ["keys", "limits"],
  queryFn: ({ signal }) => apiGet<KeyLimitsOutput>("/key/limits", {}, signal),
})

/** Both as sentences, the ones that say something: what stays empty becomes, and what is the most. */
export function limitSentences({ default: usual, most }: KeyLimitsOutput): string[] {
  const names = Object.keys(most) as (keyof Limits)[]
  const filled = Object.fromEntries(names.map((name) => [name, usual[name] ?? most[name]])) as Limits
  const [given, allowed] = [partsOf(filled), partsOf(most)]
  return [
    ...(given.length > 0 ? [words.leftEmpty(given.join(", "))] : []),
    ...(allowed.length > 0 ? [words.atMost(allowed.join(", "))] : []),
  ]
}

function partsOf(limits: Limits): string[] {
  const { max_budget: usd, budget_duration: every, duration, rpm_limit: rpm, tpm_limit: tpm } = limits
  const parallel = limits.max_parallel_requests
  return [
    usd === null ? "" : [formatUsd(usd), every === null ? "" : periodText(every)].join(" ").trim(),
    duration === null ? "" : words.validFor(duration),
    rpm === null ? "" : words.requestsAMinute(formatCount(rpm)),
    tpm === null ? "" : words.tokensAMinute(formatCount(tpm)),
    parallel === null ? "" : words.atTheSameTime(formatCount(parallel)),
  ].filter((part) => part !== "")
}
