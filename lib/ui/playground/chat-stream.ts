import { playgroundWords } from "../words/playground"
import type { Answer, ToolCall } from "./chat-session"

/** What one event of a chat stream may hold. */
interface Chunk {
  readonly choices?: readonly {
    readonly delta?: {
      readonly content?: string | null
      readonly reasoning_content?: string | null
      readonly tool_calls?: readonly {
        readonly index?: number
        readonly id?: string
        readonly function?: { readonly name?: string; readonly arguments?: string }
      }[]
    }
    readonly finish_reason?: string | null
  }[]
  readonly usage?: { readonly prompt_tokens?: number; readonly completion_tokens?: number } | null
  readonly error?: { readonly message?: string }
}

type Said = Pick<Answer, "text" | "reasoning" | "toolCalls" | "finish" | "error" | "promptTokens" | "completionTokens">

/** Is there something of an answer in this event? Then the first token is here. */
export function saysSomething(data: string): boolean {
  const delta = chunkOf(data)?.choices?.[0]?.delta
  return Boolean(delta?.content || delta?.reasoning_content || delta?.tool_calls?.length)
}

/** What was said so far, with this event's `data` added. What is no JSON of a chunk changes nothing. */
export function withChunk<T extends Said>(said: T, data: string): T {
  const chunk = chunkOf(data)
  if (chunk === null) return said
  const choice = chunk.choices?.[0]
  return {
    ...said,
    text: said.text + (choice?.delta?.content ?? ""),
    reasoning: said.reasoning + (choice?.delta?.reasoning_content ?? ""),
    toolCalls: withCalls(said.toolCalls, choice?.delta?.tool_calls ?? []),
    finish: choice?.finish_reason ?? said.finish,
    error: chunk.error ? (chunk.error.message ?? playgroundWords.brokeOff) : said.error,
    promptTokens: chunk.usage?.prompt_tokens ?? said.promptTokens,
    completionTokens: chunk.usage?.completion_tokens ?? said.completionTokens,
  }
}

type Parts = NonNullable<NonNullable<NonNullable<Chunk["choices"]>[number]["delta"]>["tool_calls"]>

/** Calls come in pieces: the name first, then the arguments bit by bit, each with the call's place in the list. */
function withCalls(calls: readonly ToolCall[], parts: Parts): readonly ToolCall[] {
  const all = [...calls]
  for (const { index = all.length, id, function: call } of parts) {
    const before = all[index] ?? { id: "", name: "", args: "" }
    all[Math.min(index, all.length)] = {
      id: id ?? before.id,
      name: before.name + (call?.name ?? ""),
      args: before.args + (call?.arguments ?? ""),
    }
  }
  return all
}

function chunkOf(data: string): Chunk | null {
  try {
    const value: unknown = JSON.parse(data)
    return typeof value === "object" && value !== null ? (value as Chunk) : null
  } catch {
    // The end of a stream is the word [DONE].
    return null
  }
}
