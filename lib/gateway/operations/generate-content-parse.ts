import type { Parsed } from "#lib/gateway/operation"
import { modelOf, parseObject, routingOf, tagsOf, wholeNumber } from "#lib/gateway/parse-request"
import { refuseRedirects } from "#lib/gateway/refuse-redirects"
import type { ChatRequest } from "#lib/wire/chat"
import { chatOnly } from "#lib/wire/gemini/chat-only"
import { gemini } from "#lib/wire/gemini/dialect"
import { checkRequest } from "#lib/wire/gemini/request-to-hub"
import { camelKeys } from "#lib/wire/gemini/types"
import { asObject } from "#lib/wire/read-json"

/**
 * Text and the path's model → parsed generateContent request; whether it streams is in the method's name. Throws 400 naming the field.
 * What only Google can do is refused when the request has to be translated for another provider.
 */
export function parseContents(text: string, pathModel: string | null, stream: boolean): Parsed {
  const json = parseObject(text)
  const model = modelOf({}, pathModel)
  refuseRedirects(json)
  checkRequest(json)
  const config = camelKeys(asObject(camelKeys(json).generationConfig) ?? {})
  const maxTokens = wholeNumber(config, "maxOutputTokens")
  const answers = wholeNumber(config, "candidateCount")
  const asked = { ...json, model, stream }
  let hub: ChatRequest | null = null
  return {
    body: {
      text,
      json: asked,
      model,
      stream,
      wantsUsage: true,
      dialect: gemini,
      chat() {
        hub ??= chatOnly(gemini.toHub.request(asked))
        return hub
      },
    },
    maxTokens,
    answers: Math.max(1, answers ?? 1),
    endUser: null,
    tags: tagsOf(json),
    routing: routingOf(json),
  }
}
