import { environment } from "./environment"
import { type ModelName, modelName } from "./model-name"
import { resolved } from "./resolve-name"

/** Model and provider of a name. */
export interface LlmProvider {
  /** The provider's own name of the model. */
  readonly model: string
  readonly custom_llm_provider: string
  /** The key that would be used; null when none is set. */
  readonly dynamic_api_key: string | null
  /** The address that would be used; null when only the provider itself knows. */
  readonly api_base: string | null
}

/** Whose a model is: `"openai/gpt-4o"` → `{ model: "gpt-4o", custom_llm_provider: "openai", … }`. Throws BadRequestError that names close prefixes. */
export function getLlmProvider(name: string | ModelName, customLlmProvider?: string): LlmProvider {
  const asked = modelName(name, customLlmProvider)
  const { provider, model } = resolved(asked)
  const env = environment()
  const firstOf = (names: readonly string[]) => names.map((variable) => env[variable]).find(Boolean) ?? null
  return {
    model,
    custom_llm_provider: provider.id,
    dynamic_api_key: asked.api_key ?? firstOf(provider.keyEnv),
    api_base: asked.api_base ?? firstOf(provider.baseUrlEnv ?? []) ?? provider.baseUrl,
  }
}
