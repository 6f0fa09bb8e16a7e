import { closest } from "#lib/core/closest"
import { AWS_REGIONS, regionHint } from "./known-regions"
import type { Given } from "./provider"

/** How a model is called: through Converse, or in its maker's own words. */
export type Route = "converse" | "invoke"

/** What `bedrock/…` names. */
export interface BedrockModel {
  /** Bedrock's own id of the model, inference profile or ARN. */
  readonly model: string
  /** Null when the name says nothing. */
  readonly route: Route | null
  /** Null when the name says nothing. */
  readonly region: string | null
}

const DEFAULT_REGION = "us-west-2"
const REGION = /^[a-z]{2}(?:-[a-z]+)+-\d{1,2}$/
const REGION_VARIABLES = ["AWS_REGION_NAME", "AWS_REGION", "AWS_DEFAULT_REGION"]
/** Whoever says where it is may name a region nobody here has heard of. */
const ADDRESSES = ["api_base", "aws_bedrock_runtime_endpoint"]
const ROUTES: Readonly<Record<string, Route>> = { converse: "converse", converse_like: "converse", invoke: "invoke" }
const KNOWN: ReadonlySet<string> = new Set(AWS_REGIONS)
/** Segments before an ARN or a model that say how it was bought or what it is made of: nothing the address needs. */
const ASIDES = /^(?:\d+-month-commitment|llama|deepseek_r1|qwen2|qwen3|openai|moonshot)$/
const PROFILE_PREFIX = /^(?:us|eu|apac|global|jp|au|ca|sa|us-gov)\./

/** `[converse|invoke/][<region>/]<model id or ARN>` → its parts, in whatever order they stand (LiteLLM's names). */
export function parseBedrockModel(name: string): BedrockModel {
  let route: Route | null = null
  let region: string | null = null
  let rest = name
  for (;;) {
    const slash = rest.indexOf("/")
    const head = slash === -1 ? "" : rest.slice(0, slash)
    if (Object.hasOwn(ROUTES, head)) route = ROUTES[head] ?? null
    else if (REGION.test(head) || isMeantAsRegion(head)) region = head
    else if (!ASIDES.test(head)) break
    rest = rest.slice(slash + 1)
  }
  return { model: rest, route, region: region ?? (/^arn:[\w-]+:bedrock:([a-z0-9-]+):/.exec(rest)?.[1] || null) }
}

/** A misspelled region before the model: no model's own name has a slash, but an ARN. */
function isMeantAsRegion(head: string): boolean {
  return /^[\w-]+$/.test(head) && !ASIDES.test(head) && closest(head, AWS_REGIONS, 1).length > 0
}

/** The name of the model behind a region's inference profile (`us.…` → `…`) or an ARN, by which price lists know it. */
export function listedName(model: string): string {
  return model.startsWith("arn:") ? model.slice(model.lastIndexOf("/") + 1) : model.replace(PROFILE_PREFIX, "")
}

/**
 * The region: `aws_region_name`, else the one in the model's name or ARN, else the environment's, else us-west-2. Throws an Error
 * that names the setting when it is no region. One that is newer than the list goes with an address of its own.
 */
export function awsRegion({ params, env }: Given, named: string | null): string {
  const addressed = ADDRESSES.some((name) => params[name]) || Boolean(env.AWS_BEDROCK_RUNTIME_ENDPOINT)
  const checked = (region: string, from: string): string => {
    if (REGION.test(region) && (addressed || KNOWN.has(region))) return region
    const hint = regionHint(region, AWS_REGIONS, "us-east-1 or eu-central-1")
    const newer = REGION.test(region) ? " For a newer one set aws_bedrock_runtime_endpoint to its address as well." : ""
    throw new Error(`${from} is no AWS region: "${region.slice(0, 40)}". ${hint}${newer}`)
  }
  const own = params.aws_region_name
  if (typeof own === "string" && own !== "") return checked(own, "aws_region_name")
  if (named !== null) return checked(named, "the region in the model's name")
  const variable = REGION_VARIABLES.find((name) => env[name])
  return variable === undefined ? DEFAULT_REGION : checked(env[variable] ?? "", variable)
}

/** `https://<service>.<region>.amazonaws.com`, in China's partition with its own ending. */
export function awsEndpoint(service: string, region: string): string {
  return `https://${service}.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`
}
