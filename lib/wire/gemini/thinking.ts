import { GatewayError } from "#lib/core/errors"
import type { ChatRequest } from "../chat"
import { asCount, asObject, asText, type Json } from "../read-json"
import { camelKeys, modelVersion } from "./types"

/** Token budgets of `reasoning_effort` for models that think by budget (LiteLLM's figures). */
const BUDGET_TOKENS: Readonly<Record<string, number>> = {
  minimal: 128,
  low: 1024,
  medium: 2048,
  high: 4096,
  xhigh: 8192,
  max: 16384,
}
/** The least that Flash-Lite thinks when it thinks (ai.google.dev/gemini-api/docs/thinking). */
const LITE_MINIMUM = 512
/** The least that 2.5 Pro thinks: it cannot be told not to. */
const PRO_MINIMUM = 128
const LEVELS_SINCE = 3
const DYNAMIC = -1

/**
 * The hub's `thinking` (a budget, Anthropic's form) or `reasoning_effort` → `thinkingConfig`: a budget for models up to 2.5, a level
 * from 3 on. `kept` is what a Gemini client said itself; it wins. Null when nothing is said.
 */
export function thinkingFromHub(chat: ChatRequest, kept: Json | null): Json | null {
  if (kept) return kept
  const own = asObject(chat.thinking)
  const budget = asCount(own?.budget_tokens)
  if (own?.type === "disabled") return effortConfig(chat.model ?? "", "none")
  if (own && budget !== null) return { thinkingBudget: budget, includeThoughts: true }
  const effort = asText(chat.reasoning_effort)
  if (effort && effort !== "default") return effortConfig(chat.model ?? "", effort)
  if (!own) return null
  return modelVersion(chat.model ?? "") >= LEVELS_SINCE
    ? { includeThoughts: true }
    : { thinkingBudget: DYNAMIC, includeThoughts: true }
}

function effortConfig(model: string, effort: string): Json {
  if (effort !== "none" && !Object.hasOwn(BUDGET_TOKENS, effort)) {
    const known = ["none", ...Object.keys(BUDGET_TOKENS)].join(", ")
    const message = `\`reasoning_effort\` must be one of ${known}.`
    throw new GatewayError("unsupported_params", message, { param: "reasoning_effort" })
  }
  const thoughts = { includeThoughts: effort !== "none" }
  if (modelVersion(model) >= LEVELS_SINCE) return { thinkingLevel: levelOf(model, effort), ...thoughts }
  if (effort === "none") return { thinkingBudget: /pro/.test(model) ? PRO_MINIMUM : 0, ...thoughts }
  const least = /lite/.test(model) ? LITE_MINIMUM : 0
  return { thinkingBudget: Math.max(least, BUDGET_TOKENS[effort] ?? 0), ...thoughts }
}

/** Flash has a minimal level, 3 Pro has low and high only (ai.google.dev/gemini-api/docs/gemini-3). */
function levelOf(model: string, effort: string): string {
  const flash = /flash/.test(model)
  if (effort === "none" || effort === "minimal") return flash ? "minimal" : "low"
  if (effort === "medium" && /gemini-3-pro/.test(model)) return "high"
  return effort === "low" || effort === "medium" ? effort : "high"
}

/** A Gemini client's `thinkingConfig` → the hub's fields; what it said itself is kept beside them for a Gemini provider. */
export function thinkingToHub(value: unknown): { reasoning_effort?: string; thinking?: Json } {
  const config = camelKeys(asObject(value) ?? {})
  const level = asText(config.thinkingLevel)?.toLowerCase()
  if (level && Object.hasOwn(BUDGET_TOKENS, level)) return { reasoning_effort: level }
  const budget = config.thinkingBudget
  if (typeof budget !== "number" || budget < 0) return {}
  if (budget === 0) return { reasoning_effort: "none" }
  const effort = budget < 2048 ? "low" : budget < 8192 ? "medium" : "high"
  return { reasoning_effort: effort, thinking: { type: "enabled", budget_tokens: budget } }
}
