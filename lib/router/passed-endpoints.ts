import { LRUCache } from "lru-cache"
import type { Catalog } from "#lib/catalog/catalog"
import { pricePerRequest } from "#lib/catalog/price"
import { sha256Hex } from "#lib/core/ids"
import { nanoFromUsd } from "#lib/core/money"
import { defineProvider } from "#lib/providers/provider"
import { providerOfAddress } from "#lib/providers/resolve"
import { anthropicMessages } from "#lib/wire/anthropic-messages/dialect"
import { gemini } from "#lib/wire/gemini/dialect"
import { openaiChat } from "#lib/wire/openai-chat/dialect"
import { openaiResponses } from "#lib/wire/openai-responses/dialect"
import { type Deployment, keepOut } from "./deployment"
import { mediaRules } from "./judge-media"

/** An entry of `general_settings.pass_through_endpoints`, by LiteLLM's names. */
export interface EndpointEntry {
  readonly path: string
  readonly target: string
  readonly id?: string | undefined
  /** Values may hold `os.environ/NAME`, also inside. */
  readonly headers?: Readonly<Record<string, unknown>> | undefined
  readonly default_query_params?: Readonly<Record<string, unknown>> | undefined
  readonly include_subpath?: boolean | undefined
  readonly auth?: boolean | undefined
  readonly forward_headers?: boolean | undefined
  /** Dollars. */
  readonly cost_per_request?: number | undefined
  /** Seconds. */
  readonly timeout?: number | undefined
  readonly methods?: readonly string[] | undefined
}

export const ENDPOINT_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const
export type EndpointMethod = (typeof ENDPOINT_METHODS)[number]

/** A path of this gateway that leads to an address of somebody's. */
export interface PassedEndpoint {
  readonly id: string
  /** With its first slash, without a last one. */
  readonly path: string
  /** What is below the path is served too. */
  readonly subpaths: boolean
  readonly methods: readonly EndpointMethod[]
  /** No key is asked for. */
  readonly open: boolean
  readonly forwardHeaders: boolean
  readonly defaultQuery: Readonly<Record<string, string>>
  /** The query the target has itself. */
  readonly ownQuery: URLSearchParams
  /** It costs the same each time: its deployments' price is that. */
  readonly flat: boolean
  /** Where it goes, with the price of the model the call names (null = none). */
  deploymentFor(model: string | null): Deployment
}

interface Given {
  readonly catalog: Catalog
  readonly env: Readonly<Record<string, string | undefined>>
  /** Of an endpoint without a `timeout` of its own. */
  readonly timeoutMs: number
}

const KNOWN = 1_000
const GROUP = "pass-through"
/** Whatever is there: its answers are looked at for usage in every dialect. */
const SOMEBODY = defineProvider({
  id: "pass_through",
  baseUrl: null,
  keyEnv: [],
  needsKey: false,
  auth: () => ({}),
  serves: {},
})

/** The endpoints that can be served, and why the others cannot, in words. */
export function makeEndpoints(
  entries: readonly EndpointEntry[],
  given: Given,
): { endpoints: PassedEndpoint[]; problems: string[] } {
  const endpoints: PassedEndpoint[] = []
  const problems: string[] = []
  for (const [index, entry] of entries.entries()) {
    try {
      endpoints.push(makeEndpoint(entry, given))
    } catch (e) {
      problems.push(`general_settings.pass_through_endpoints[${index}] (${entry.path}): ${(e as Error).message}`)
    }
  }
  // The longest path that fits is the one that is meant.
  endpoints.sort((a, b) => b.path.length - a.path.length)
  return { endpoints, problems }
}

