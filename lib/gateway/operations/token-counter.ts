import { countTokens } from "#lib/catalog/tokens"
import { GatewayError } from "#lib/core/errors"
import type { LocalOperation } from "#lib/gateway/operation"
import { modelOf, parseObject } from "#lib/gateway/parse-request"
import { promptText } from "#lib/gateway/prompt-text"
import { aliased, authorizeModel } from "#lib/identity/access"
import { modelNotFound } from "#lib/router/groups"
import { openaiChat } from "#lib/wire/openai-chat/dialect"

/** LiteLLM's token counter: how many tokens a prompt, messages or Gemini contents are, counted here. Calls nobody, costs nothing. */
export const tokenCounter: LocalOperation = {
  kind: "local",
  id: "token_counter",
  callType: "token_counter",
  method: "POST",
  paths: ["/utils/token_counter"],
  dialect: openaiChat,
  async run(rt, caller, _params, req) {
    const json = parseObject((await req.bytes(rt.rules.maxBodyBytes)).toString("utf8"))
    const asked = modelOf(json, null)
    const model = aliased(caller, asked)
    authorizeModel(caller, model, rt.routing.groups.accessGroups)
    const [deployment] = rt.routing.groups.find(model) ?? []
    if (deployment === undefined) throw modelNotFound(model, [])
    const { prompt, messages, contents } = json
    if ([prompt, messages, contents].every((part) => part === undefined || part === null))
      throw new GatewayError("invalid_request", "Give `prompt`, `messages` or `contents`: what is to be counted.", {
        param: "messages",
      })
    const text = [textOf(prompt), promptText(json), textOf(contents)].filter((part) => part !== "").join("\n")
    return {
      total_tokens: await countTokens(text),
      request_model: asked,
      model_used: deployment.model,
      tokenizer_type: "openai_tokenizer",
    }
  },
}

/** Text in a prompt, or in Gemini's contents (`parts` of `text`). */
function textOf(value: unknown): string {
  if (typeof value === "string") return value
  if (Array.isArray(value)) return value.map(textOf).join("\n")
  if (typeof value !== "object" || value === null) return ""
  const { text, parts } = value as Record<string, unknown>
  return [textOf(text), textOf(parts)].filter((part) => part !== "").join("\n")
}
