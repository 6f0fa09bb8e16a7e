import { type ResolvedModel, resolveModel } from "#lib/providers/resolve"
import { catalog } from "./engine"
import { environment } from "./environment"
import { BadRequestError } from "./exceptions"
import type { ModelName } from "./model-name"

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
