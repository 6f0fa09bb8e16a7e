import { anthropicMessages } from "#lib/wire/anthropic-messages/dialect"
import { unsupportedParams } from "#lib/wire/anthropic-messages/unsupported-params"
import { azureLogin } from "./auth/azure-entra"
import { apiVersion, azurePath, baseOf, versioned, type Wanted } from "./azure-address"
import { plainChat } from "./plain-chat"
import { type ChatService, defineProvider, type Given } from "./provider"
import { ENTRA_FIELDS } from "./provider-field"

const PLACE: Wanted = {
  id: "azure_ai",
  names: ["AZURE_AI_API_BASE"],
  example: "https://<resource>.services.ai.azure.com",
}
const VERSION = "2024-05-01-preview"

/** Claude on Foundry speaks Anthropic's API (platform.claude.com/docs/en/build-with-claude/claude-in-microsoft-foundry). */
const claude: ChatService = {
  dialect: anthropicMessages,
  path: ({ given }) =>
    baseOf(given, PLACE).pathname.includes("/anthropic") ? "/v1/messages" : "/anthropic/v1/messages",
  unsupported: unsupportedParams,
}

/** The other models: Foundry's `/models` route, its `/openai/v1`, a deployment's path, or a serverless host of their own. */
const inference: ChatService = { ...plainChat, path: ({ model, given }) => pathOf(model, given) }

function pathOf(model: string, given: Given): string {
  const base = baseOf(given, PLACE)
  const path = base.pathname
  if (/\/openai(?:\/|$)/.test(path) || base.hostname.endsWith(".openai.azure.com"))
    return azurePath("chat/completions", { model, given }, PLACE)
  const onFoundry = base.hostname.endsWith(".services.ai.azure.com")
  const version = onFoundry || /\/models\/?$/.test(path) ? apiVersion(withoutShared(given), base, VERSION) : null
  if (onFoundry && version === null) return "/openai/v1/chat/completions"
  return versioned(
    onFoundry && !path.includes("/models") ? "/models/chat/completions" : "/chat/completions",
    version,
    base,
  )
}

/** `AZURE_API_VERSION` is meant for Azure OpenAI, whose versions are others. */
const withoutShared = (given: Given): Given => ({ ...given, env: { ...given.env, AZURE_API_VERSION: undefined } })

const isClaude = (model: string): boolean => /^claude/i.test(model)

/** Models of many makers on Azure AI Foundry (learn.microsoft.com/azure/foundry). Login by key or Entra ID. */
export const azureAi = defineProvider({
  id: PLACE.id,
  baseUrl: null,
  baseUrlEnv: PLACE.names,
  keyEnv: ["AZURE_AI_API_KEY"],
  needsKey: false,
  fields: [
    { key: "api_version", label: "API version", placeholder: VERSION, hint: "For addresses of /models; mostly empty." },
    ...ENTRA_FIELDS,
  ],
  auth: () => ({}),
  connect: (given) => {
    const { hostname } = baseOf(given, PLACE)
    const byHeader = /\.(?:services\.ai|openai|cognitiveservices)\.azure\.com$/.test(hostname)
    const withKey = (key: string): Record<string, string> => {
      if (isClaude(given.model)) return { "x-api-key": key }
      return byHeader ? { "api-key": key } : { authorization: `Bearer ${key}` }
    }
    const login = azureLogin(given, PLACE.id, withKey)
    if (!isClaude(given.model)) return login
    return { ...login, headers: { "anthropic-version": "2023-06-01", ...login.headers } }
  },
  serves: { chat: (model) => (isClaude(model) ? claude : inference) },
})
