import type { Usage } from "#lib/wire/chat"

/**
 * What is known of an answer beside its content. Not enumerable on the answer: it is in neither `JSON.stringify` nor
 * `console.log`, and reads as LiteLLM's does (`response._hidden_params.response_cost`).
 */
export interface HiddenParams {
  /** The deployment that answered. */
  readonly model_id: string
  /** The model group of a Router. */
  readonly model_group: string
  readonly api_base: string
  readonly custom_llm_provider: string
  readonly litellm_call_id: string
  /** Dollars; null when the price is not known. Of a stream: null until it has ended. */
  readonly response_cost: number | null
  readonly attempted_retries: number
  readonly attempted_fallbacks: number
  readonly _response_ms: number
}

/** What every answer carries. */
export interface Hidden {
  readonly _hidden_params: HiddenParams
  /** Milliseconds from the call to the whole answer. */
  readonly _response_ms: number
}

/** A streamed answer: `for await (const chunk of stream)`. It can be read once. Leaving the loop early stops the provider. */
export interface ModelStream<T> extends AsyncIterable<T> {
  /** `response_cost` is known once the stream has ended. */
  readonly _hidden_params: HiddenParams
  /** What the provider counted so far; whole once the stream has ended. */
  readonly usage: Partial<Usage> | null
}
