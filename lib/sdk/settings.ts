import type { ChatResponse } from "#lib/wire/chat"

/** What a callback is told about a call. Never holds a key. */
export interface CallbackFacts {
  readonly model: string
  readonly custom_llm_provider: string
  /** `completion`, `embedding` … */
  readonly call_type: string
  readonly messages?: unknown
  readonly input?: unknown
  readonly user: string | null
  readonly stream: boolean
  readonly litellm_params: { readonly metadata: Readonly<Record<string, unknown>> }
  readonly optional_params: Readonly<Record<string, unknown>>
  /** Dollars; null when the price is not known. */
  readonly response_cost: number | null
  readonly api_base: string
  /** A stream's whole answer, put together from its chunks. */
  readonly complete_streaming_response?: ChatResponse
  readonly exception?: Error
}

/** Called after each call, beside it: what it throws is logged and changes nothing. A promise is not waited for. */
export type Callback = (kwargs: CallbackFacts, response: unknown, startTime: Date, endTime: Date) => unknown

/** What applies to every call that does not say otherwise; assign to its members. */
export interface Settings {
  /** Leave parameters out that a provider does not support, instead of an UnsupportedParamsError. */
  drop_params: boolean
  /** Tries after the first. */
  num_retries: number
  /** Seconds. */
  request_timeout: number
  /** Short names for models: `{ fast: "openai/gpt-4o-mini" }`. */
  model_alias_map: Record<string, string>
}

export const settings: Settings = { drop_params: false, num_retries: 2, request_timeout: 600, model_alias_map: {} }

/** Functions called after every call that succeeded (`successCallback.push(fn)`); for a stream, at its end. */
export const successCallback: Callback[] = []

/** Functions called after every call that failed; the exception is `kwargs.exception` and the second argument. */
export const failureCallback: Callback[] = []
