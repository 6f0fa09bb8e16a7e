import { providers } from "#lib/providers/index"
import { completion } from "./completion"
import { catalog } from "./engine"
import { environment } from "./environment"
import { AuthenticationError } from "./exceptions"
import { type ModelName, modelName } from "./model-name"
import { resolved } from "./resolve-name"

/** Whether a model can be called, as far as the environment tells. */
export interface EnvironmentCheck {
  readonly keys_in_environment: boolean
  /** Variables to set: one of a provider's names for its key is enough, so the first is named. */
  readonly missing_keys: string[]
}

/** Is the key of a model's provider set? Throws BadRequestError for an unknown provider. */
export function validateEnvironment(name: string | ModelName): EnvironmentCheck {
  const asked = modelName(name)
  const { provider } = resolved(asked)
  const env = environment()
  const missing: string[] = []
  const needsKey = provider.needsKey && asked.api_key === undefined
  if (needsKey && !provider.keyEnv.some((variable) => env[variable])) missing.push(...provider.keyEnv.slice(0, 1))
  const placed = asked.api_base !== undefined || provider.baseUrlEnv?.some((variable) => env[variable])
  if (provider.baseUrl === null && provider.connect === undefined && !placed)
    missing.push(...(provider.baseUrlEnv ?? []).slice(0, 1))
  return { keys_in_environment: missing.length === 0, missing_keys: missing }
}

/** Tries a key with one small, paid call. False when the provider refuses the key; other failures are thrown. */
export async function checkValidKey(options: { model: string; api_key: string; api_base?: string }): Promise<boolean> {
  try {
    await completion({ ...options, messages: [{ role: "user", content: "Say OK." }], max_tokens: 10, num_retries: 0 })
    return true
  } catch (e) {
    if (e instanceof AuthenticationError) return false
    throw e
  }
}

/** The catalog's models whose provider has its key in the environment, as names to call. */
export function getValidModels(options: { custom_llm_provider?: string } = {}): string[] {
  const env = environment()
  const ready = new Map(
    providers
      .filter(({ keyEnv }) => keyEnv.some((variable) => env[variable]))
      .filter(({ id }) => options.custom_llm_provider === undefined || id === options.custom_llm_provider)
      .map(({ id, catalogId }) => [catalogId ?? id, id]),
  )
  const out: string[] = []
  for (const name of catalog().names()) {
    const owner = ready.get(catalog().get(name)?.provider ?? "")
    if (owner !== undefined) out.push(name.startsWith(`${owner}/`) ? name : `${owner}/${name}`)
  }
  return out
}
