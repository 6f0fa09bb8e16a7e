import { chatSettingsWords, chatWords } from "../words/playground"
import type { Answer, Ask, ChatSession, ChatSettings, Panel } from "./chat-session"

const { wrong } = chatSettingsWords

type Json = Readonly<Record<string, unknown>>

/** What is wrong with the settings, by field and in words; empty when they can be sent. */
export function checkSettings(settings: ChatSettings): Partial<Record<keyof ChatSettings, string>> {
  const errors: Partial<Record<keyof ChatSettings, string>> = {}
  const number = (field: keyof ChatSettings, range: { from: number; to: number; whole?: boolean }) => {
    const text = settings[field].trim()
    const value = Number(text)
    const fits = value >= range.from && value <= range.to && (range.whole !== true || Number.isInteger(value))
    if (text !== "" && !fits) errors[field] = (range.whole ? wrong.wholeNumber : wrong.number)(range.from, range.to)
  }
  number("temperature", { from: 0, to: 2 })
  number("topP", { from: 0, to: 1 })
  number("maxTokens", { from: 1, to: 10_000_000, whole: true })
  number("seed", { from: -9_007_199_254_740_991, to: 9_007_199_254_740_991, whole: true })
  if (settings.format === "json_schema" && objectOf(settings.schema) === null) errors.schema = wrong.schema
  if (settings.tools.trim() !== "" && toolsOf(settings.tools) === null) errors.tools = wrong.tools
  return errors
}

/** The body for one panel's answer to the last ask: the system prompt, what was said in this panel, and the settings. */
export function chatBody({ settings, asks }: Pick<ChatSession, "settings" | "asks">, panel: Panel): Json {
  return { model: panel.model, messages: messagesOf(settings.system, asks, panel.answers), ...fieldsOf(settings) }
}

function messagesOf(system: string, asks: readonly Ask[], answers: readonly Answer[]): Json[] {
  const last = asks.at(-1)
  const said = asks.flatMap((ask): Json[] => {
    if (ask === last) return [userMessage(ask)]
    const answer = answers.find(
      ({ askId, text, toolCalls }) => askId === ask.id && (text !== "" || toolCalls.length > 0),
    )
    // What this model never answered it was never asked.
    return answer === undefined ? [] : [userMessage(ask), ...assistantMessages(answer)]
  })
  return system.trim() === "" ? said : [{ role: "system", content: system }, ...said]
}

function userMessage({ text, images }: Ask): Json {
  if (images.length === 0) return { role: "user", content: text }
  const parts = images.map((url) => ({ type: "image_url", image_url: { url } }))
  return { role: "user", content: text === "" ? parts : [{ type: "text", text }, ...parts] }
}

/** A call that was made has to be followed by what came of it: here no tool is run, and the model is told so. */
function assistantMessages({ text, toolCalls }: Answer): Json[] {
  if (toolCalls.length === 0) return [{ role: "assistant", content: text }]
  const calls = toolCalls.map(({ id, name, args }) => ({ id, type: "function", function: { name, arguments: args } }))
  return [
    { role: "assistant", content: text === "" ? null : text, tool_calls: calls },
    ...toolCalls.map(({ id }) => ({ role: "tool", tool_call_id: id, content: chatWords.answer.toolNotRun })),
  ]
}

function fieldsOf(settings: ChatSettings): Json {
  const tools = toolsOf(settings.tools)
  const number = (name: string, text: string) => (text.trim() === "" ? {} : { [name]: Number(text) })
  return {
    ...number("temperature", settings.temperature),
    ...number("top_p", settings.topP),
    ...number("max_tokens", settings.maxTokens),
    ...number("seed", settings.seed),
    ...(settings.effort === "" ? {} : { reasoning_effort: settings.effort }),
    ...formatOf(settings),
    ...(tools === null || tools.length === 0 ? {} : { tools }),
  }
}

function formatOf({ format, schema }: ChatSettings): Json {
  if (format === "") return {}
  if (format === "json_object") return { response_format: { type: format } }
  return { response_format: { type: format, json_schema: { name: "answer", schema: objectOf(schema) } } }
}

/** The tools as the API takes them; a list of functions without their wrapping is wrapped. Null: not such a list. */
function toolsOf(text: string): readonly Json[] | null {
  const value = parsed(text)
  if (!Array.isArray(value) || !value.every(isObject)) return null
  return value.map((tool) =>
    typeof tool.name === "string" && tool.type === undefined ? { type: "function", function: tool } : tool,
  )
}

function objectOf(text: string): Json | null {
  const value = parsed(text)
  return isObject(value) ? value : null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value)
