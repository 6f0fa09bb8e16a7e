import { randomUUID } from "node:crypto"
import { bearerOf, keptToken, type Token } from "./auth/oauth-token"
import { plainChat } from "./plain-chat"
import { type Connection, defineProvider, type Given } from "./provider"

const TOKEN_URL = "https://ngw.devices.sberbank.ru:9443/api/v2/oauth"

/** GigaChat (developers.sber.ru/docs/ru/gigachat): the key is the authorization key, exchanged for tokens of half an hour. */
export const gigachat = defineProvider({
  id: "gigachat",
  baseUrl: "https://gigachat.devices.sberbank.ru/api/v1",
  baseUrlEnv: ["GIGACHAT_API_BASE"],
  keyEnv: ["GIGACHAT_API_KEY", "GIGACHAT_CREDENTIALS"],
  needsKey: true,
  fields: [
    { key: "gigachat_scope", label: "Scope", placeholder: "GIGACHAT_API_PERS" },
    { key: "gigachat_auth_url", label: "Login address", placeholder: TOKEN_URL },
  ],
  auth: () => ({}),
  connect,
  serves: { chat: { ...plainChat, path: "/chat/completions" } },
})

function connect({ params, env, apiKey }: Given): Connection {
  const scope = String(params.gigachat_scope ?? (env.GIGACHAT_SCOPE || "GIGACHAT_API_PERS"))
  const url = String(params.gigachat_auth_url ?? (env.GIGACHAT_AUTH_URL || TOKEN_URL))
  const request = () => ({ url, headers: { authorization: `Basic ${apiKey}`, rquid: randomUUID() }, form: { scope } })
  return { sign: bearerOf(keptToken({ provider: "gigachat", request, read })) }
}

function read({ access_token: value, expires_at: until }: Readonly<Record<string, unknown>>): Token | null {
  if (typeof value !== "string" || typeof until !== "number") return null
  return { value, expiresAt: until }
}
