import { GatewayError } from "#lib/core/errors"
import type { ChatRequest } from "../chat"
import { asObject, asText } from "../read-json"

const LEVELS: Readonly<Record<string, "low" | "medium" | "high">> = {
  minimal: "low",
  low: "low",
  medium: "medium",
  high: "high",
  xhigh: "high",
  max: "high",
}

/**
 * How much to think → Ollama's `think`; undefined when nothing was asked. Only gpt-oss knows levels, other models think or do not
 * (docs.ollama.com/capabilities/thinking). The client's own `think` rides through.
 */
export function thinkFromHub(chat: ChatRequest): unknown {
  if (chat.think !== undefined && chat.think !== null) return chat.think
  const thinking = asObject(chat.thinking)
  if (thinking?.type === "disabled") return false
  const effort = chat.reasoning_effort
  if (effort === "none") return false
  if (!effort || effort === "default") return thinking ? true : undefined
  const level = Object.hasOwn(LEVELS, effort) ? LEVELS[effort] : undefined
  if (level === undefined) {
    const known = ["none", ...Object.keys(LEVELS)].join(", ")
    throw new GatewayError("unsupported_params", `\`reasoning_effort\` must be one of ${known}.`, {
      param: "reasoning_effort",
    })
  }
  return /gpt-oss/i.test(chat.model) ? level : true
}

/** Client's `think` → the hub's `reasoning_effort`; undefined when it says nothing. */
export function effortToHub(think: unknown): string | undefined {
  if (think === false) return "none"
  if (think === true) return "medium"
  return asText(think) ?? undefined
}
