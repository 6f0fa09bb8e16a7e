/**
 * The hub: OpenAI chat completions (platform.openai.com/docs/api-reference/chat). Types name only the fields we touch; the
 * rest rides along through the index signatures and is never dropped.
 */
export interface ChatRequest {
  model: string
  messages: ChatMessage[]
  stream?: boolean | null
  stream_options?: { include_usage?: boolean; [k: string]: unknown } | null
  max_tokens?: number | null
  max_completion_tokens?: number | null
  temperature?: number | null
  top_p?: number | null
  n?: number | null
  stop?: string | string[] | null
  tools?: ChatTool[] | null
  tool_choice?: ToolChoice | null
  parallel_tool_calls?: boolean | null
  response_format?: ResponseFormat | null
  reasoning_effort?: string | null
  user?: string | null
  [k: string]: unknown
}

export type ToolChoice = "auto" | "none" | "required" | { type: "function"; function: { name: string } }
export interface ResponseFormat {
  type: "text" | "json_object" | "json_schema"
  json_schema?: { name: string; schema?: Record<string, unknown>; strict?: boolean | null; description?: string }
  [k: string]: unknown
}
export interface ChatTool {
  type: string
  function?: { name: string; description?: string; parameters?: Record<string, unknown>; strict?: boolean | null }
  [k: string]: unknown
}

export interface ChatMessage {
  role: "system" | "developer" | "user" | "assistant" | "tool" | "function"
  content?: string | ContentPart[] | null
  name?: string
  tool_calls?: ToolCall[] | null
  tool_call_id?: string
  refusal?: string | null
  /** Thinking as LiteLLM exposes it. */
  reasoning_content?: string | null
  /** Anthropic thinking blocks with their signatures, replayed unchanged on the next turn (LiteLLM's field). */
  thinking_blocks?: ThinkingBlock[] | null
  [k: string]: unknown
}
export type ThinkingBlock =
  | { type: "thinking"; thinking: string; signature?: string }
  | { type: "redacted_thinking"; data: string }
export interface ContentPart {
  type: string
  text?: string
  image_url?: { url: string; detail?: string }
  input_audio?: { data: string; format: string }
  file?: { file_data?: string; file_id?: string; filename?: string }
  cache_control?: { type: string; ttl?: string }
  [k: string]: unknown
}
export interface ToolCall {
  id: string
  type: "function"
  function: { name: string; arguments: string }
  [k: string]: unknown
}

export interface Usage {
  prompt_tokens: number
  completion_tokens: number
  total_tokens: number
  prompt_tokens_details?: { cached_tokens?: number; audio_tokens?: number; [k: string]: unknown } | null
  completion_tokens_details?: { reasoning_tokens?: number; audio_tokens?: number; [k: string]: unknown } | null
  /** LiteLLM's names for prompt-cache writes and reads; both are part of `prompt_tokens`. */
  cache_creation_input_tokens?: number
  cache_read_input_tokens?: number
  [k: string]: unknown
}

export type FinishReason = "stop" | "length" | "tool_calls" | "content_filter" | "function_call"
export interface ChatResponse {
  id: string
  object: "chat.completion"
  created: number
  model: string
  choices: ChatChoice[]
  usage?: Usage | null
  [k: string]: unknown
}
export interface ChatChoice {
  index: number
  message: ChatMessage
  finish_reason: FinishReason | null
  [k: string]: unknown
}

export interface ChatChunk {
  id: string
  object: "chat.completion.chunk"
  created: number
  model: string
  choices: ChunkChoice[]
  usage?: Usage | null
  [k: string]: unknown
}
export interface ChunkChoice {
  index: number
  delta: ChatDelta
  finish_reason: FinishReason | null
  [k: string]: unknown
}
export interface ChatDelta {
  role?: string
  content?: string | null
  refusal?: string | null
  reasoning_content?: string | null
  thinking_blocks?: ThinkingBlock[] | null
  tool_calls?: ToolCallDelta[] | null
  [k: string]: unknown
}
export interface ToolCallDelta {
  index: number
  id?: string
  type?: "function"
  function?: { name?: string; arguments?: string }
  [k: string]: unknown
}
