import { bearerOf, keptToken, type Token } from "./auth/oauth-token"
import { plainChat } from "./plain-chat"
import { type Connection, defineProvider, type Given } from "./provider"

const TOKEN_URL = "https://api.github.com/copilot_internal/v2/token"

/**
 * The models of a GitHub Copilot subscription. The key is a GitHub token of the user, which is exchanged for short-lived ones, or
 * such a short-lived token itself. The login in a browser is not ours to do: run it elsewhere and give the token.
 */
export const githubCopilot = defineProvider({
  id: "github_copilot",
  baseUrl: "https://api.githubcopilot.com",
  baseUrlEnv: ["GITHUB_COPILOT_API_BASE"],
  keyEnv: ["GITHUB_COPILOT_API_KEY", "GITHUB_COPILOT_TOKEN"],
  needsKey: true,
  auth: () => ({}),
  headers: {
    "copilot-integration-id": "vscode-chat",
    "editor-version": "vscode/1.95.0",
    "openai-intent": "conversation-panel",
  },
  connect,
  serves: { chat: { ...plainChat, path: "/chat/completions" } },
})

function connect({ apiKey, env }: Given): Connection {
  if (!/^(?:gh[a-z]_|github_pat_)/.test(apiKey)) return { headers: { authorization: `Bearer ${apiKey}` } }
  const request = () => ({
    url: env.GITHUB_COPILOT_TOKEN_URL || TOKEN_URL,
    method: "GET" as const,
    headers: { authorization: `token ${apiKey}`, "user-agent": "tollgate", "editor-version": "vscode/1.95.0" },
  })
  return { sign: bearerOf(keptToken({ provider: "github_copilot", request, read })) }
}

function read({ token, expires_at: until }: Readonly<Record<string, unknown>>): Token | null {
  if (typeof token !== "string" || typeof until !== "number") return null
  return { value: token, expiresAt: until * 1000 }
}
