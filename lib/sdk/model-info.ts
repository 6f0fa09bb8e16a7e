import { catalogEntry, unknownModel } from "./catalog-entry"
import { catalog } from "./engine"
import { type ModelName, modelName } from "./model-name"
import { supportedParamsOf } from "./supported-params"

/** What the catalog knows of a model. Prices are dollars; other fields of the catalog ride along under their LiteLLM names. */
export interface ModelInfo {
  /** The catalog's name of the model. */
  readonly key: string
  readonly litellm_provider: string
  /** `chat`, `embedding`, `image_generation` … */
  readonly mode: string
  readonly max_tokens: number | null
  readonly max_input_tokens: number | null
  readonly max_output_tokens: number | null
  readonly input_cost_per_token?: number
  readonly output_cost_per_token?: number
  readonly supported_openai_params: readonly string[]
  readonly [field: string]: unknown
}

/** The catalog's facts on a model. Throws NotFoundError for a model it does not know; `registerModel` adds one. */
export function getModelInfo(name: string | ModelName, customLlmProvider?: string): ModelInfo {
  const asked = modelName(name, customLlmProvider)
  const found = catalogEntry(asked)
  if (found === null) throw unknownModel(asked.model)
  const { max_tokens, max_output_tokens } = found.fields
  return {
    ...found.fields,
    key: found.name,
    litellm_provider: found.provider,
    mode: found.mode,
    max_tokens: whole(max_tokens) ?? whole(max_output_tokens),
    max_input_tokens: found.maxInputTokens,
    max_output_tokens: found.maxOutputTokens,
    supported_openai_params: supportedParamsOf(asked),
  }
}

/** The most tokens a model writes; null when the catalog does not say. Throws NotFoundError for an unknown model. */
export function getMaxTokens(name: string | ModelName): number | null {
  const found = catalogEntry(modelName(name))
  if (found === null) throw unknownModel(modelName(name).model)
  return found.maxOutputTokens
}

/**
 * Adds models to the catalog, or changes what it says of known ones, for this process:
 * `registerModel({ "openai/my-model": { input_cost_per_token: 1e-6, max_tokens: 8192, litellm_provider: "openai" } })`.
 */
export function registerModel(models: Readonly<Record<string, Readonly<Record<string, unknown>>>>): void {
  for (const [name, fields] of Object.entries(models)) catalog().register(name, fields)
}

const whole = (value: unknown): number | null => (typeof value === "number" && value > 0 ? value : null)
