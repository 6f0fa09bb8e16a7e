import { bearerOf, keptToken } from "./auth/oauth-token"
import { plainChat } from "./plain-chat"
import { type Connection, defineProvider, type Given } from "./provider"

const VERSION = "2024-03-13"
const IAM_URL = "https://iam.cloud.ibm.com/identity/token"
const GRANT = "urn:ibm:params:oauth:grant-type:apikey"
const URLS = ["WATSONX_API_BASE", "WATSONX_URL", "WX_URL", "WML_URL"]

/**
 * IBM watsonx.ai (cloud.ibm.com/apidocs/watsonx-ai, "Text chat"): an API key is exchanged for a token; calls belong to a project
 * or a space. `watsonx/deployment/<id>` names a deployment instead of a model.
 */
export const watsonx = defineProvider({
  id: "watsonx",
  baseUrl: null,
  baseUrlEnv: URLS,
  keyEnv: ["WATSONX_API_KEY", "WATSONX_APIKEY", "WX_API_KEY"],
  needsKey: false,
  fields: [
    { key: "watsonx_region_name", label: "Region", placeholder: "us-south", hint: "Instead of an address." },
    {
      key: "project_id",
      label: "Project id",
      hint: "A model is called for a project or a space. Or WATSONX_PROJECT_ID.",
    },
    { key: "space_id", label: "Deployment space id" },
    { key: "token", label: "Token", kind: "password", hint: "Instead of a key: a token that is ready." },
    { key: "api_version", label: "API version", placeholder: VERSION },
  ],
  auth: () => ({}),
  connect,
  serves: {
    chat: {
      ...plainChat,
      path: ({ model, stream, given }) => {
        const deployment = deploymentOf(model)
        const place = deployment === null ? "/ml/v1" : `/ml/v1/deployments/${encodeURIComponent(deployment)}`
        return `${place}/text/chat${stream ? "_stream" : ""}?version=${versionOf(given)}`
      },
      amend: (body, { model }) => amend(body, model),
    },
  },
})

function connect(given: Given): Connection {
  const { params, env } = given
  const look = (param: string, ...names: string[]): string | undefined =>
    textOf(params[param]) ?? names.map((name) => env[name]).find((value) => value)
  versionOf(given)
  const region = look("watsonx_region_name", "WATSONX_REGION", "WX_REGION") ?? textOf(params.region_name)
  if (region !== undefined && !/^[a-z0-9-]+$/.test(region))
    throw new Error(`watsonx: "${region.slice(0, 40)}" is no region; write one such as us-south or eu-de`)
  if (textOf(params.api_base) === undefined && region === undefined && !URLS.some((name) => env[name]))
    throw new Error(
      "watsonx needs api_base, e.g. https://us-south.ml.cloud.ibm.com, or the environment variable WATSONX_URL",
    )
  const project = look("project_id", "WATSONX_PROJECT_ID", "WX_PROJECT_ID") ?? textOf(params.watsonx_project)
  const space = look("space_id", "WATSONX_DEPLOYMENT_SPACE_ID", "WATSONX_SPACE_ID", "WX_SPACE_ID")
  const isDeployment = deploymentOf(given.model) !== null
  if (project === undefined && space === undefined && !isDeployment)
    throw new Error(
      "watsonx needs project_id or space_id: set it on the deployment, or WATSONX_PROJECT_ID or WATSONX_SPACE_ID",
    )
  const owner = project === undefined ? { space_id: space } : { project_id: project }
  return {
    ...(region === undefined ? {} : { baseUrl: `https://${region}.ml.cloud.ibm.com` }),
    ...(isDeployment ? {} : { defaults: owner }),
    ...login(given),
  }
}

function login({ params, env, apiKey }: Given): Connection {
  const ready = textOf(params.token) ?? (textOf(params.api_key) ? undefined : env.WATSONX_TOKEN)
  if (ready) return { headers: { authorization: `Bearer ${ready}` } }
  const zen = env.WATSONX_ZENAPIKEY
  if (apiKey === "" && zen) return { headers: { authorization: `ZenApiKey ${zen}` } }
  if (apiKey === "")
    throw new Error(
      "watsonx needs a key: set api_key or the environment variable WATSONX_API_KEY (or WATSONX_TOKEN for a token)",
    )
  const request = () => ({ url: env.WATSONX_IAM_URL || IAM_URL, form: { grant_type: GRANT, apikey: apiKey } })
  return { sign: bearerOf(keptToken({ provider: "watsonx", request })) }
}

/** What is OpenAI's `model`, `stream` and a word as `tool_choice` has other names or another place here. */
function amend(body: Record<string, unknown>, model: string): Record<string, unknown> {
  const { model: _model, stream: _stream, stream_options: _usage, tool_choice: choice, ...rest } = body
  if (deploymentOf(model) === null) rest.model_id = model
  if (typeof choice === "string") rest.tool_choice_option = choice
  else if (choice !== undefined) rest.tool_choice = choice
  return rest
}

const deploymentOf = (model: string): string | null => /^deployment\/(.+)$/.exec(model)?.[1] ?? null

function versionOf({ params }: Given): string {
  const version = String(params.api_version ?? VERSION)
  if (/^\d{4}-\d{2}-\d{2}$/.test(version)) return version
  throw new Error(`watsonx: api_version "${version.slice(0, 40)}" is no date such as ${VERSION}`)
}

const textOf = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined)
