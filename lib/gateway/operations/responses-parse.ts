import type { Parsed } from "#lib/gateway/operation"
import { endUserOf, modelOf, parseObject, routingOf, tagsOf, wholeNumber } from "#lib/gateway/parse-request"
import { refuseRedirects } from "#lib/gateway/refuse-redirects"
import type { ChatRequest } from "#lib/wire/chat"
import { chatOnly } from "#lib/wire/openai-responses/chat-only"
import { openaiResponses } from "#lib/wire/openai-responses/dialect"
import { checkRequest } from "#lib/wire/openai-responses/request-to-hub"

/**
 * Text → parsed Responses request. Throws 400 naming the field. What needs a provider that serves Responses itself
 * (`previous_response_id`, hosted tools …) is refused only when the request has to be translated for one that does not.
 */
export function parseResponses(text: string, pathModel: string | null): Parsed {
  const json = parseObject(text)
  const model = modelOf(json, pathModel)
  refuseRedirects(json)
  const asked: Record<string, unknown> = pathModel === null ? json : { ...json, model }
  checkRequest(asked)
  let hub: ChatRequest | null = null
  return {
    body: {
      text: pathModel === null ? text : JSON.stringify(asked),
      json: asked,
      model,
      stream: asked.stream === true,
      wantsUsage: true,
      dialect: openaiResponses,
      chat() {
        hub ??= openaiResponses.toHub.request(chatOnly(asked))
        return hub
      },
    },
    maxTokens: wholeNumber(asked, "max_output_tokens"),
    answers: 1,
    endUser: endUserOf(asked),
    tags: tagsOf(asked),
    routing: routingOf(asked),
  }
}
