import { effortToHub, thinkingFromHub } from "../anthropic-messages/thinking"
import type { ChatRequest } from "../chat"
import { asObject, asText, type Json } from "../read-json"
import { type Family, familyOf } from "./model-family"

/** Thinking and sampling settings that Converse has no field of its own for. */
export interface ModelFields {
  /** For `additionalModelRequestFields`. */
  readonly fields: Json
  readonly maxTokens: number | null
  /** No tool can be forced while Claude thinks. */
  readonly thinks: boolean
  /** Sampling settings cannot be combined with the thinking that was asked for. */
  readonly dropsSampling: boolean
}

/** Hub settings → the fields the model's own maker calls them by. */
export function modelFields(chat: ChatRequest): ModelFields {
  const family = familyOf(chat.model)
  const asked = chat.max_completion_tokens ?? chat.max_tokens ?? null
  const thinking = family === "claude" || family === "other" ? claudeThinking(chat, family) : null
  const sampling = thinking?.dropsSampling ? {} : topK(chat.top_k, family)
  if (thinking) return { ...thinking, fields: { ...sampling, ...thinking.fields } }
  const effort = effortFields(asText(chat.reasoning_effort), family)
  return { fields: { ...sampling, ...effort }, maxTokens: asked, thinks: false, dropsSampling: false }
}

function claudeThinking(chat: ChatRequest, family: Family): ModelFields | null {
  const own = asObject(chat.thinking)
  // A model whose name says nothing gets an effort as it came: Bedrock says whether it knows it.
  if (family === "other" && !own) return null
  const asked = chat.max_completion_tokens ?? chat.max_tokens ?? null
  const { fields, maxTokens, on, derived } = thinkingFromHub(chat)
  // Without a limit the model's own counts here (API_runtime_InferenceConfiguration), so none has to be made up.
  return { fields, maxTokens: asked === null ? null : maxTokens, thinks: on, dropsSampling: derived }
}

function topK(value: unknown, family: Family): Json {
  if (value === undefined || value === null) return {}
  return family === "nova" || family === "nova2" ? { inferenceConfig: { topK: value } } : { top_k: value }
}

/** `reasoning_effort` by family; "none" and "default" ask for nothing where thinking is off by default. */
function effortFields(effort: string | null, family: Family): Json {
  if (effort === null || effort === "default") return {}
  if (family === "gpt-oss") return { reasoning_effort: level(effort) }
  if (effort === "none") return {}
  if (family === "nova2") return { reasoningConfig: { type: "enabled", maxReasoningEffort: level(effort) } }
  if (family === "qwen") return { reasoning_config: level(effort) }
  return family === "other" ? { reasoning_effort: effort } : {}
}

/** The three levels everyone knows. */
function level(effort: string): string {
  if (effort === "minimal" || effort === "none") return "low"
  return effort === "xhigh" || effort === "max" ? "high" : effort
}

/** `additionalModelRequestFields` → what the hub has names for, and the rest as it is. */
export function modelFieldsToHub(value: unknown): Json {
  const given = asObject(value)
  if (!given) return {}
  const { thinking, top_k, reasoning_effort, output_config, tool_choice, ...rest } = given
  const out: Json = {}
  if (thinking !== undefined) out.thinking = thinking
  if (top_k !== undefined) out.top_k = top_k
  if (output_config !== undefined) out.output_config = output_config
  const effort = asText(reasoning_effort) ?? effortToHub(thinking, output_config)
  if (effort) out.reasoning_effort = effort
  const choice = asObject(tool_choice)
  if (typeof choice?.disable_parallel_tool_use === "boolean")
    out.parallel_tool_calls = !choice.disable_parallel_tool_use
  else if (tool_choice !== undefined) rest.tool_choice = tool_choice
  if (Object.keys(rest).length > 0) out.additionalModelRequestFields = rest
  return out
}
