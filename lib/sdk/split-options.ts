import { environmentName } from "#lib/secrets/env"
import { environment } from "./environment"
import { AuthenticationError, BadRequestError } from "./exceptions"
import type { CallOptions } from "./options"
import { settings } from "./settings"

/** Options that say where a model is and how it is reached: they become the deployment, the rest becomes the body. */
const CONNECTION = new Set([
  "model",
  "api_key",
  "api_base",
  "base_url",
  "api_version",
  "custom_llm_provider",
  "organization",
  "region_name",
  "extra_headers",
  "headers",
  "extra_body",
  "timeout",
  "stream_timeout",
  "num_retries",
  "max_retries",
  "drop_params",
  "additional_drop_params",
  "allowed_openai_params",
  "allow_private_image_urls",
  "mock_response",
  "mock_timeout",
  "mock_tool_calls",
  "tenant_id",
  "client_id",
  "client_secret",
  "project_id",
  "space_id",
  "deployment_id",
  "account_id",
])
/** Names of cloud logins and of prices, whatever comes after. */
const CONNECTION_NAME = /^(aws|azure|vertex|watsonx|databricks|snowflake|cloudflare|sap|oci)_|(^|_)cost(_per)?_/

/** Options that are for the SDK alone. */
const OWN = new Set(["fallbacks", "signal", "model_info", "context_window_fallback_dict", "logger_fn", "verbose"])

/** Options that are seconds, more than 0, and those that count tries. */
const SECONDS = ["timeout", "stream_timeout"]
const COUNTS = ["num_retries", "max_retries"]

export interface SplitOptions {
  /** `litellm_params` of the deployment to call. */
  readonly params: Readonly<Record<string, unknown>> & { readonly model: string }
  /** What the client says to the model. */
  readonly body: Record<string, unknown>
  readonly modelInfo: Readonly<Record<string, unknown>>
}

/** Separates how a model is reached from what it is asked. Throws BadRequestError when no model is named, or a number is none. */
export function splitOptions(options: CallOptions): SplitOptions {
  const params: Record<string, unknown> = {}
  const body: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || OWN.has(name)) continue
    if (CONNECTION.has(name) || CONNECTION_NAME.test(name)) {
      if (value !== null) params[name] = fromEnvironment(name, value)
    } else body[name] = value
  }
  const { model: asked } = params
  if (typeof asked !== "string" || asked === "")
    throw new BadRequestError('`model` must be the name of a model, e.g. "openai/gpt-4o".', { param: "model" })
  checkNumbers(params)
  const model = Object.hasOwn(settings.model_alias_map, asked) ? settings.model_alias_map[asked] : undefined
  params.api_base ??= params.base_url
  params.extra_headers = { ...(params.headers as object), ...(params.extra_headers as object) }
  for (const field of Object.keys((params.extra_body ?? {}) as object)) delete body[field]
  for (const name of ["base_url", "headers"]) delete params[name]
  if (params.api_base === undefined) delete params.api_base
  const info = options.model_info
  return {
    params: { ...params, model: model ?? asked },
    body,
    modelInfo: typeof info === "object" && info !== null ? { ...info } : {},
  }
}

function checkNumbers(params: Readonly<Record<string, unknown>>): void {
  for (const name of [...SECONDS, ...COUNTS]) {
    const value = params[name]
    if (value === undefined) continue
    const seconds = SECONDS.includes(name)
    const right = seconds ? typeof value === "number" && value > 0 : Number.isInteger(value) && Number(value) >= 0
    const what = seconds ? "a number of seconds, more than 0" : "a whole number, 0 or more"
    if (!right) throw new BadRequestError(`\`${name}\` must be ${what}.`, { param: name })
  }
}

const LOGIN = new Set(
  "api_key api_base base_url api_version custom_llm_provider organization region_name extra_headers headers tenant_id client_id client_secret project_id space_id deployment_id account_id model_info".split(
    " ",
  ),
)

/** The options without what belongs to one provider's account: no key is ever sent to another provider. */
export function withoutLogin(options: CallOptions): CallOptions {
  const kept = Object.entries(options).filter(([name]) => !LOGIN.has(name) && !CONNECTION_NAME.test(name))
  return { ...Object.fromEntries(kept), model: options.model }
}

/** `os.environ/NAME` stands for the variable's value, as in a config file. */
export function fromEnvironment(option: string, value: unknown): unknown {
  const name = typeof value === "string" ? environmentName(value) : null
  if (name === null) return value
  const found = environment()[name]
  if (found === undefined)
    throw new AuthenticationError(`The environment variable ${name}, which ${option} names, is not set.`)
  return found
}