function makeEndpoint(entry: EndpointEntry, given: Given): PassedEndpoint {
  const { target, cost_per_request: usd } = entry
  const path = `/${entry.path.replace(/^\/+|\/+$/g, "")}`
  const url = URL.canParse(target) ? new URL(target) : null
  if (url === null || !/^https?:$/.test(url.protocol)) throw new Error("`target` is not an http(s) URL")
  if (path === "/") throw new Error("`path` must name something: /my-endpoint")
  const headers = headersOf(entry.headers ?? {}, given.env)
  keepOut(url, headers)
  const flat = usd !== undefined && usd > 0
  const price = flat ? pricePerRequest(nanoFromUsd(usd)) : null
  const provider = providerOfAddress(target)
  const known = new LRUCache<string, Deployment>({ max: KNOWN })
  const id = entry.id ?? sha256Hex(`${path} ${url.origin}${url.pathname}`).slice(0, 16)
  const seconds = entry.timeout
  const timeoutMs = seconds === undefined || seconds <= 0 ? given.timeoutMs : seconds * 1000
  const deploymentFor = (model: string | null): Deployment => {
    const made = known.get(model ?? "")
    if (made !== undefined) return made
    const listed = model === null || provider === null ? null : given.catalog.find(provider, model)
    const deployment = deploymentOf({ id, url, headers, timeoutMs, provider, model: model ?? path, env: given.env })
    const priced = { ...deployment, price: price ?? listed?.price ?? null }
    known.set(model ?? "", priced)
    return priced
  }
  return {
    id,
    path,
    subpaths: entry.include_subpath === true,
    methods: methodsOf(entry.methods),
    open: entry.auth === false,
    forwardHeaders: entry.forward_headers === true,
    defaultQuery: textsOf(entry.default_query_params ?? {}),
    ownQuery: url.searchParams,
    flat,
    deploymentFor,
  }
}

interface Place {
  readonly id: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly timeoutMs: number
  readonly provider: string | null
  readonly model: string
  readonly env: Given["env"]
}

function deploymentOf({ id, url, headers, timeoutMs, provider, model, env }: Place): Deployment {
  const also = [openaiResponses, anthropicMessages, gemini]
  return {
    id,
    group: GROUP,
    provider: provider === null ? SOMEBODY : { ...SOMEBODY, id: provider },
    model,
    apiBase: `${url.origin}${url.pathname === "/" ? "" : url.pathname.replace(/\/$/, "")}`,
    origin: url.origin,
    chat: { dialect: openaiChat, path: "" },
    chatPath: "",
    chatStreamPath: "",
    kinds: {},
    realtimePath: null,
    also: also.map((dialect) => ({ service: { dialect, path: "" }, path: "", streamPath: "" })),
    sign: null,
    objectsPath: null,
    headers: { "accept-encoding": "identity", "user-agent": "tollgate", ...loginOf(url), ...headers },
    defaults: {},
    price: null,
    maxInputTokens: null,
    maxOutputTokens: null,
    mode: "chat",
    timeoutMs,
    streamTimeoutMs: timeoutMs,
    retries: null,
    dropParams: false,
    additionalDropParams: [],
    allowedParams: [],
    media: mediaRules({ model }, env, url),
    entry: { model_name: GROUP, litellm_params: { model } },
  }
}

function methodsOf(given: readonly string[] | undefined): EndpointMethod[] {
  if (given === undefined || given.length === 0) return [...ENDPOINT_METHODS]
  return given.map((name) => {
    const method = ENDPOINT_METHODS.find((each) => each === name.toUpperCase())
    if (method === undefined) throw new Error(`\`methods\` has ${name}; there are ${ENDPOINT_METHODS.join(", ")}`)
    return method
  })
}

const REFERENCE = /os\.environ\/([A-Za-z_]\w*)/g

/** Small-letter names; references to the environment resolved. Langfuse's pair of keys becomes its login (LiteLLM's rule). */
function headersOf(given: Readonly<Record<string, unknown>>, env: Given["env"]): Record<string, string> {
  const out: Record<string, string> = {}
  for (const [name, value] of Object.entries(textsOf(given))) {
    out[name.toLowerCase()] = value.replace(REFERENCE, (_all, variable: string) => {
      const found = env[variable]
      if (found === undefined || found === "")
        throw new Error(`its header ${name} needs the environment variable ${variable}, which is not set`)
      return found
    })
  }
  const { langfuse_public_key: user, langfuse_secret_key: password, ...rest } = out
  if (user === undefined || password === undefined) return out
  return { ...rest, authorization: basic(user, password) }
}

function loginOf({ username, password }: URL): Record<string, string> {
  if (username === "" && password === "") return {}
  return { authorization: basic(decodeURIComponent(username), decodeURIComponent(password)) }
}

const basic = (user: string, password: string) => `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`

function textsOf(given: Readonly<Record<string, unknown>>): Record<string, string> {
  const told = Object.entries(given).filter(([, value]) => value !== null && value !== undefined)
  return Object.fromEntries(
    told.map(([name, value]) => [name, typeof value === "object" ? JSON.stringify(value) : String(value)]),
  )
}
