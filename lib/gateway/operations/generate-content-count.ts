import { countTokens } from "#lib/catalog/tokens"
import { kindOperation } from "#lib/gateway/kind-operation"
import type { ModelOperation } from "#lib/gateway/operation"
import { promptText } from "#lib/gateway/prompt-text"
import { countedRequest } from "#lib/wire/gemini/counted-request"
import { gemini } from "#lib/wire/gemini/dialect"
import { checkRequest } from "#lib/wire/gemini/request-to-hub"
import { geminiPaths } from "./generate-content"

/** Gemini's token counting: Google's own count for its models, the gateway's tokenizer elsewhere. */
export const countContents: ModelOperation = {
  ...kindOperation({
    id: "generate_content.count_tokens",
    callType: "acount_tokens",
    paths: geminiPaths("countTokens"),
    rules: {
      kind: "countContents",
      dialect: gemini,
      check: (fields) => checkRequest(countedRequest(fields)),
      async otherwise(fields) {
        const totalTokens = await countTokens(promptText(gemini.toHub.request(countedRequest(fields))))
        const promptTokensDetails = [{ modality: "TEXT", tokenCount: totalTokens }]
        return { body: { totalTokens, promptTokensDetails }, usage: null }
      },
    },
  }),
  keyParam: "key",
}
