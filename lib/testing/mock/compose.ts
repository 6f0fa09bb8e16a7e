import { type Answer, type Ask, type AskedTool, isRecord, type TokenUsage } from "./ask"
import type { Behavior } from "./behavior"

const bigWords = 2_000
const demoChunks = 20

/** The answer to a request: deterministic, so that a test can say what it expects down to the token. */
export function compose(ask: Ask, behavior: Behavior, ids: { number: number; createdSeconds: number }): Answer {
  const serial = String(behavior.sameId ? 0 : ids.number).padStart(8, "0")
  const tool = ask.toolResult === null ? chosenTool(ask) : null
  const argumentsJson = tool === null ? "" : JSON.stringify(exampleOf(tool.schema, tool.name))
  const words = tool === null ? splitWords(wording(ask, behavior)) : []
  const kept = ask.maxTokens === null ? words : words.slice(0, Math.max(1, ask.maxTokens))
  const completionTokens = tool === null ? kept.length : 8 + Math.ceil(argumentsJson.length / 4)
  return {
    id: `mock${serial}`,
    model: ask.model,
    createdSeconds: ids.createdSeconds,
    pieces: behavior.words === "demo" ? grouped(kept, demoChunks) : kept,
    toolCall: tool === null ? null : { id: `mockcall${serial}`, name: tool.name, argumentsJson },
    finish: tool !== null ? "tool" : kept.length < words.length ? "length" : "stop",
    usage: usageOf(behavior, { promptTokens: promptTokens(ask.promptText), completionTokens }),
    usageReported: behavior.usage !== "none",
  }
}

/** What the mock counts for a prompt: four characters a token, and seven for the frame of the conversation. */
export function promptTokens(text: string): number {
  return Math.ceil(text.length / 4) + 7
}

function usageOf(behavior: Behavior, counted: TokenUsage): TokenUsage {
  if (typeof behavior.usage === "string") return counted
  return { promptTokens: behavior.usage.prompt, completionTokens: behavior.usage.completion }
}

function wording(ask: Ask, behavior: Behavior): string {
  if (behavior.words === "big") return Array.from({ length: bigWords }, (_, i) => `word${i + 1}`).join(" ")
  if (ask.toolResult !== null) return `The tool answered: ${excerpt(ask.toolResult, 200)}`
  if (behavior.words === "facts") return JSON.stringify({ facts: factsIn(ask.lastUserText) })
  if (behavior.words === "short") return "Hello from the mock provider, all is well."
  const said = ask.lastUserText.trim() === "" ? "nothing yet" : `“${excerpt(ask.lastUserText, 160)}”`
  return `Hi! I am Tollgate's demo model: no AI, only an echo, so that you can try keys, budgets and logs without a provider. You said: ${said}. Add a real model to config.yaml and I will happily step aside.`
}

/** What a model that keeps notes would write down: the sentences in which the user speaks of themselves. */
function factsIn(text: string): string[] {
  return text.match(/\b(?:I|My) [^.!?"]+/g)?.map((sentence) => `Said: ${sentence.trim()}.`) ?? []
}

function excerpt(text: string, maxChars: number): string {
  const line = text.replace(/\s+/g, " ").trim()
  const characters = Array.from(line)
  return characters.length <= maxChars ? line : `${characters.slice(0, maxChars - 1).join("")}…`
}

function splitWords(text: string): string[] {
  return text.match(/\s*\S+/g) ?? []
}

/** The words in at most `count` chunks of about equal length. */
function grouped(words: readonly string[], count: number): string[] {
  const size = Math.max(1, Math.ceil(words.length / count))
  const out: string[] = []
  for (let i = 0; i < words.length; i += size) out.push(words.slice(i, i + size).join(""))
  return out
}

/** The tool to call: the one asked for by name, else the first when a call is required or the user speaks of one. */
function chosenTool(ask: Ask): AskedTool | null {
  if (typeof ask.forced === "string") return ask.tools.find((tool) => tool.name === ask.forced) ?? null
  if (ask.forced || /weather|tool/i.test(ask.lastUserText)) return ask.tools[0] ?? null
  return null
}

/** A value that fits a JSON schema, as far as a mock needs one. */
function exampleOf(schema: unknown, name: string, depth = 0): unknown {
  if (!isRecord(schema) || depth > 5) return {}
  if (Array.isArray(schema.enum)) return schema.enum[0]
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  if (type === "string") return /city|location|place/i.test(name) ? "Paris" : "example"
  if (type === "integer" || type === "number") return 1
  if (type === "boolean") return true
  if (type === "array") return [exampleOf(schema.items, name, depth + 1)]
  const properties = isRecord(schema.properties) ? schema.properties : {}
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, exampleOf(value, key, depth + 1)]))
}
