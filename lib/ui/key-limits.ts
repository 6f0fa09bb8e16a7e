import { queryOptions } from "@tanstack/react-query"
import { apiGet } from "./api"
import type { KeyLimitsOutput } from "./api.gen"
import { formatCount, formatUsd } from "./format"
import { periodText } from "./key-row"

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
    ...(given.length > 0 ? [`What you leave empty becomes: ${given.join(", ")}.`] : []),
    ...(allowed.length > 0 ? [`A key may have at most: ${allowed.join(", ")}.`] : []),
  ]
}

function partsOf(limits: Limits): string[] {
  const { max_budget: usd, budget_duration: every, duration, rpm_limit: rpm, tpm_limit: tpm } = limits
  const parallel = limits.max_parallel_requests
  return [
    usd === null ? "" : [formatUsd(usd), every === null ? "" : periodText(every)].join(" ").trim(),
    duration === null ? "" : `valid for ${duration}`,
    rpm === null ? "" : `${formatCount(rpm)} requests a minute`,
    tpm === null ? "" : `${formatCount(tpm)} tokens a minute`,
    parallel === null ? "" : `${formatCount(parallel)} at the same time`,
  ].filter((part) => part !== "")
}
