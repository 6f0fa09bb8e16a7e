import { z } from "zod"
import { closest } from "#lib/core/closest"
import { addDuration, parseDuration } from "#lib/core/duration"
import { GatewayError } from "#lib/core/errors"
import { PART_FIELDS, partFields } from "../accounts/part-fields"
import { durationField, label, parallel, perMinute, usd } from "../fields"
import { givenOf, keptFields, notYetWarnings } from "../kept-fields"
import { startMoment } from "../spend/dates"

/** LiteLLM's names for groups of routes, which `allowed_routes` may hold beside paths. */
const ROUTE_GROUPS = [
  "agent_routes",
  "anthropic_routes",
  "global_spend_tracking_routes",
  "google_routes",
  "info_routes",
  "internal_user_routes",
  "key_management_routes",
  "litellm_native_routes",
  "llm_api_routes",
  "management_routes",
  "mapped_pass_through_routes",
  "mcp_inference_routes",
  "mcp_routes",
  "model_info_routes",
  "openai_routes",
  "org_admin_only_routes",
  "passthrough_routes_wildcard",
  "public_routes",
  "self_managed_routes",
  "spend_tracking_routes",
]

const route = label.check((c) => {
  if (c.value.startsWith("/") || ROUTE_GROUPS.includes(c.value)) return
  const [near] = closest(c.value, ROUTE_GROUPS, 1)
  const hint = near === undefined ? 'Use a path such as "/v1/chat/completions" or "/v1/*".' : `Did you mean "${near}"?`
  c.issues.push({
    code: "custom",
    message: `"${c.value}" is neither a path nor a group of routes. ${hint}`,
    input: c.value,
  })
})

/** A moment as people write it, as ISO time in UTC; or a time from now, as it is. */
const anyMoment = z.union([startMoment.transform((ms) => new Date(ms).toISOString()), durationField(false)], {
  error: 'use a date ("2026-11-30"), a moment ("2026-11-30T12:00:00Z") or a time from now ("10d")',
})

/** The fields of a key that are in effect, by LiteLLM's names. Null means "not set" everywhere. */
const inEffect = {
  key_alias: label.nullish().describe("A unique name for people to know the key by"),
  duration: durationField(true)
    .nullish()
    .describe('How long the key is valid, from now: "30d", "12h", "1mo"; "-1" is for ever'),
  models: z.array(label).max(1000).nullish().describe("Models the key may use; empty is all"),
  aliases: z.record(label, label).nullish().describe("Names this key may use for models: alias → model"),
  allowed_routes: z.array(route).max(1000).nullish().describe("Paths the key may call; empty is every LLM route"),
  metadata: z.record(z.string(), z.unknown()).nullish(),
  max_budget: usd.nullish().describe("Dollars; null is no limit, 0 leaves what costs nothing"),
  soft_budget: usd.nullish().describe("Dollars; spending more is told in the log, and refuses nobody"),
  max_token_budget: perMinute.nullish().describe("Tokens in a budget window; null is no limit"),
  budget_duration: durationField(false).nullish().describe('The budget starts anew this often: "1d", "1mo", "weekly"'),
  tpm_limit: perMinute.nullish().describe("Tokens a minute"),
  rpm_limit: perMinute.nullish().describe("Requests a minute"),
  max_parallel_requests: parallel.nullish(),
  ...partFields,
  blocked: z.boolean().nullish(),
  user_id: label.nullish(),
  team_id: label.nullish(),
  organization_id: label.nullish(),
  tags: z.array(label.min(1)).max(100).nullish().describe("Every request of the key carries these"),
  enforced_params: z
    .array(label.min(1))
    .max(100)
    .nullish()
    .describe('What every request of the key has to have: ["user", "metadata.generation_name"]'),
  budget_id: label.nullish().describe("Takes over the limits of this shared budget"),
  temp_budget_increase: usd.nullish().describe("Dollars added to max_budget until temp_budget_expiry"),
  temp_budget_expiry: anyMoment.nullish().describe('When the increase ends: "2026-11-30T12:00:00Z", or "10d"'),
  auto_rotate: z.boolean().nullish().describe("The key gets a new secret by itself, every rotation_interval"),
  rotation_interval: durationField(false).nullish().describe('"30d": how often; the old secret works until the next'),
  spend: usd.nullish().describe("Sets the spend of the running budget window, in dollars"),
}

/** LiteLLM's shorthand for `allowed_routes`: what it stands for. */
const ROUTES_OF_TYPE = {
  default: [],
  llm_api: ["llm_api_routes"],
  management: ["management_routes"],
  read_only: ["info_routes"],
} as const

