import { completion, type ModelResponse } from "./completion"
import type { CompletionOptions, Message } from "./options"

const PARALLEL = 100

/** Options of one model for many conversations. */
export interface BatchCompletionOptions extends Omit<CompletionOptions, "messages" | "stream"> {
  model: string
  messages: readonly (readonly Message[])[]
  /** How many at once. */
  max_workers?: number
}

/** Asks one model many times at once. The answers come in the order of the conversations; one that failed is its exception. */
export function batchCompletion(options: BatchCompletionOptions): Promise<(ModelResponse | Error)[]> {
  const { messages, max_workers: workers = PARALLEL, ...rest } = options
  return inParallel(messages, workers, async (each) =>
    completion({ ...rest, messages: each, stream: false } as CompletionOptions),
  )
}

/** Options of one conversation for many models. */
export interface BatchModelsOptions extends Omit<CompletionOptions, "model" | "stream"> {
  models: readonly string[]
  messages: readonly Message[]
}

/** Asks several models the same at once; the first answer wins and the others are cancelled. Throws when all failed. */
export async function batchCompletionModels(options: BatchModelsOptions): Promise<ModelResponse> {
  const { models, signal, ...rest } = options
  const losers = new AbortController()
  const both = signal === undefined ? losers.signal : AbortSignal.any([signal as AbortSignal, losers.signal])
  const calls = models.map((model) => completion({ ...rest, model, signal: both, stream: false } as CompletionOptions))
  try {
    return (await Promise.any(calls)) as ModelResponse
  } catch (e) {
    throw e instanceof AggregateError ? (e.errors.at(-1) ?? e) : e
  } finally {
    losers.abort(new Error("Another model answered first."))
  }
}

/** Asks several models the same at once and waits for all; a failed one is its exception. */
export function batchCompletionModelsAllResponses(options: BatchModelsOptions): Promise<(ModelResponse | Error)[]> {
  const { models, ...rest } = options
  return inParallel(models, PARALLEL, async (model) =>
    completion({ ...rest, model, stream: false } as CompletionOptions),
  )
}

async function inParallel<T>(
  items: readonly T[],
  workers: number,
  ask: (item: T) => Promise<unknown>,
): Promise<(ModelResponse | Error)[]> {
  const out: (ModelResponse | Error)[] = []
  let next = 0
  const work = async () => {
    for (let at = next++; at < items.length; at = next++) {
      out[at] = (await ask(items[at] as T).catch((e) => (e instanceof Error ? e : new Error(String(e))))) as
        | ModelResponse
        | Error
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, Math.min(workers, items.length)) }, work))
  return out
}
