import { GatewayError } from "#lib/core/errors"
import type { Dialect } from "../dialect"
import { asObject, asObjects, asText, type Json } from "../read-json"
import { flatName, type OfferedTools, offeredTools } from "./plain-tools"

/** Fields about storage, caching, privacy and bookkeeping at OpenAI: they do not change the answer. */
const SILENT = [
  "background",
  "client_metadata",
  "context_management",
  "conversation",
  "include",
  "max_tool_calls",
  "moderation",
  "previous_response_id",
  "prompt",
  "prompt_cache_key",
  "prompt_cache_options",
  "prompt_cache_retention",
  "safety_identifier",
  "store",
  "truncation",
]
/** What needs a conversation kept at the provider, and what to do instead. */
const STATEFUL: readonly (readonly [field: string, instead: string])[] = [
  ["previous_response_id", "Send the earlier turns in `input`"],
  ["conversation", "Send the earlier turns in `input`"],
  ["prompt", "Send the text in `instructions` and `input`"],
]
/** Tools that only help to find other tools, all of which are offered at once instead. */
const NEEDLESS = new Set(["tool_search"])
const SEARCH = /^web_search/
/** Items about tools that ran elsewhere, whose results are in the answer that followed. */
const PAST = new Set([
  "web_search_call",
  "tool_search_call",
  "tool_search_output",
  "additional_tools",
  "mcp_list_tools",
])

/**
 * A Responses request in terms that any chat model understands, for providers that do not serve Responses: only function tools and
 * calls are left, nothing refers to what OpenAI keeps. Throws 400 naming what cannot be said so and what to do.
 */
export function chatOnly(body: Readonly<Record<string, unknown>>): Json {
  for (const [field, instead] of STATEFUL)
    if (body[field] !== undefined && body[field] !== null) throw elsewhere(field, `\`${field}\``, instead)
  if (body.background === true) throw elsewhere("background", "`background`", "Leave it out, or use `stream`")
  const out: Json = { ...body }
  for (const field of SILENT) delete out[field]
  if (Array.isArray(body.include) && body.include.includes("message.output_text.logprobs")) out.logprobs = true
  const effort = asText(asObject(body.reasoning)?.effort)
  delete out.reasoning
  if (effort !== null) out.reasoning = { effort }
  const offered = offeredTools(body)
  Object.assign(out, toolsOf(body, offered))
  if (Array.isArray(body.input)) out.input = body.input.flatMap((item: unknown, index) => plainItems(item, index))
  return out
}

/** Dialects in which any model can be given a web search. */
const SEARCHING = new Set(["anthropic-messages", "gemini"])

/** Can a web search offered to a model be said in this dialect? */
export function canSearch(dialect: Dialect): boolean {
  return SEARCHING.has(dialect.id)
}

function toolsOf(body: Readonly<Record<string, unknown>>, offered: OfferedTools): Json {
  // A search that may not leave the provider's own copy of the web is one that only this provider has.
  const live = (tool: Json) => SEARCH.test(asText(tool.type) ?? "") && tool.external_web_access !== false
  const search = offered.others.find(live)
  const index = offered.others.findIndex(
    ({ type }) => !NEEDLESS.has(asText(type) ?? "") && !SEARCH.test(asText(type) ?? ""),
  )
  const wrong = offered.others[index]
  if (wrong)
    throw elsewhere(
      "tools",
      `the tool \`${asText(wrong.type)}\``,
      "Leave it out, or offer a function that does the same",
    )
  const { names, mode } = choiceOf(body.tool_choice)
  const functions = names === null ? offered.functions : offered.functions.filter(({ name }) => names.has(String(name)))
  return {
    tools: functions.length > 0 ? functions : undefined,
    tool_choice: functions.length > 0 ? mode : undefined,
    parallel_tool_calls: functions.length > 0 ? body.parallel_tool_calls : undefined,
    ...(search ? { web_search_options: searchOptions(search) } : {}),
  }
}

/** The choice in plain terms: a list of allowed tools is a shorter list of tools. */
function choiceOf(choice: unknown): { names: ReadonlySet<string> | null; mode: unknown } {
  const given = asObject(choice)
  if (!given) return { names: null, mode: choice }
  if (given.type === "allowed_tools")
    return {
      names: new Set(asObjects(given.tools).map((tool) => flatName(tool.name, tool.namespace))),
      mode: given.mode,
    }
  const name = given.type === "local_shell" ? "local_shell" : flatName(given.name, given.namespace)
  return { names: null, mode: name === "" ? "auto" : { type: "function", name } }
}

function searchOptions(tool: Json): Json {
  const place = asObject(tool.user_location)
  const { type: _type, ...approximate } = place ?? {}
  return {
    ...(asText(tool.search_context_size) ? { search_context_size: tool.search_context_size } : {}),
    ...(place ? { user_location: { type: "approximate", approximate } } : {}),
  }
}

function plainItems(value: unknown, index: number): Json[] {
  const item = asObject(value) ?? {}
  const type = asText(item.type)
  if (type === null || type === "message" || type === "reasoning") return [item]
  if (type === "function_call") return [{ ...item, name: flatName(item.name, item.namespace), namespace: undefined }]
  if (type === "custom_tool_call") {
    const args = JSON.stringify({ input: asText(item.input) ?? "" })
    return [
      { type: "function_call", call_id: item.call_id, name: flatName(item.name, item.namespace), arguments: args },
    ]
  }
  if (type === "local_shell_call") {
    const { command, working_directory, timeout_ms } = asObject(item.action) ?? {}
    const args = JSON.stringify({
      command,
      working_directory: working_directory ?? undefined,
      timeout_ms: timeout_ms ?? undefined,
    })
    return [{ type: "function_call", call_id: item.call_id ?? item.id, name: "local_shell", arguments: args }]
  }
  if (type.endsWith("_call_output") && item.output !== undefined)
    return [{ type: "function_call_output", call_id: item.call_id ?? item.id, output: item.output }]
  if (PAST.has(type)) return []
  throw elsewhere(
    `input[${index}]`,
    `items of the type \`${type}\``,
    "Leave them out, or send what they say as messages",
  )
}

function elsewhere(param: string, what: string, instead: string): GatewayError {
  const message = `This model's provider does not serve the Responses API itself, so ${what} cannot be used with it. ${instead}, or choose a model whose provider serves it.`
  return new GatewayError("unsupported_params", message, { param })
}
