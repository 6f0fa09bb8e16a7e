import { GatewayError } from "#lib/core/errors"
import type { ChatRequest } from "../chat"
import { asObject, asObjects, asText, type Json } from "../read-json"
import { itemsToHub } from "./items-to-hub"
import { textToHub, toolChoiceToHub, toolsToHub } from "./tools"

/** `include` of the log probabilities, which chat completions asks for by two fields. */
const LOGPROBS = "message.output_text.logprobs"

/**
 * Client's Responses request → hub. Throws `invalid_request` naming the field. What the hub has no words for rides along under its
 * own name (`previous_response_id`, `include`, `store`, `truncation`, `reasoning.summary` …).
 */
export function requestToHub(body: Record<string, unknown>): ChatRequest {
  checkRequest(body)
  const { input, instructions, tools, tool_choice: choice, text, reasoning, max_output_tokens: limit, ...rest } = body
  const chat: Json = { ...rest, messages: [...instructionsToHub(instructions), ...inputToHub(input)] }
  if (Array.isArray(tools) && tools.length > 0) chat.tools = toolsToHub(asObjects(tools))
  if (choice !== undefined && choice !== null) chat.tool_choice = toolChoiceToHub(choice)
  if (limit !== undefined && limit !== null) chat.max_tokens = limit
  Object.assign(chat, textToHub(text))
  const { effort, ...more } = asObject(reasoning) ?? {}
  if (asText(effort)) chat.reasoning_effort = effort
  if (Object.keys(more).length > 0) chat.reasoning = more
  if (Array.isArray(body.include) && body.include.includes(LOGPROBS)) chat.logprobs = true
  // A client of Responses is always told the usage at the end; `stream_options` of its own is about something else.
  if (body.stream === true) chat.stream_options = { include_usage: true }
  else delete chat.stream_options
  return chat as unknown as ChatRequest
}

function instructionsToHub(instructions: unknown): ChatRequest["messages"] {
  if (typeof instructions === "string") return instructions === "" ? [] : [{ role: "system", content: instructions }]
  return Array.isArray(instructions) ? itemsToHub(asObjects(instructions)) : []
}

function inputToHub(input: unknown): ChatRequest["messages"] {
  if (typeof input === "string") return [{ role: "user", content: input }]
  return Array.isArray(input) && input.length > 0 ? itemsToHub(asObjects(input)) : []
}

/** Refuses what cannot be meant: the shapes of the fields the gateway itself reads. Throws 400 naming the field. */
export function checkRequest(body: Json): void {
  const { model, input, instructions, tools, stream, max_output_tokens: limit } = body
  if (typeof model !== "string" || model === "")
    throw bad("model", "`model` must be the name of a model. GET /v1/models lists those you can use.")
  const listed = Array.isArray(input)
  const kept = asText(body.previous_response_id) ?? asObject(body.prompt) ?? body.conversation
  const absent = input === undefined || input === null || (listed && input.length === 0)
  if (!absent && !listed && typeof input !== "string")
    throw bad("input", "`input` must be a string or a list of items.")
  if (absent && !kept && !asText(instructions))
    throw bad("input", "`input` must be a string or a list with at least one item.")
  const odd = listed ? input.findIndex((item: unknown) => asObject(item) === null) : -1
  if (odd !== -1) throw bad(`input[${odd}]`, `\`input[${odd}]\` must be an object.`)
  if (!nullish(instructions) && typeof instructions !== "string" && !Array.isArray(instructions))
    throw bad("instructions", "`instructions` must be a string.")
  if (!nullish(tools) && !(Array.isArray(tools) && tools.every((tool) => asObject(tool))))
    throw bad("tools", "`tools` must be a list of tool definitions.")
  if (!nullish(stream) && typeof stream !== "boolean") throw bad("stream", "`stream` must be true or false.")
  if (!nullish(limit) && !(typeof limit === "number" && Number.isSafeInteger(limit) && limit >= 0))
    throw bad("max_output_tokens", "`max_output_tokens` must be a whole number of tokens.")
}

function nullish(value: unknown): boolean {
  return value === undefined || value === null
}

function bad(param: string, message: string): GatewayError {
  return new GatewayError("invalid_request", message, { param })
}
