import { costLines, costNano } from "#lib/catalog/cost"
import { type Price, priceOf } from "#lib/catalog/price"
import { usdFromNano } from "#lib/core/money"
import type { Usage } from "#lib/wire/chat"
import { catalogEntry, unknownModel } from "./catalog-entry"
import { BadRequestError } from "./exceptions"
import type { Hidden } from "./hidden"
import type { Message } from "./options"
import { tokenCounter } from "./token-counter"

/** What a cost is computed of: an answer, or texts. */
export interface CompletionCostOptions {
  /** An answer of `completion` or another call, with its `usage`. */
  completion_response?: { model?: string; usage?: Partial<Usage> | null; [field: string]: unknown } | undefined
  /** Absent: the model that answered. */
  model?: string | undefined
  custom_llm_provider?: string | undefined
  /** Without an answer: what was asked, as text or messages. */
  prompt?: string | undefined
  messages?: readonly Message[] | undefined
  /** Without an answer: what came back. */
  completion?: string | undefined
  /** Dollars a token instead of the catalog's. */
  custom_cost_per_token?: { input_cost_per_token: number; output_cost_per_token: number } | undefined
}

/**
 * What a call cost, in dollars: by its usage, cached, reasoning and audio tokens at their own prices. An answer of this SDK
 * knows it itself (`_hidden_params.response_cost`). Throws NotFoundError when the price is not known: unknown is never 0.
 */
export async function completionCost(options: CompletionCostOptions): Promise<number> {
  const answer = options.completion_response
  const custom = options.custom_cost_per_token
  if (answer && custom === undefined && options.model === undefined) {
    const own = (answer as Partial<Hidden>)._hidden_params?.response_cost
    if (typeof own === "number") return own
  }
  const provider =
    options.custom_llm_provider ?? (answer as Partial<Hidden> | undefined)?._hidden_params?.custom_llm_provider
  const model = options.model ?? answer?.model
  if (model === undefined) throw new BadRequestError("Give completion_response or model.", { param: "model" })
  const price = priceFor(model, provider, custom)
  return usdFromNano(costNano(price, answer?.usage ? whole(answer.usage) : await counted(options)))
}

/** Tokens of a call, by kind. */
export interface CostPerTokenOptions {
  model: string
  custom_llm_provider?: string | undefined
  prompt_tokens?: number | undefined
  completion_tokens?: number | undefined
  cache_read_input_tokens?: number | undefined
  cache_creation_input_tokens?: number | undefined
  custom_cost_per_token?: CompletionCostOptions["custom_cost_per_token"]
}

/** `[promptCost, completionCost]` of so many tokens, in dollars. Throws NotFoundError when the price is not known. */
export function costPerToken(options: CostPerTokenOptions): [number, number] {
  const { model, custom_llm_provider: provider, custom_cost_per_token: custom, ...counts } = options
  const tokens = Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== undefined))
  const price = priceFor(model, provider, custom)
  const completion = new Set(["output", "reasoning", "audio_output", "image_output"])
  let asked = 0
  let answered = 0
  for (const { what, nano } of costLines(price, whole(tokens))) {
    if (completion.has(what)) answered += nano
    else asked += nano
  }
  return [asked / 1e9, answered / 1e9]
}

function priceFor(
  model: string,
  provider: string | undefined,
  custom: CompletionCostOptions["custom_cost_per_token"],
): Price {
  const price = custom === undefined ? catalogEntry({ model, custom_llm_provider: provider })?.price : priceOf(custom)
  if (!price) throw unknownModel(model)
  return price
}

function whole(usage: Partial<Usage>): Usage {
  const prompt = usage.prompt_tokens ?? 0
  const completion = usage.completion_tokens ?? 0
  return { ...usage, prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion }
}

async function counted({ prompt, messages, completion }: CompletionCostOptions): Promise<Usage> {
  return whole({
    prompt_tokens: await tokenCounter({ text: prompt, messages }),
    completion_tokens: await tokenCounter({ text: completion }),
  })
}
