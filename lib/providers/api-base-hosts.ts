import type { Provider } from "./provider"

/** Hosts that are no provider's base URL, or that several share: the provider that an address there means. */
const MORE_HOSTS: Readonly<Record<string, string>> = {
  "api.together.ai": "together_ai",
  "dashscope.aliyuncs.com": "dashscope",
  "dashscope-us.aliyuncs.com": "dashscope",
  "api.minimaxi.com": "minimax",
  "api.moonshot.cn": "moonshot",
  "api.siliconflow.cn": "siliconflow",
  "api.tokenfactory.nebius.com": "nebius",
  "models.inference.ai.azure.com": "github",
  "ollama.com": "ollama",
  "platform.publicai.co": "publicai",
}

/** Hosts with a part that each customer has for themselves. */
const OWN_HOSTS: readonly (readonly [RegExp, string])[] = [
  [/\.(?:openai|cognitiveservices)\.azure\.(?:com|us|cn)$/, "azure"],
  [/\.(?:services\.ai|models\.ai|inference\.ml)\.azure\.com$/, "azure_ai"],
  [/\.(?:cloud\.databricks\.com|azuredatabricks\.net|gcp\.databricks\.com)$/, "databricks"],
  [/\.snowflakecomputing\.com$/, "snowflake"],
  [/\.ml\.cloud\.ibm\.com$/, "watsonx"],
  [/\.endpoints\.huggingface\.cloud$/, "huggingface"],
  [/^bedrock-runtime\.[a-z0-9-]+\.amazonaws\.com$/, "bedrock"],
  [/^bedrock-mantle\.[a-z0-9-]+\.api\.aws$/, "bedrock_mantle"],
  [/^(?:[a-z0-9-]+-)?aiplatform\.googleapis\.com$/, "vertex_ai"],
  [/\.api\.baseten\.co$/, "baseten"],
]

/**
 * Makes the look-up from an address to the provider that is there: the hosts of all base URLs, and those listed above. Local
 * hosts mean nobody. Returns null for an unknown or unreadable address.
 */
export function hostTable(providers: readonly Provider[]): (apiBase: string) => string | null {
  const byHost = new Map<string, string>()
  const ids = new Set(providers.map(({ id }) => id))
  for (const { id, baseUrl } of providers) {
    const host = baseUrl === null ? null : hostOf(baseUrl)
    if (host !== null && !isLocal(host) && !byHost.has(host)) byHost.set(host, id)
  }
  for (const [host, id] of Object.entries(MORE_HOSTS)) if (ids.has(id) && !byHost.has(host)) byHost.set(host, id)
  return (apiBase) => {
    const host = hostOf(apiBase)
    if (host === null) return null
    const own = OWN_HOSTS.find(([pattern, id]) => pattern.test(host) && ids.has(id))?.[1]
    return byHost.get(host) ?? own ?? null
  }
}

function hostOf(address: string): string | null {
  try {
    return new URL(address.includes("://") ? address : `https://${address}`).hostname.toLowerCase()
  } catch {
    return null
  }
}

const isLocal = (host: string): boolean =>
  /^(?:localhost|127\.|0\.0\.0\.0|host\.docker\.internal|.*\.internal$)/.test(host)
