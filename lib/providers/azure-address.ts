import { closest } from "#lib/core/closest"
import type { Given } from "./provider"

/** The newest dated version that is generally available (learn.microsoft.com, "Azure OpenAI API version lifecycle"). */
const DEFAULT_VERSION = "2024-10-21"
/** Names of the undated API under `/openai/v1`. */
const UNDATED = new Set(["v1", "latest", "preview"])

/** `api_base`, or the first of these variables; as it was given. Throws an Error naming both. */
export function baseOf({ params, env }: Given, { id, names, example }: Wanted): URL {
  const given = typeof params.api_base === "string" && params.api_base !== "" ? params.api_base : undefined
  const text = given ?? names.map((name) => env[name]).find((value) => value)
  if (text === undefined)
    throw new Error(`${id} needs api_base, e.g. ${example}, or the environment variable ${names[0]}`)
  const full = text.includes("://") ? text : `https://${text}`
  const url = URL.canParse(full) ? new URL(full) : null
  if (url === null) throw new Error(`${id}: api_base is no URL; write it like ${example}`)
  const wrong = wrongHost(url, !text.includes("://"))
  if (wrong !== null)
    throw new Error(`${id}: api_base ${wrong}${wrong.endsWith("?") ? " Write" : "; write"} it like ${example}`)
  return url
}

/** What comes after a resource's own name: of Azure, of its US government's and its Chinese cloud. */
const ENDINGS = ["openai", "cognitiveservices", "services.ai"].flatMap((name) =>
  ["com", "us", "cn"].map((top) => `${name}.azure.${top}`),
)
/** Pages for people, which look like the address of a resource. */
const PAGES = /^(?:portal|ai|oai|ml)\.azure\.(?:com|us|cn)$/

/** What is wrong with a host that cannot be a resource of Azure's, nor a server of one's own; null when it may be right. */
function wrongHost({ hostname, port }: URL, bare: boolean): string | null {
  if (PAGES.test(hostname)) return `is Azure's web page (${hostname}), not the endpoint of a resource`
  if (ENDINGS.includes(hostname)) return `names no resource (${hostname})`
  if (bare && port === "" && hostname !== "localhost" && !hostname.includes("."))
    return `is a name without a domain (${hostname.slice(0, 60)})`
  const [, ...rest] = hostname.split(".")
  const ending = rest.join(".")
  if (!ending.includes("azure") || ENDINGS.includes(ending)) return null
  const meant = ending === "azure.openai.com" ? ["openai.azure.com"] : closest(ending, ENDINGS, 2)
  return meant.length === 0 ? null : `ends in ${ending.slice(0, 60)}, did you mean ${meant.join(" or ")}?`
}

export interface Wanted {
  readonly id: string
  /** Environment variables. */
  readonly names: readonly string[]
  readonly example: string
}

/**
 * `api_version` of the deployment, of its address or of the environment. Null when the address is of the undated API or the
 * version asks for it without a query. Throws an Error when it is no version.
 */
export function apiVersion({ params, env }: Given, base: URL, fallback: string = DEFAULT_VERSION): string | null {
  const undated = /\/openai\/v1\/?(?:$|\/)/.test(base.pathname)
  const given = params.api_version ?? base.searchParams.get("api-version")
  const version = String(given ?? (undated ? "v1" : env.AZURE_API_VERSION || fallback))
  if (UNDATED.has(version)) return version === "preview" ? version : null
  if (/^\d{4}-\d{2}-\d{2}(?:-preview)?$/.test(version)) return undated ? null : version
  throw new Error(
    `api_version "${version.slice(0, 40)}" is no version of Azure's API: write a date such as ${fallback}, or v1, latest or preview`,
  )
}

/** A path with its `api-version`, unless the address has one already. */
export function versioned(path: string, version: string | null, base: URL): string {
  return version === null || base.searchParams.has("api-version") ? path : `${path}?api-version=${version}`
}

/** Azure OpenAI's path of an operation (`chat/completions`): by deployment, or under `/openai/v1`. */
export function azurePath(
  operation: string,
  { model, given }: { model: string; given: Given },
  wanted: Wanted,
): string {
  const base = baseOf(given, wanted)
  const version = apiVersion(given, base)
  const path = base.pathname.replace(/\/+$/, "")
  if (version === null || version === "preview") return versioned(undatedPath(operation, given, wanted), version, base)
  if (path.includes("/deployments/")) return versioned(`/${operation}`, version, base)
  const root = path.endsWith("/openai") ? "" : "/openai"
  return versioned(`${root}/deployments/${encodeURIComponent(model)}/${operation}`, version, base)
}

/** The path of an operation under `/openai/v1`, where the model stands in the body. */
export function undatedPath(operation: string, given: Given, wanted: Wanted): string {
  const path = baseOf(given, wanted).pathname.replace(/\/+$/, "")
  const root = /\/openai\/v1(?:\/|$)/.test(path) ? "" : path.endsWith("/openai") ? "/v1" : "/openai/v1"
  return `${root}/${operation}`
}

/**
 * Azure's path of a realtime session (learn.microsoft.com/azure/foundry/openai/realtime-audio-websockets): under `/openai/v1` by
 * model; with a dated `api_version` of the deployment's own the older one, by deployment.
 */
export function azureRealtimePath({ model, given }: { model: string; given: Given }, wanted: Wanted): string {
  const base = baseOf(given, wanted)
  const name = encodeURIComponent(model)
  const version = apiVersion(given, base, "v1")
  const undated = version === null || version === "preview" || /^(ga|v1)$/i.test(String(given.params.realtime_protocol))
  if (undated) return `${undatedPath("realtime", given, wanted)}?model=${name}`
  const root = base.pathname.replace(/\/+$/, "").endsWith("/openai") ? "" : "/openai"
  return `${root}/realtime?deployment=${name}${base.searchParams.has("api-version") ? "" : `&api-version=${version}`}`
}
