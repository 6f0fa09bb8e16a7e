import type { ModelOperation } from "#lib/gateway/operation"
import { openaiResponses } from "#lib/wire/openai-responses/dialect"
import { keepResponse } from "./responses-keep"
import { parseResponses } from "./responses-parse"
import { recallResponses } from "./responses-recall"

/** OpenAI's Responses API, to any provider: as it is where the provider serves it, translated to chat elsewhere. */
export const responses: ModelOperation = {
  kind: "model",
  id: "responses",
  callType: "aresponses",
  method: "POST",
  paths: ["/v1/responses", "/responses", "/openai/v1/responses"],
  dialect: openaiResponses,
  parse: parseResponses,
  recall: recallResponses,
  keep: keepResponse,
}
