import { anthropicMessages } from "#lib/wire/anthropic-messages/dialect"
import { unsupportedParams as claudeRefuses } from "#lib/wire/anthropic-messages/unsupported-params"
import { gemini } from "#lib/wire/gemini/dialect"
import { unsupportedParams as geminiRefuses } from "#lib/wire/gemini/unsupported-params"
import { openaiChat } from "#lib/wire/openai-chat/dialect"
import { findGoogleCredentials, givenCredentials } from "./auth/google-credentials"
import { googleOauth } from "./auth/google-oauth"
import { geminiBody } from "./gemini-body"
import { type ChatService, type Connection, defineProvider, type Given } from "./provider"
import { locationOf, vertexHost } from "./vertex-location"

const ID = "vertex_ai"
const CLAUDE_VERSION = "vertex-2023-10-16"

/** Gemini's models, and a tuned one by the number of its endpoint (`gemini/<number>`). */
const google: ChatService = {
  dialect: gemini,
  path: ({ model, stream, given }) => {
    const endpoint = /^gemini\/(\d+)$/.exec(model)?.[1]
    const resource = endpoint ? `endpoints/${endpoint}` : `publishers/google/models/${named(model, "google")}`
    return `/v1beta1/${place(given)}/${resource}:${stream ? "streamGenerateContent?alt=sse" : "generateContent"}`
  },
  unsupported: geminiRefuses,
  // Vertex takes the tier in a header, and refuses the field.
  amend: (body, call) => {
    const { serviceTier: _tier, ...rest } = geminiBody(body, call)
    return rest
  },
}

/** Anthropic's Messages API with the model in the path and the version in the body. */
const claude: ChatService = {
  dialect: anthropicMessages,
  path: ({ model, stream, given }) =>
    `/v1/${place(given)}/publishers/anthropic/models/${raw(model, "anthropic", stream)}`,
  unsupported: claudeRefuses,
  amend: ({ model: _model, ...body }) => ({ anthropic_version: CLAUDE_VERSION, ...body }),
}

/** Mistral's and AI21's own API, which is OpenAI's, behind Google's generic method. */
function ownApi(publisher: string): ChatService {
  return {
    dialect: openaiChat,
    path: ({ model, stream, given }) =>
      `/v1/${place(given)}/publishers/${publisher}/models/${raw(model, publisher, stream)}`,
    amend: (body, { model }) => ({ ...body, model: model.replace(`${publisher}/`, "") }),
  }
}

/** Everyone else's models as `publisher/model`, and an endpoint of one's own as `openai/<number>`. */
const openapi: ChatService = {
  dialect: openaiChat,
  path: ({ model, given }) => {
    const endpoint = /^openai\/(\d+)$/.exec(model)?.[1] ?? "openapi"
    return `/v1/${place(given)}/endpoints/${endpoint}/chat/completions`
  },
}

const mistral = ownApi("mistralai")
const ai21 = ownApi("ai21")

/**
 * Google's Vertex AI (cloud.google.com/vertex-ai/generative-ai/docs): Gemini, and Claude, Mistral, Llama and others in their own
 * dialects. Login by service account, by the machine's or a user's own identity, or with an access token as `api_key`.
 */
export const vertexAi = defineProvider({
  id: ID,
  aliases: ["vertex_ai_beta", "google-vertex"],
  baseUrl: null,
  baseUrlEnv: ["VERTEXAI_API_BASE"],
  keyEnv: [],
  needsKey: false,
  fields: [
    {
      key: "vertex_project",
      label: "Project",
      placeholder: "my-project",
      hint: "Empty: VERTEXAI_PROJECT, else the credentials' own.",
    },
    {
      key: "vertex_location",
      label: "Location",
      placeholder: "us-central1",
      hint: "Empty: VERTEXAI_LOCATION, else where the model is served first.",
    },
    {
      key: "vertex_credentials",
      label: "Credentials",
      kind: "textarea",
      placeholder: '{"type": "service_account", …}',
      hint: "The JSON of a service account. Empty: what the gateway's machine is logged in as.",
    },
  ],
  auth: () => ({}),
  connect,
  serves: { chat: serviceOf },
})

/** Which dialect a model of Vertex' speaks. */
function serviceOf(model: string): ChatService {
  if (/^(?:anthropic\/)?claude/.test(model)) return claude
  if (/^(?:mistralai\/)?(?:mistral|codestral|ministral|magistral|pixtral)/.test(model)) return mistral
  if (/^(?:ai21\/)?jamba/.test(model)) return ai21
  // Gemini's own and what is named without a publisher; everyone else is `publisher/model`.
  return /^(?:google\/)?gemini|^[^/]+$/.test(model) ? google : openapi
}

function connect(given: Given): Connection {
  const baseUrl = vertexHost(locationOf(given), given)
  projectOf(given)
  const { apiKey, params, env } = given
  if (apiKey !== "") {
    // Keys of Google Cloud (express mode) are no tokens.
    const key = /^(?:AIza|AQ\.)/.test(apiKey)
    return { baseUrl, headers: key ? { "x-goog-api-key": apiKey } : { authorization: `Bearer ${apiKey}` } }
  }
  // A server of one's own in front of Vertex logs in itself, unless credentials are named.
  if ((params.api_base ?? env.VERTEXAI_API_BASE) && givenCredentials(given) === null) return { baseUrl }
  return { baseUrl, sign: googleOauth(findGoogleCredentials(given), ID) }
}

/** `projects/<project>/locations/<location>`. */
function place(given: Given): string {
  return `projects/${encodeURIComponent(projectOf(given))}/locations/${encodeURIComponent(locationOf(given))}`
}

function projectOf(given: Given): string {
  const { params, env } = given
  const named =
    text(params.vertex_project) ??
    text(params.vertex_ai_project) ??
    text(env.VERTEXAI_PROJECT) ??
    text(env.VERTEX_PROJECT) ??
    text(env.GOOGLE_CLOUD_PROJECT)
  const project = named ?? (given.apiKey === "" ? findGoogleCredentials(given).project : null)
  if (project === null)
    throw new Error(`${ID} needs a project: set vertex_project, or the environment variable VERTEXAI_PROJECT`)
  return project
}

/** The model's name in a path, without its publisher; versions are written with an @. */
function named(model: string, publisher: string): string {
  const bare = model.startsWith(`${publisher}/`) ? model.slice(publisher.length + 1) : model
  return encodeURIComponent(bare).replaceAll("%40", "@")
}

function raw(model: string, publisher: string, stream: boolean): string {
  return `${named(model, publisher)}:${stream ? "streamRawPredict" : "rawPredict"}`
}

const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined)
