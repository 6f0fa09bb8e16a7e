import { anthropicMessages } from "#lib/wire/anthropic-messages/dialect"
import { unsupportedParams } from "#lib/wire/anthropic-messages/unsupported-params"
import { AwsChunkDecoder, AwsEventStreamDecoder } from "#lib/wire/aws-event-stream"
import { bedrockConverse, converseOf } from "#lib/wire/bedrock-converse/dialect"
import { errorToHub } from "#lib/wire/bedrock-converse/error"
import { type Family, familyOf } from "#lib/wire/bedrock-converse/model-family"
import type { Dialect } from "#lib/wire/dialect"
import { bearer } from "./auth"
import { awsLogin } from "./auth/aws-login"
import { awsEndpoint, awsRegion, listedName, parseBedrockModel } from "./bedrock-address"
import { type ChatService, defineProvider, type Given } from "./provider"
import { AWS_FIELDS } from "./provider-field"

/** Models that cannot be told how much to think. */
const UNTHINKING: ReadonlySet<Family> = new Set(["plain", "nova", "mistral"])
const ANTHROPIC_VERSION = "bedrock-2023-05-31"
/** What the path says already. */
const NOT_IN_BODY = ["model", "stream", "stream_options"]

/** Anthropic's dialect, but an error answer is Bedrock's. */
const claudeMessages: Dialect = {
  ...anthropicMessages,
  toHub: { ...anthropicMessages.toHub, error: errorToHub },
}

/** Claude in its own words (`invoke`): docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-anthropic-claude-messages.html. */
const claude: ChatService = {
  dialect: claudeMessages,
  path: ({ model, stream, given }) => modelPath(given, model, stream ? "invoke-with-response-stream" : "invoke"),
  unsupported: unsupportedParams,
  amend: (body) => {
    const out: Record<string, unknown> = { ...body, anthropic_version: ANTHROPIC_VERSION }
    for (const field of NOT_IN_BODY) delete out[field]
    return out
  },
  inlineMedia: true,
  decoder: () => new AwsChunkDecoder(),
}

const converse: ChatService = {
  dialect: bedrockConverse,
  path: ({ model, stream, given }) => modelPath(given, model, stream ? "converse-stream" : "converse"),
  unsupported: unsupportedParams,
  inlineMedia: true,
  decoder: () => new AwsEventStreamDecoder(),
}
/** `model_id` names what is called (a provisioned model, a profile's ARN) when `model` says only which model that is. */
function modelPath({ params }: Given, model: string, verb: string): string {
  const id = typeof params.model_id === "string" && params.model_id !== "" ? params.model_id : model
  return `/model/${encodeURIComponent(id)}/${verb}`
}

function serviceOf(model: string, given: Given): ChatService {
  const { route } = parseBedrockModel(given.model)
  const family = familyOf(model)
  if (family === "claude" && route === "invoke") return claude
  const service = { ...converse, dialect: converseOf(model) }
  // A client that speaks Anthropic's own dialect is served by `invoke`, without translation.
  if (family === "claude") return route === "converse" ? service : { ...service, also: [claude] }
  return UNTHINKING.has(family) ? { ...service, unsupported: [...unsupportedParams, "reasoning_effort"] } : service
}

/** Amazon Bedrock: any model through Converse, Claude also in Anthropic's own dialect. */
export const bedrock = defineProvider({
  id: "bedrock",
  aliases: ["bedrock_converse"],
  baseUrl: null,
  keyEnv: ["AWS_BEARER_TOKEN_BEDROCK"],
  needsKey: false,
  fields: [
    ...AWS_FIELDS,
    {
      key: "aws_bedrock_runtime_endpoint",
      label: "Endpoint",
      hint: "An address of your own in front of Bedrock (PrivateLink).",
    },
  ],
  auth: bearer,
  connect: (given) => {
    const { model, region: named } = parseBedrockModel(given.model)
    const region = awsRegion(given, named)
    const endpoint = given.params.aws_bedrock_runtime_endpoint ?? given.env.AWS_BEDROCK_RUNTIME_ENDPOINT
    const own = typeof endpoint === "string" && endpoint !== "" ? endpoint.replace(/\/+$/, "") : null
    return {
      baseUrl: own ?? awsEndpoint("bedrock-runtime", region),
      model,
      pricedAs: [`${region}/${model}`, model, listedName(model)],
      ...awsLogin(given, { service: "bedrock", region }),
    }
  },
  serves: { chat: serviceOf },
})
