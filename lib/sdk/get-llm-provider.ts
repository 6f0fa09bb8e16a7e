import { type ResolvedModel, resolveModel } from "#lib/providers/resolve"
import { catalog } from "./engine"
import { environment } from "./environment"
import { BadRequestError } from "./exceptions"

/** A model's name, and what else says whose it is. */
export interface ModelName {
  model: string
  custom_llm_provider?: string | undefined
  api_base?: string | undefined
  api_key?: string | undefined
}

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

/** Provider declaration and model of a name. Throws BadRequestError. */
export function resolved(asked: ModelName): ResolvedModel {
  try {
    return resolve(asked)
  } catch (e) {
    throw new BadRequestError(e instanceof Error ? e.message : String(e), {
      model: asked.model,
      param: "model",
      cause: e,
    })
  }
}

/** The same, null when nobody is known to serve the name. */
export function resolvedOrNull(asked: ModelName): ResolvedModel | null {
  try {
    return resolve(asked)
  } catch {
    return null
  }
}

/** The id of the provider a call goes to; empty when none is known. */
export function providerNamed(asked: ModelName): string {
  return resolvedOrNull(asked)?.provider.id ?? ""
}

function resolve({ model, custom_llm_provider: customProvider, api_base: apiBase }: ModelName): ResolvedModel {
  return resolveModel(String(model), {
    customProvider,
    apiBase,
    env: environment(),
    providerOfBareName: catalog().providerOf,
  })
}

/** Both ways helpers can be called: `f("gpt-4o")` and `f({ model: "gpt-4o" })`. */
export function modelName(name: string | ModelName, customLlmProvider?: string): ModelName {
  if (typeof name !== "string") return name
  return customLlmProvider === undefined ? { model: name } : { model: name, custom_llm_provider: customLlmProvider }
}
