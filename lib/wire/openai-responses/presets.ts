import type { ChatRequest } from "../chat"
import { asText, type Json } from "../read-json"
import { textFromHub, toolChoiceFromHub, toolsFromHub } from "./tools"
import { unsupportedParams } from "./unsupported-params"

/** Request fields a deployment presets, which are named as chat completions names them, in Responses' own terms. */
export function presetsFromHub(defaults: Readonly<Record<string, unknown>>): Json {
  const { max_tokens, max_completion_tokens, reasoning_effort, response_format, verbosity, thinking, ...rest } =
    defaults
  const { tools, tool_choice: choice, ...out }: Json = rest
  for (const name of unsupportedParams) delete out[name]
  const limit = max_completion_tokens ?? max_tokens
  if (limit !== undefined) out.max_output_tokens = limit
  if (asText(reasoning_effort)) out.reasoning = { effort: reasoning_effort }
  const text = textFromHub({ response_format, verbosity } as unknown as ChatRequest)
  if (text) out.text = text
  if (Array.isArray(tools)) out.tools = toolsFromHub(tools)
  const chosen = toolChoiceFromHub(choice as ChatRequest["tool_choice"])
  if (chosen !== undefined) out.tool_choice = chosen
  return out
}
