import { bearer } from "./auth"
import { plainChat } from "./plain-chat"
import { type Connection, defineProvider, type Given } from "./provider"

/** Workers AI through its OpenAI-compatible door (developers.cloudflare.com/workers-ai); the account stands in the path. */
export const cloudflare = defineProvider({
  id: "cloudflare",
  baseUrl: null,
  baseUrlEnv: ["CLOUDFLARE_API_BASE"],
  keyEnv: ["CLOUDFLARE_API_KEY", "CLOUDFLARE_API_TOKEN"],
  needsKey: true,
  fields: [
    { key: "account_id", label: "Account id", hint: "Needed here, as CLOUDFLARE_ACCOUNT_ID, or in the address." },
  ],
  auth: bearer,
  connect,
  serves: { chat: { ...plainChat, path: "/chat/completions" } },
})

function connect({ params, env }: Given): Connection {
  const given = params.api_base ?? (env.CLOUDFLARE_API_BASE || undefined)
  if (typeof given === "string" && /\/ai\/run\/?$/.test(given))
    throw new Error("cloudflare: write api_base with /ai/v1 at its end instead of /ai/run")
  if (given !== undefined) return {}
  const account = String(params.account_id ?? env.CLOUDFLARE_ACCOUNT_ID ?? "")
  if (!/^[\w-]+$/.test(account))
    throw new Error("cloudflare needs account_id or the environment variable CLOUDFLARE_ACCOUNT_ID")
  return { baseUrl: `https://api.cloudflare.com/client/v4/accounts/${account}/ai/v1` }
}
