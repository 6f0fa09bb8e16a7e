import { anthropicMessages } from "#lib/wire/anthropic-messages/dialect"
import { normalisedChat } from "#lib/wire/openai-chat/accent"
import { type ChatService, type Connection, defineProvider, type Given } from "./provider"

/**
 * Snowflake Cortex (docs.snowflake.com, "Cortex REST API"). The key is a token of a key pair (JWT), or with `pat/` in front a
 * programmatic access token, as in LiteLLM.
 */
export const snowflake = defineProvider({
  id: "snowflake",
  baseUrl: null,
  baseUrlEnv: ["SNOWFLAKE_API_BASE"],
  keyEnv: ["SNOWFLAKE_JWT", "SNOWFLAKE_API_KEY", "SNOWFLAKE_PAT"],
  needsKey: true,
  fields: [{ key: "account_id", label: "Account", hint: "Needed here, as SNOWFLAKE_ACCOUNT_ID, or in the address." }],
  auth: () => ({}),
  connect,
  serves: { chat: (model) => (/^claude/i.test(model) ? { ...chat, also: [messages] } : chat) },
})

const chat: ChatService = { dialect: normalisedChat, path: (call) => under(call.given, "/v1/chat/completions") }
const messages: ChatService = { dialect: anthropicMessages, path: (call) => under(call.given, "/v1/messages") }

/** The address may be the account's host, or go on to `/api/v2` or `/api/v2/cortex`. */
function under({ params, env }: Given, path: string): string {
  const base = String(params.api_base ?? env.SNOWFLAKE_API_BASE ?? "").replace(/\/+$/, "")
  const rest = base.replace(/^(?:https?:\/\/)?[^/]*/, "")
  if (/\/cortex(?:\/v1)?$/.test(rest)) return path
  return rest.endsWith("/api/v2") ? `/cortex${path}` : `/api/v2/cortex${path}`
}

function connect({ params, env, apiKey }: Given): Connection {
  const account = String(params.account_id ?? env.SNOWFLAKE_ACCOUNT_ID ?? "")
  if (params.api_base === undefined && !env.SNOWFLAKE_API_BASE && !/^[\w.-]+$/.test(account))
    throw new Error(
      "snowflake needs account_id (SNOWFLAKE_ACCOUNT_ID), or api_base, e.g. https://<account>.snowflakecomputing.com",
    )
  if (apiKey === "") throw new Error("snowflake needs a key: set api_key or the environment variable SNOWFLAKE_JWT")
  const accessToken = apiKey.startsWith("pat/") || apiKey === env.SNOWFLAKE_PAT
  return {
    ...(account === "" ? {} : { baseUrl: `https://${account}.snowflakecomputing.com` }),
    headers: {
      authorization: `Bearer ${apiKey.replace(/^pat\//, "")}`,
      "x-snowflake-authorization-token-type": accessToken ? "PROGRAMMATIC_ACCESS_TOKEN" : "KEYPAIR_JWT",
      "anthropic-version": "2023-06-01",
    },
  }
}
