import type { ModelOperation } from "#lib/gateway/operation"
import { parseCompletion } from "#lib/gateway/parse-completion"
import { openaiCompletions } from "#lib/wire/completions"

/** OpenAI's legacy text completions: native where the provider has them, through chat elsewhere. */
export const completions: ModelOperation = {
  kind: "model",
  id: "completions",
  callType: "atext_completion",
  method: "POST",
  paths: ["/v1/completions", "/completions", "/engines/:model/completions", "/openai/deployments/:model/completions"],
  dialect: openaiCompletions,
  parse: parseCompletion,
}