/** LiteLLM's fields that are kept and given back, and do nothing yet. */
const NOT_YET = [
  "access_group_ids",
  "agent_id",
  "allowed_cache_controls",
  "allowed_passthrough_routes",
  "allowed_vector_store_indexes",
  "budget_fallbacks",
  "config",
  "default_estimated_output_tokens",
  "default_estimated_output_tokens_per_model",
  "denied_passthrough_routes",
  "disable_global_guardrails",
  "enable_prompt_caching",
  "end_user_budget_id",
  "guardrails",
  "mcp_rpm_limit",
  "object_permission",
  "permissions",
  "policies",
  "project_id",
  "prompts",
  "router_settings",
  "rpm_limit_type",
  "send_invite_email",
  "tag_rpm_limit",
  "throttle_on_budget_exceeded",
  "tpm_limit_type",
] as const

/** An own key: `sk-` and at least 13 more visible characters. Shorter ones can be guessed. */
const ownKey = z
  .string()
  .max(256)
  .regex(
    /^sk-[\x21-\x7e]{13,}$/,
    'must start with "sk-" and have 16 or more characters, no spaces. Leave it out to get a random one',
  )

/** Names one key: the key itself or its hash. */
export const keyRef = z.string().min(1).max(256).describe("The key itself or its hash")

export const GenerateInput = z.strictObject({
  key: ownKey.nullish(),
  key_type: z
    .enum(["default", "llm_api", "management", "read_only"])
    .nullish()
    .describe("Shorthand for allowed_routes"),
  ...inEffect,
  ...keptFields(NOT_YET),
})
export const UpdateInput = z.strictObject({ key: keyRef, ...inEffect, ...keptFields(NOT_YET) })
/** What a service account's key may be made with: it belongs to a team, and to nobody in it. */
export const ServiceAccountInput = GenerateInput.omit({ user_id: true }).extend({ team_id: label.min(1) })
/** What a regenerated key may be changed to meanwhile. */
export const RegenerateInput = z.strictObject({
  key: keyRef.optional().describe("The key itself or its hash; without it, the one in the path"),
  new_key: ownKey.nullish().describe("Chosen at random when it is left out"),
  grace_period: durationField(false)
    .nullish()
    .describe('How long the old key goes on working: "24h"; without it, it is refused at once'),
  ...inEffect,
  ...keptFields(NOT_YET),
})

/**
 * The fields with the end of a temporary increase as a moment. An increase without an end, or an end without an increase, would do
 * nothing: refused.
 */
export function withTemporary<T extends KeyFields>(fields: T, nowMs: number): T {
  const { temp_budget_increase: more, temp_budget_expiry: until } = fields
  if ((more ?? null) === null && (until ?? null) === null) return fields
  const missing =
    (until ?? null) === null ? "temp_budget_expiry" : (more ?? null) === null ? "temp_budget_increase" : null
  if (missing === null) return isMoment(until) ? fields : { ...fields, temp_budget_expiry: fromNow(until, nowMs) }
  const say = "temp_budget_increase and temp_budget_expiry belong together: give both, or null for both."
  throw new GatewayError("invalid_request", say, { param: missing })
}

const isMoment = (text: string | null | undefined) => /^\d{4}-/.test(text ?? "")
const fromNow = (text: string | null | undefined, nowMs: number) =>
  new Date(addDuration(nowMs, parseDuration(text ?? ""))).toISOString()

/** The fields of a request body that generate and update share. */
export type KeyFields = Omit<z.output<typeof UpdateInput>, "key">

/** Fields in effect that have no column of their own. */
const IN_EXTRA = ["tags", "enforced_params", "budget_id", "temp_budget_increase", "temp_budget_expiry"] as const

/** The given fields that have no column, as they came; `undefined` ones left out. */
export function keptOf(input: KeyFields): Record<string, unknown> {
  return givenOf(input, [...NOT_YET, ...IN_EXTRA, ...PART_FIELDS])
}

/** Fields as they are kept: null is "not set". */
export function withoutNulls(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))
}

/** The routes of a new key: the given ones, or what its type stands for. */
export function routesOf(input: z.output<typeof GenerateInput>): string[] {
  return input.allowed_routes ?? [...ROUTES_OF_TYPE[input.key_type ?? "default"]]
}

/** One line that names what was asked for and does nothing yet; none when all of it is a default anyway. */
export function warningsOf(input: KeyFields): string[] {
  return notYetWarnings(input, NOT_YET)
}
