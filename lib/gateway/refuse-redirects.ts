import { GatewayError } from "#lib/core/errors"

/** Fields by which a client could send the gateway, and its provider keys, somewhere else (CVE-2024-6587 and its successors), spelling folded. */
const REDIRECTS = new Set([
  "apibase",
  "apihost",
  "apiurl",
  "apikey",
  "apiversion",
  "baseurl",
  "endpointurl",
  "azureendpoint",
  "azureadtoken",
  "awsbedrockruntimeendpoint",
  "awsstsendpoint",
  "awsaccesskeyid",
  "awssecretaccesskey",
  "awssessiontoken",
  "awswebidentitytoken",
  "awsrolename",
  "awsprofilename",
  "vertexapibase",
  "vertexcredentials",
  "s3endpointurl",
  "langfusehost",
  "proxy",
  "proxies",
  "httpproxy",
  "httpsproxy",
  "userconfig",
  "modellist",
  "litellmembeddingconfig",
  "litellmparams",
])

/** Members whose own members are options for the gateway, not content for the model. */
const CONTAINERS = new Set([
  "metadata",
  "litellm_metadata",
  "fallbacks",
  "context_window_fallbacks",
  "content_policy_fallbacks",
  "extra_body",
  "cache",
  "router_settings_override",
])

/** Throws 400 when the body tries to choose where the gateway connects. Messages and tools are content and are not looked at. */
export function refuseRedirects(json: Readonly<Record<string, unknown>>): void {
  for (const field of Object.keys(json)) {
    refuseName(field, field)
    if (CONTAINERS.has(field)) walk(json[field], field, 0)
  }
}

function walk(value: unknown, path: string, depth: number): void {
  if (typeof value !== "object" || value === null || depth > 20) return
  for (const [field, inner] of Object.entries(value)) {
    if (!Array.isArray(value)) refuseName(field, `${path}.${field}`)
    walk(inner, `${path}.${field}`, depth + 1)
  }
}

/** Names seen before that are harmless: spelling is folded once a name. */
const harmless = new Set<string>()
const MAX_HARMLESS = 1000

function refuseName(field: string, path: string): void {
  if (harmless.has(field)) return
  if (field.length > 60) return
  if (!REDIRECTS.has(field.toLowerCase().replace(/[_-]/g, ""))) {
    if (harmless.size < MAX_HARMLESS) harmless.add(field)
    return
  }
  const say = `The field \`${path}\` is not accepted in a request: where the gateway connects and with which key is set in its config (model_list).`
  throw new GatewayError("invalid_request", say, { param: path })
}
