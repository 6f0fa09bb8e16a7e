import { GatewayError } from "#lib/core/errors"
import { kindOperation } from "#lib/gateway/kind-operation"
import { missing, wrong } from "#lib/gateway/parse-kind"

const MAX_INPUTS = 2048

/** OpenAI embeddings: text, texts, tokens or lists of tokens; as floats or base64. */
export const embeddings = kindOperation({
  id: "embeddings",
  callType: "aembedding",
  paths: ["/v1/embeddings", "/embeddings", "/engines/:model/embeddings", "/openai/deployments/:model/embeddings"],
  rules: {
    kind: "embeddings",
    check(fields) {
      const { input, encoding_format: format } = fields
      if (input === undefined || input === null) throw missing("input", "the text to embed, or a list of texts")
      if (typeof input === "string" ? input === "" : !Array.isArray(input) || input.length === 0)
        throw wrong("input", "a text that is not empty, or a list of at least one text or token list")
      if (Array.isArray(input)) checkList(input)
      if (format !== undefined && format !== null && typeof format !== "string")
        throw wrong("encoding_format", "`float` or `base64`")
    },
  },
})

function checkList(input: readonly unknown[]): void {
  const tokens = typeof input[0] === "number"
  const right = input.every((item) => {
    if (tokens) return typeof item === "number"
    return (typeof item === "string" && item !== "") || (typeof item === "object" && item !== null && !isEmpty(item))
  })
  if (!right) throw wrong("input", "a list of texts, of tokens or of token lists, none of them empty")
  if (!tokens && input.length > MAX_INPUTS)
    throw new GatewayError("invalid_request", `The field \`input\` has more than ${MAX_INPUTS} entries.`, {
      param: "input",
    })
}

const isEmpty = (item: object) => Array.isArray(item) && item.length === 0
