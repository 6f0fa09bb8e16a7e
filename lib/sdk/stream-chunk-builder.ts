import type { ChatChunk, ChatMessage, ChatResponse, FinishReason, ThinkingBlock, ToolCall, Usage } from "#lib/wire/chat"

/** One choice while it is put together. */
interface Draft {
  readonly message: ChatMessage
  readonly calls: Map<number, ToolCall>
  readonly thinking: ThinkingBlock[]
  finish: FinishReason | null
  readonly rest: Record<string, unknown>
}

/**
 * Puts a stream's chunks together to the answer they carried: text, reasoning, refusals, tool calls by index, thinking blocks,
 * finish reasons, usage. Fields it does not know are kept from the last chunk that had them.
 */
export function streamChunkBuilder(chunks: readonly ChatChunk[]): ChatResponse {
  const drafts = new Map<number, Draft>()
  let head: Record<string, unknown> = {}
  let usage: Usage | null = null
  for (const chunk of chunks) {
    const { choices, usage: counted, object: _object, ...fields } = chunk
    head = { ...head, ...fields, id: head.id ?? fields.id, created: head.created ?? fields.created }
    if (counted) usage = counted
    for (const choice of choices) add(draftOf(drafts, choice.index), choice)
  }
  return {
    id: "",
    created: 0,
    model: "",
    ...head,
    object: "chat.completion",
    choices: [...drafts.entries()].sort(([a], [b]) => a - b).map(([index, draft]) => finished(index, draft)),
    ...(usage === null ? {} : { usage }),
  }
}

function draftOf(drafts: Map<number, Draft>, index: number): Draft {
  const known = drafts.get(index)
  if (known) return known
  const message: ChatMessage = { role: "assistant", content: null }
  const draft: Draft = { message, calls: new Map(), thinking: [], finish: null, rest: {} }
  drafts.set(index, draft)
  return draft
}

const JOINED = ["content", "refusal", "reasoning_content"] as const

function add(draft: Draft, { delta, finish_reason, index: _index, ...rest }: ChatChunk["choices"][number]): void {
  const { role, tool_calls, thinking_blocks, content, refusal, reasoning_content, ...others } = delta
  const text = { content, refusal, reasoning_content }
  for (const name of JOINED) {
    const piece = text[name]
    if (typeof piece === "string") draft.message[name] = `${draft.message[name] ?? ""}${piece}`
  }
  if (typeof role === "string" && role !== "") draft.message.role = role as ChatMessage["role"]
  for (const call of tool_calls ?? []) addCall(draft.calls, call)
  for (const block of thinking_blocks ?? []) addThinking(draft.thinking, block)
  for (const [name, value] of Object.entries(others)) addOther(draft.message, name, value)
  if (finish_reason) draft.finish = finish_reason
  for (const [name, value] of Object.entries(rest)) addOther(draft.rest, name, value)
}

type CallDelta = NonNullable<ChatChunk["choices"][number]["delta"]["tool_calls"]>[number]

function addCall(calls: Map<number, ToolCall>, { index, id, type, function: called, ...rest }: CallDelta): void {
  const known = calls.get(index) ?? { id: "", type: "function", function: { name: "", arguments: "" } }
  calls.set(index, {
    ...known,
    ...rest,
    id: id || known.id,
    type: type ?? known.type,
    function: {
      ...known.function,
      ...called,
      name: `${known.function.name}${called?.name ?? ""}`,
      arguments: `${known.function.arguments}${called?.arguments ?? ""}`,
    },
  })
}

/** Thinking arrives in pieces; its signature comes last and closes the block. */
function addThinking(blocks: ThinkingBlock[], block: ThinkingBlock): void {
  const last = blocks.at(-1)
  if (block.type === "thinking" && last?.type === "thinking" && last.signature === undefined) {
    last.thinking += block.thinking ?? ""
    if (block.signature) last.signature = block.signature
  } else blocks.push({ ...block })
}

/** Lists grow (annotations, images, logprobs' tokens), maps merge, anything else is replaced. */
function addOther(target: Record<string, unknown>, name: string, value: unknown): void {
  const known = target[name]
  if (value === null || value === undefined) target[name] ??= value
  else if (Array.isArray(known) && Array.isArray(value)) target[name] = [...known, ...value]
  else if (isMap(known) && isMap(value)) {
    const merged = { ...known }
    for (const [inner, each] of Object.entries(value)) addOther(merged, inner, each)
    target[name] = merged
  } else target[name] = value
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

function finished(index: number, { message, calls, thinking, finish, rest }: Draft): ChatResponse["choices"][number] {
  const made: ChatMessage = { ...message }
  if (calls.size > 0) made.tool_calls = [...calls.entries()].sort(([a], [b]) => a - b).map(([, call]) => call)
  if (thinking.length > 0) made.thinking_blocks = thinking
  return { ...rest, index, message: made, finish_reason: finish }
}
