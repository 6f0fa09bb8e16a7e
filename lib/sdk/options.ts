import type { ChatTool, ContentPart, ResponseFormat, ToolCall, ToolChoice } from "#lib/wire/chat"

/** A message of a conversation. `role` is open, so that a list kept in a variable needs no annotation. */
export interface Message {
  /** `system`, `developer`, `user`, `assistant` or `tool`. */
  role: string
  content?: string | ContentPart[] | null
  name?: string
  /** Of an assistant's message: the tools it called. */
  tool_calls?: ToolCall[] | null
  /** Of a tool's message: the call it answers. */
  tool_call_id?: string
  [field: string]: unknown
}

/** What every kind of call takes, beside its own parameters. Unknown options are sent to the provider as they are. */
export interface CallOptions {
  /** `provider/model`, or a bare name the catalog knows (`gpt-4o`). */
  model: string
  /** The provider, when the name does not begin with it. */
  custom_llm_provider?: string | undefined
  /** The provider's key; absent: the provider's environment variable (`OPENAI_API_KEY` …). */
  api_key?: string | undefined
  /** The provider's address; absent: the provider's own, or its environment variable. `base_url` is the same. */
  api_base?: string | undefined
  base_url?: string | undefined
  api_version?: string | undefined
  organization?: string | undefined
  /** Seconds until the first byte, and of silence inside a stream. */
  timeout?: number | undefined
  /** The same, for streams. */
  stream_timeout?: number | undefined
  /** Tries after the first; absent: `settings.num_retries` (2). */
  num_retries?: number | undefined
  max_retries?: number | undefined
  /** Asked in order when the model fails: names, or options that replace those of the call. */
  fallbacks?: readonly (string | Fallback)[] | undefined
  /** Sent with the request to the provider. */
  extra_headers?: Readonly<Record<string, string>> | undefined
  /** Fields of the body, sent as they are. */
  extra_body?: Readonly<Record<string, unknown>> | undefined
  /** Leave out what the provider does not support, instead of an UnsupportedParamsError. */
  drop_params?: boolean | undefined
  /** Parameters to leave out in any case. */
  additional_drop_params?: readonly string[] | undefined
  /** Parameters to send although the provider is not known to support them. */
  allowed_openai_params?: readonly string[] | undefined
  /** Handed to the callbacks; never sent to the provider. */
  metadata?: Readonly<Record<string, unknown>> | undefined
  /** Your own user, for the provider's abuse detection. */
  user?: string | undefined
  /** Ends the call; it then throws the signal's reason. */
  signal?: AbortSignal | undefined
  /**
   * No provider is asked: this text is the answer, or this object, or this error is thrown. `"litellm.RateLimitError"` and
   * the like throw that exception.
   */
  mock_response?: string | Readonly<Record<string, unknown>> | readonly unknown[] | Error | undefined
  /** With `timeout`: throws Timeout after as many seconds. */
  mock_timeout?: boolean | undefined
  /** Dollars a token, for a model the catalog has no price for. */
  input_cost_per_token?: number | undefined
  output_cost_per_token?: number | undefined
  [option: string]: unknown
}

/** A fallback with parameters of its own. */
export interface Fallback {
  model: string
  [option: string]: unknown
}

/** OpenAI's chat parameters, as LiteLLM's `completion` takes them. */
export interface CompletionOptions extends CallOptions {
  messages: readonly Message[]
  /** `true`: the answer is an async iterable of chunks. */
  stream?: boolean | null | undefined
  stream_options?: { include_usage?: boolean } | null | undefined
  temperature?: number | null | undefined
  top_p?: number | null | undefined
  n?: number | null | undefined
  stop?: string | string[] | null | undefined
  max_tokens?: number | null | undefined
  max_completion_tokens?: number | null | undefined
  presence_penalty?: number | null | undefined
  frequency_penalty?: number | null | undefined
  logit_bias?: Readonly<Record<string, number>> | null | undefined
  logprobs?: boolean | null | undefined
  top_logprobs?: number | null | undefined
  seed?: number | null | undefined
  tools?: readonly ChatTool[] | null | undefined
  tool_choice?: ToolChoice | null | undefined
  parallel_tool_calls?: boolean | null | undefined
  response_format?: ResponseFormat | null | undefined
  /** `none`, `minimal`, `low`, `medium`, `high` … */
  reasoning_effort?: string | null | undefined
  /** Anthropic's extended thinking: `{ type: "enabled", budget_tokens: 1024 }`. */
  thinking?: Readonly<Record<string, unknown>> | null | undefined
  /** The mock's answer calls these tools. */
  mock_tool_calls?: readonly ToolCall[] | undefined
}
