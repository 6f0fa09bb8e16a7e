import type { Counters, Want } from "#lib/store/counters"
import { lasts } from "#lib/store/leases"

/** LiteLLM's names for whose limit it is; a key's counters are named by its hash alone. */
const DESCRIPTORS: Readonly<Record<string, string>> = {
  member: "team_member",
  customer: "end_user",
  key_model: "model_per_key",
  team_model: "model_per_team",
  organization_model: "model_per_organization",
  user_model: "model_per_user",
  customer_model: "model_per_end_user",
  member_model: "model_per_team_member",
  tag_model: "model_per_tag",
}
const UNITS: Readonly<Record<string, string>> = {
  rpm: "requests",
  tpm: "tokens",
  itpm: "tokens",
  otpm: "tokens",
  parallel: "max_parallel_requests",
}

/** Does any of these limit a rate? Most keys have none, and then nothing is looked up. */
export function limitsRates(wants: readonly Want[]): boolean {
  return wants.some((want) => !lasts(want.key))
}

/**
 * What is left of each limit on a rate, as reply headers: `x-ratelimit-<whose>-{limit,remaining}-<requests|tokens|…>` (LiteLLM's),
 * and OpenAI's `x-ratelimit-{limit,remaining}-<requests|tokens>` for the tightest. A key's limit on one model is told a second time, by the model.
 */
export function rateHeaders(counters: Counters, wants: readonly Want[]): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const { key, limit } of wants) {
    const [kind = "", name = ""] = key.split(":", 2)
    const unit = UNITS[kind]
    const state = unit === undefined ? null : counters.peek(key)
    if (unit === undefined || state === null || state instanceof Promise) continue
    const remaining = Math.max(0, Math.floor(limit - state.used - state.held))
    const whose = key.indexOf(":", kind.length + 1) === -1 ? "api_key" : (DESCRIPTORS[name] ?? name)
    headers[`x-ratelimit-${whose}-limit-${unit}`] = String(limit)
    headers[`x-ratelimit-${whose}-remaining-${unit}`] = String(remaining)
    if (kind === "parallel") continue
    if (name === "key_model") headers[`x-litellm-key-remaining-${unit}-${modelOf(key)}`] = String(remaining)
    const tightest = headers[`x-ratelimit-remaining-${unit}`]
    if (tightest !== undefined && Number(tightest) <= remaining) continue
    headers[`x-ratelimit-limit-${unit}`] = String(limit)
    headers[`x-ratelimit-remaining-${unit}`] = String(remaining)
  }
  return headers
}

/** `rpm:key_model:<token>/<model>` → the model, as a part of a header's name. */
function modelOf(key: string): string {
  return key.slice(key.indexOf("/") + 1).replace(/[^\w.!#$%&'*+^`|~-]/g, "_")
}
