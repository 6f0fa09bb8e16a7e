import { costNano } from "#lib/catalog/cost"
import { GatewayError } from "#lib/core/errors"
import { requestId } from "#lib/core/ids"
import { usdFromNano } from "#lib/core/money"
import type { Deployment } from "#lib/router/deployment"
import type { ChatResponse, Usage } from "#lib/wire/chat"
import { APIError } from "./exceptions"
import type { Hidden, HiddenParams } from "./hidden"
import type { CallOptions } from "./options"
import { providerNamed } from "./resolve-name"
import { type Callback, type CallbackFacts, failureCallback, settings, successCallback } from "./settings"
import { toException } from "./to-exception"
import { sdkLog } from "./verbose"

/** Which deployment answered, and how many others were asked before. */
export interface Served {
  readonly deployment: Deployment
  readonly retries: number
  readonly fallbacks: number
}

/** One call from its start to its end, which comes exactly once. */
export class Call {
  readonly callType: string
  readonly options: CallOptions
  readonly callId = requestId()
  readonly startedAt = new Date()
  #ended = false

  constructor(callType: string, options: CallOptions) {
    this.callType = callType
    this.options = options
  }

  /** The facts of an answer; `costUsd` null = not known (yet). */
  hidden(served: Served, costUsd: number | null): HiddenParams {
    const { deployment } = served
    return {
      model_id: deployment.id,
      model_group: deployment.group,
      api_base: deployment.apiBase,
      custom_llm_provider: deployment.provider.id,
      litellm_call_id: this.callId,
      response_cost: costUsd,
      attempted_retries: served.retries,
      attempted_fallbacks: served.fallbacks,
      _response_ms: Date.now() - this.startedAt.getTime(),
    }
  }

  /** The call succeeded: `response` is what the caller got, `whole` a stream's answer put together. */
  succeed(served: Served, outcome: { response: unknown; costUsd: number | null; whole?: ChatResponse }): void {
    if (this.#ended) return
    this.#ended = true
    const { deployment } = served
    const { whole } = outcome
    sdkLog().debug("call answered", {
      ...this.#line(),
      model: deployment.model,
      provider: deployment.provider.id,
      cost_usd: outcome.costUsd,
    })
    if (successCallback.length === 0) return
    const facts = {
      ...this.#facts(deployment),
      response_cost: outcome.costUsd,
      ...(whole === undefined ? {} : { complete_streaming_response: whole }),
    }
    this.#tell(successCallback, facts, outcome.response)
  }

  /** The call failed for good. Returns what the caller is to be thrown: the exception, or the reason of its own signal. */
  fail(e: unknown, deployment: Deployment | null): unknown {
    const { signal } = this.options
    if (signal?.aborted && (!GatewayError.is(e) || e.kind === "client_closed")) {
      this.#ended = true
      return signal.reason
    }
    const provider = deployment?.provider.id ?? providerNamed(this.options)
    const exception = toException(e, { provider, model: this.options.model })
    if (this.#ended) return exception
    this.#ended = true
    sdkLog().debug("call failed", { ...this.#line(), error: exception.name, status: exception.status_code })
    this.#tell(failureCallback, { ...this.#facts(deployment), response_cost: 0, exception }, exception)
    return exception
  }

  #line() {
    return {
      call_id: this.callId,
      call_type: this.callType,
      asked: this.options.model,
      ms: Date.now() - this.startedAt.getTime(),
    }
  }

  #facts(deployment: Deployment | null): Omit<CallbackFacts, "response_cost"> {
    const { options } = this
    const { model, messages, input, metadata, user, stream, api_key: _key, signal: _signal, ...others } = options
    const optional = Object.entries(others).filter(
      ([name]) => !/key|token$|secret|password|header|credential/i.test(name),
    )
    return {
      model,
      custom_llm_provider: deployment?.provider.id ?? providerNamed(options),
      call_type: this.callType,
      ...(messages === undefined ? {} : { messages }),
      ...(input === undefined ? {} : { input }),
      user: user ?? null,
      stream: stream === true,
      litellm_params: { metadata: metadata ?? {} },
      optional_params: Object.fromEntries(optional),
      api_base: deployment?.apiBase ?? "",
    }
  }

  #tell(callbacks: readonly Callback[], facts: CallbackFacts, response: unknown): void {
    const endedAt = new Date()
    for (const callback of callbacks) {
      Promise.resolve()
        .then(() => callback(facts, response, this.startedAt, endedAt))
        .catch((e) => sdkLog().warn("a callback failed", { error: String(e) }))
    }
  }
}

/** Dollars for a usage at a deployment's price; null when the price is not known. */
export function costUsd(deployment: Deployment, usage: Usage | null): number | null {
  return deployment.price === null || usage === null ? null : usdFromNano(costNano(deployment.price, usage))
}

/** Puts the facts on an answer, out of sight. */
export function withHidden<T extends object>(answer: T, hidden: HiddenParams): T & Hidden {
  return Object.defineProperties(answer, {
    _hidden_params: { value: hidden, enumerable: false, configurable: true, writable: true },
    _response_ms: { value: hidden._response_ms, enumerable: false, configurable: true, writable: true },
  }) as T & Hidden
}

/** Whether another model may be asked after this failure: not when the caller itself ended the call. */
export function mayTryAnother(e: unknown, signal: AbortSignal | undefined): boolean {
  return !signal?.aborted && (e instanceof APIError || GatewayError.is(e))
}

/** Tries after the first that a call makes. */
export function retriesOf(options: CallOptions): number {
  return options.num_retries ?? options.max_retries ?? settings.num_retries
}
