import { environmentName } from "#lib/secrets/env"

/** Variables that hold what providers are reached with. */
const OF_PROVIDERS =
  /(?:_API_KEY|_API_BASE|_BASE_URL|_API_TOKEN|_ENDPOINT)(?:_\w+)?$|^(?:AWS|AZURE|VERTEX|VERTEXAI|GOOGLE|OPENAI|ANTHROPIC|HF|DATABRICKS|WATSONX|SNOWFLAKE|GIGACHAT|CLOUDFLARE|OCI)_/
/** The gateway's own secrets. */
const OWN = /^(?:TOLLGATE|LITELLM|NEXTAUTH|POSTGRES|PG|REDIS|(?:GOOGLE|MICROSOFT|GENERIC)_CLIENT)|DATABASE|SALT|MASTER/

/**
 * The first `os.environ/NAME` in these values that names no provider's variable, or null. Whoever adds a model chooses where
 * it is sent: the gateway's other secrets must not be among what it can send there.
 */
export function forbiddenReference(value: unknown): string | null {
  if (typeof value === "string") {
    const name = environmentName(value)
    return name === null || (OF_PROVIDERS.test(name) && !OWN.test(name)) ? null : name
  }
  if (typeof value !== "object" || value === null) return null
  for (const inner of Object.values(value)) {
    const name = forbiddenReference(inner)
    if (name !== null) return name
  }
  return null
}
