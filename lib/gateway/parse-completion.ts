import { GatewayError } from "#lib/core/errors"
import { openaiCompletions } from "#lib/wire/completions"
import type { Parsed } from "./operation"
import { missing, wrong } from "./parse-kind"
import { endUserOf, modelOf, parseObject, routingOf, tagsOf, wholeNumber } from "./parse-request"
import { refuseRedirects } from "./refuse-redirects"

/** Text → parsed text completion. Throws 400 naming the field; what a chat model cannot do of it is said when it is asked. */
export function parseCompletion(text: string, pathModel: string | null): Parsed {
  const json = parseObject(text)
  const model = modelOf(json, pathModel)
  refuseRedirects(json)
  const asked: Record<string, unknown> = pathModel === null ? json : { ...json, model }
  const { prompt, stream } = asked
  if (prompt === undefined || prompt === null) throw missing("prompt", "the text to complete")
  if (typeof prompt !== "string" && !(Array.isArray(prompt) && prompt.length > 0))
    throw wrong("prompt", "a text, or a list of at least one text or token list")
  if (stream !== undefined && stream !== null && typeof stream !== "boolean")
    throw new GatewayError("invalid_request", "The field `stream` must be true or false.", { param: "stream" })
  return {
    body: {
      text: pathModel === null ? text : JSON.stringify(asked),
      json: asked,
      model,
      stream: stream === true,
      wantsUsage: (asked.stream_options as { include_usage?: unknown } | null | undefined)?.include_usage === true,
      dialect: openaiCompletions,
      chat: () => openaiCompletions.toHub.request(asked),
    },
    maxTokens: wholeNumber(asked, "max_tokens"),
    answers: (wholeNumber(asked, "best_of") ?? wholeNumber(asked, "n") ?? 1) * prompts(prompt),
    endUser: endUserOf(asked),
    tags: tagsOf(asked),
    routing: routingOf(asked),
  }
}

/** How many prompts a request holds: each is answered. */
function prompts(prompt: unknown): number {
  return Array.isArray(prompt) && typeof prompt[0] !== "number" ? prompt.length : 1
}
