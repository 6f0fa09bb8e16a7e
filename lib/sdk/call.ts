import { sumNano } from "#lib/catalog/cost"
import { type ErrorKind, GatewayError } from "#lib/core/errors"
import { requestId } from "#lib/core/ids"
import { usdFromNano } from "#lib/core/money"
import { billLines, isPriced } from "#lib/router/bill"
import type { Deployment } from "#lib/router/deployment"
import type { Ticket } from "#lib/router/ticket"
import type { ChatResponse, Usage } from "#lib/wire/chat"
import { APIError, BadRequestError } from "./exceptions"
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
  /** What is held of the deployment's limits until the call ends; null = nothing. */
  readonly ticket: Ticket | null
}

/** What a call that succeeded came to. */
export interface Outcome {
  readonly response: unknown
  readonly usage: Usage | null
  readonly costUsd: number | null
  /** A stream's answer put together. */
  readonly whole?: ChatResponse
}

/** One call from its start to its end, which comes exactly once. */
export class Call {
  readonly callType: string
  readonly options: CallOptions
  readonly callId = requestId()
  readonly startedAt = new Date()
  #ended = false

  constructor(callType: string, options: CallOptions) {
    // From JavaScript nobody is kept from calling without arguments.
    if (typeof options !== "object" || options === null || Array.isArray(options))
      throw new BadRequestError('This call takes an object: `{ model: "openai/gpt-4o", … }`.', { param: "model" })
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

  /** The call succeeded. */
  succeed(served: Served, outcome: Outcome): void {
    if (this.#ended) return
    this.#ended = true
    const { deployment } = served
    const { whole } = outcome
    settle(served, outcome, null)
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

  /**
   * The call failed for good. `served`: an answer had begun. Returns what the caller is to be thrown: the exception, or the
   * reason of its own signal.
   */
  fail(e: unknown, deployment: Deployment | null, served: Served | null = null): unknown {
    const { signal } = this.options
    if (served !== null && !this.#ended) settle(served, null, GatewayError.is(e) ? e.kind : null)
    if (signal?.aborted && (!GatewayError.is(e) || e.kind === "client_closed")) {
      this.#ended = true
      return signal.reason
    }
    const provider = deployment?.provider.id ?? providerNamed(this.options)
    const exception = toException(e, { provider, model: this.options.model, apiBase: deployment?.apiBase ?? "" })
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
    const { model, messages, input, metadata, user, stream, fallbacks, signal: _signal, ...others } = options
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
      optional_params: {
        ...Object.fromEntries(optional),
        ...(fallbacks === undefined ? {} : { fallbacks: fallbacks.map((f) => (typeof f === "string" ? f : f.model)) }),
      },
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

/** Gives back what the deployment's limits held for the call. */
function settle({ ticket, deployment }: Served, outcome: Outcome | null, broken: ErrorKind | null): void {
  const usage = outcome?.usage ?? null
  const costNanos = usage === null ? 0 : sumNano(billLines(deployment, usage))
  ticket?.settle({
    costNano: costNanos,
    totalTokens: usage?.total_tokens ?? 0,
    broken: broken === "client_closed" ? null : broken,
  })
}

/** Dollars for a usage at a deployment's price; null when there is no price for what was used. */
export function costUsd(deployment: Deployment, usage: Usage | null): number | null {
  if (usage === null || !isPriced(deployment, usage)) return null
  return usdFromNano(sumNano(billLines(deployment, usage)))
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
