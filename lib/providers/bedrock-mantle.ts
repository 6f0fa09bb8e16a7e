import { anthropicMessages } from "#lib/wire/anthropic-messages/dialect"
import { unsupportedParams } from "#lib/wire/anthropic-messages/unsupported-params"
import { openaiChat } from "#lib/wire/openai-chat/dialect"
import { openaiResponses } from "#lib/wire/openai-responses/dialect"
import { bearer } from "./auth"
import { awsLogin } from "./auth/aws-login"
import { awsRegion, parseBedrockModel } from "./bedrock-address"
import { type ChatService, defineProvider, type Given } from "./provider"
import { AWS_FIELDS } from "./provider-field"

/** Models behind the second of the two OpenAI-compatible paths; the model's card says which one it is. */
const SECOND_PATH = /^(?:openai\.gpt-(?!oss)|google\.gemma-|xai\.)/

const pathTo = (verb: string) => (call: { readonly model: string; readonly given: Given }) => {
  // An api_base that says which path it is, as people copy it from the console.
  const said = /\/v1\/?$/.test(String(call.given.params.api_base ?? ""))
  return `${SECOND_PATH.test(call.model) && !said ? "/openai/v1" : "/v1"}${verb}`
}

const openai: ChatService = {
  dialect: openaiChat,
  path: pathTo("/chat/completions"),
  also: [{ dialect: openaiResponses, path: pathTo("/responses") }],
}
const claude: ChatService = {
  dialect: anthropicMessages,
  path: "/anthropic/v1/messages",
  unsupported: unsupportedParams,
}

/** Bedrock's endpoint that speaks its models' makers' own APIs (docs.aws.amazon.com/bedrock/latest/userguide/bedrock-mantle.html). */
export const bedrockMantle = defineProvider({
  id: "bedrock_mantle",
  baseUrl: null,
  baseUrlEnv: ["BEDROCK_MANTLE_API_BASE"],
  keyEnv: ["BEDROCK_MANTLE_API_KEY", "AWS_BEARER_TOKEN_BEDROCK"],
  needsKey: false,
  fields: AWS_FIELDS,
  auth: bearer,
  headers: { "anthropic-version": "2023-06-01" },
  connect: (given) => {
    const { model, region: named } = parseBedrockModel(given.model)
    const region = awsRegion(given, named)
    return {
      baseUrl: `https://bedrock-mantle.${region}.api.aws`,
      model,
      pricedAs: [`${region}/${model}`, model],
      ...awsLogin(given, { service: "bedrock-mantle", region }),
    }
  },
  serves: { chat: (model) => (/^anthropic\./.test(model) ? claude : openai) },
})
