import type { Model } from "./api.gen"

/** Dollars a million tokens, without the dust of floating point: 2.5e-7 a token is 0.25, not 0.24999999999999997. */
export function usdPerMillion(usdPerToken: number | null | undefined): number | null {
  if (typeof usdPerToken !== "number" || !Number.isFinite(usdPerToken)) return null
  return Math.round(usdPerToken * 1e15) / 1e9
}

/** Every word of the filter occurs in the group, provider, provider model, mode or address. */
export function matchesFilter(row: Model, filter: string): boolean {
  const info = row.model_info
  const haystack = [
    row.model_name,
    paramOf(row, "model"),
    paramOf(row, "api_base"),
    info.litellm_provider,
    info.mode,
    info.id,
  ]
    .join(" ")
    .toLowerCase()
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => haystack.includes(word))
}

/** Groups in order of name; inside a group the order of the config is kept, since it may mean something. */
export function sortDeployments(rows: readonly Model[]): Model[] {
  return [...rows].sort((a, b) => a.model_name.localeCompare(b.model_name))
}

/** A parameter of the config that is text; null when it is not set. */
export function paramOf(row: Model, name: "model" | "api_base"): string | null {
  const value = row.litellm_params[name]
  return typeof value === "string" ? value : null
}
