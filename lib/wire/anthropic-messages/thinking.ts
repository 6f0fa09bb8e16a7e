import { GatewayError } from "#lib/core/errors"
import type { ChatMessage, ChatRequest, ThinkingBlock } from "../chat"
import { asCount, asObject, asText, type Json } from "../read-json"
import type { Block } from "./types"

/** Token budgets of `reasoning_effort` for models that think by budget (LiteLLM's figures). */
const BUDGET_TOKENS: Readonly<Record<string, number>> = {
  minimal: 1024,
  low: 1024,
  medium: 2048,
  high: 4096,
  xhigh: 8192,
  max: 16384,
}
const DEFAULT_MAX_TOKENS = 4096

/** The request fields that thinking decides together. */
export interface Thinking {
  readonly fields: Json
  readonly maxTokens: number
  /** A forced tool is refused by the provider while the model thinks. */
  readonly on: boolean
  /** Thinking came from `reasoning_effort`: sampling fields that cannot be combined with it are left out. */
  readonly derived: boolean
}

/**
 * Thinking and the answer's limit (mandatory at Anthropic). The client's own `thinking` rides through unchanged; otherwise
 * `reasoning_effort` becomes a budget, or adaptive thinking with an effort on models from 4.6 on. The limit is raised above a
 * budget that we chose ourselves or that the client gave without a limit.
 */
export function thinkingFromHub(chat: ChatRequest): Thinking {
  const asked = chat.max_completion_tokens ?? chat.max_tokens
  const limit = asked ?? DEFAULT_MAX_TOKENS
  const own = asObject(chat.thinking)
  if (own) {
    const budget = asCount(own.budget_tokens) ?? 0
    const maxTokens = (asked === undefined || asked === null) && budget >= limit ? budget + DEFAULT_MAX_TOKENS : limit
    return { fields: { thinking: own }, maxTokens, on: own.type !== "disabled", derived: false }
  }
  const effort = chat.reasoning_effort
  if (!effort || effort === "none" || effort === "default")
    return { fields: {}, maxTokens: limit, on: false, derived: false }
  const budget = Object.hasOwn(BUDGET_TOKENS, asText(effort) ?? "") ? BUDGET_TOKENS[effort] : undefined
  if (budget === undefined) {
    const known = ["none", ...Object.keys(BUDGET_TOKENS)].join(", ")
    const message = `\`reasoning_effort\` must be one of ${known}.`
    throw new GatewayError("unsupported_params", message, { param: "reasoning_effort" })
  }
  const version = modelVersion(chat.model)
  if (version >= 4.6) {
    const effortThere = effort === "minimal" ? "low" : effort === "xhigh" && version < 4.7 ? "max" : effort
    const fields = {
      thinking: { type: "adaptive" },
      output_config: { ...asObject(chat.output_config), effort: effortThere },
    }
    return { fields, maxTokens: limit, on: true, derived: true }
  }
  const maxTokens = limit > budget ? limit : budget + limit
  return { fields: { thinking: { type: "enabled", budget_tokens: budget } }, maxTokens, on: true, derived: true }
}

/** Client's `thinking` and `output_config.effort` → the hub's `reasoning_effort`; undefined when thinking is off. */
export function effortToHub(thinking: unknown, outputConfig: unknown): string | undefined {
  const effort = asText(asObject(outputConfig)?.effort)
  const asked = asObject(thinking)
  if (!asked || asked.type === "disabled") return undefined
  if (effort) return effort === "max" ? "xhigh" : effort
  const budget = asCount(asked.budget_tokens)
  if (budget === null) return "high"
  return budget < 2048 ? "low" : budget < 8192 ? "medium" : "high"
}

/** `claude-<name>-4-6…` → 4.6, `claude-<name>-5` → 5; 0 when the name says nothing of that form (older names count up front). */
function modelVersion(model: string): number {
  const match = /claude-[a-z]+-(\d{1,2})(?:[-.](\d{1,2}))?(?!\d)/.exec(model)
  if (!match) return 0
  return Number(match[1]) + Number(match[2] ?? 0) / 10
}

/** A message's thinking as Anthropic's blocks, signatures unchanged. Reasoning text without a signature cannot be replayed. */
export function thinkingBlocksFromHub(message: ChatMessage): Block[] {
  return (message.thinking_blocks ?? [])
    .filter((block) => (block.type === "thinking" ? Boolean(block.signature) : Boolean(block.data)))
    .map((block) => ({ ...block }))
}

/** The hub's two fields for a list of content blocks. */
export function thinkingToHub(blocks: readonly Json[]): Pick<ChatMessage, "reasoning_content" | "thinking_blocks"> {
  const thinking = blocks.filter((b) => b.type === "thinking" || b.type === "redacted_thinking")
  if (thinking.length === 0) return {}
  const text = thinking.map((b) => asText(b.thinking) ?? "").join("")
  return {
    ...(text === "" ? {} : { reasoning_content: text }),
    thinking_blocks: thinking as unknown as ThinkingBlock[],
  }
}
