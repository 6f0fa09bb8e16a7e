import { openaiChat } from "#lib/wire/openai-chat/dialect"
import { bearerOf, keptToken } from "./auth/oauth-token"
import { baseOf, type Wanted } from "./azure-address"
import { type Connection, defineProvider, type Given } from "./provider"

const PLACE: Wanted = {
  id: "databricks",
  names: ["DATABRICKS_API_BASE", "DATABRICKS_HOST"],
  example: "https://<workspace>.cloud.databricks.com/serving-endpoints",
}

/**
 * Model serving in a Databricks workspace (docs.databricks.com, "Query foundation models"): a personal access token, or a service
 * principal's id and secret (OAuth machine to machine).
 */
export const databricks = defineProvider({
  id: PLACE.id,
  baseUrl: null,
  baseUrlEnv: PLACE.names,
  keyEnv: ["DATABRICKS_API_KEY", "DATABRICKS_TOKEN"],
  needsKey: false,
  fields: [
    { key: "client_id", label: "Service principal's id", hint: "Instead of a key. Or DATABRICKS_CLIENT_ID." },
    { key: "client_secret", label: "Service principal's secret", kind: "password" },
  ],
  auth: () => ({}),
  connect,
  serves: {
    chat: {
      dialect: openaiChat,
      path: ({ given }) =>
        baseOf(given, PLACE).pathname === "/" ? "/serving-endpoints/chat/completions" : "/chat/completions",
    },
  },
})

function connect(given: Given): Connection {
  const { origin } = baseOf(given, PLACE)
  const { params, env, apiKey } = given
  const client = textOf(params.client_id) ?? env.DATABRICKS_CLIENT_ID
  const secret = textOf(params.client_secret) ?? env.DATABRICKS_CLIENT_SECRET
  if (apiKey !== "" && (textOf(params.api_key) || !textOf(params.client_secret)))
    return { headers: { authorization: `Bearer ${apiKey}` } }
  if (!client || !secret)
    throw new Error(
      "databricks needs a login: set api_key (DATABRICKS_API_KEY), or client_id and client_secret (DATABRICKS_CLIENT_ID, DATABRICKS_CLIENT_SECRET)",
    )
  const basic = Buffer.from(`${client}:${secret}`).toString("base64")
  const request = () => ({
    url: `${origin}/oidc/v1/token`,
    headers: { authorization: `Basic ${basic}` },
    form: { grant_type: "client_credentials", scope: "all-apis" },
  })
  return { sign: bearerOf(keptToken({ provider: PLACE.id, request })) }
}

const textOf = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined)
