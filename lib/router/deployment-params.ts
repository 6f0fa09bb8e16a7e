/** `litellm_params` of a deployment: the fields we act on; completion parameters ride along as defaults. */
export interface DeploymentParams {
  readonly model: string
  readonly api_key?: string | undefined
  readonly api_base?: string | undefined
  readonly custom_llm_provider?: string | undefined
  readonly organization?: string | undefined
  readonly extra_headers?: Readonly<Record<string, string>> | undefined
  readonly extra_body?: Readonly<Record<string, unknown>> | undefined
  /** Seconds. */
  readonly timeout?: number | undefined
  /** Seconds. */
  readonly stream_timeout?: number | undefined
  readonly num_retries?: number | undefined
  readonly max_retries?: number | undefined
  readonly drop_params?: boolean | undefined
  readonly additional_drop_params?: readonly string[] | undefined
  readonly allowed_openai_params?: readonly string[] | undefined
  readonly [field: string]: unknown
}

/** Completion parameters a deployment may preset (LiteLLM passes any of these on). */
const COMPLETION_PARAMS = [
  "temperature",
  "top_p",
  "top_k",
  "max_tokens",
  "max_completion_tokens",
  "stop",
  "seed",
  "presence_penalty",
  "frequency_penalty",
  "logit_bias",
  "n",
  "reasoning_effort",
  "thinking",
  "response_format",
  "tools",
  "tool_choice",
  "parallel_tool_calls",
  "service_tier",
  "verbosity",
  "modalities",
] as const

/** The request fields a deployment adds when the client did not send them. */
export function requestDefaults(params: DeploymentParams): Record<string, unknown> {
  const out: Record<string, unknown> = { ...params.extra_body }
  for (const name of COMPLETION_PARAMS)
    if (params[name] !== undefined && params[name] !== null) out[name] = params[name]
  return out
}
