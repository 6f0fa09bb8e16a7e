import { closest } from "#lib/core/closest"
import type { Path } from "./finding"
import { configSchema } from "./schema"
import { allKeys, schemasAt, shapeOf } from "./schema/walk"

interface Words {
  readonly message: string
  readonly hint?: string
}

/** What people write instead of our key, by the section it stands in (its path without indexes). */
const RENAMED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "": {
    models: "model_list",
    settings: "general_settings",
    litellm_setting: "litellm_settings",
    env: "environment_variables",
    environment: "environment_variables",
    credentials: "credential_list",
    includes: "include",
    guardrail: "guardrails",
  },
  "model_list[]": {
    name: "model_name",
    model: "litellm_params.model",
    params: "litellm_params",
    litellm_param: "litellm_params",
    info: "model_info",
    id: "model_info.id",
  },
  "model_list[].litellm_params": {
    endpoint: "api_base",
    url: "api_base",
    api_url: "api_base",
    host: "api_base",
    key: "api_key",
    token: "api_key",
    retries: "num_retries",
    provider_name: "custom_llm_provider",
    model_name: "model",
    default_headers: "extra_headers",
  },
  general_settings: {
    db_url: "database_url",
    postgres_url: "database_url",
    admin_key: "master_key",
    api_key: "master_key",
  },
  router_settings: { strategy: "routing_strategy", aliases: "model_group_alias", retries: "num_retries" },
}

/** Sections in the order they are offered. */
const SECTIONS = ["router_settings", "litellm_settings", "general_settings"]
const IN_A_MODEL = ["model_list[].litellm_params", "model_list[].model_info", "model_list[]"]

const places = allKeys(configSchema)

/** A path without indexes: `model_list[]`. Names of maps of our own (`mcp_servers.github`) stay. */
function section(path: Path): string {
  return path.reduce<string>(
    (text, step) => (typeof step === "number" ? `${text}[]` : text === "" ? step : `${text}.${step}`),
    "",
  )
}

/** The keys that may stand in the map under `path`. */
function knownKeys(path: Path): string[] {
  return schemasAt(configSchema, path).flatMap((schema) => keysOf(schema))
}

function keysOf(schema: Parameters<typeof shapeOf>[0]): string[] {
  const shape = shapeOf(schema)
  if (shape.kind === "choice") return shape.options.flatMap(keysOf)
  return shape.kind === "object" ? Object.keys(shape.keys) : []
}

/** What to say about a key that does not belong in the map under `parent`: where it belongs, or what it was meant to be. */
export function unknownKeyWords(parent: Path, key: string): Words {
  const here = section(parent)
  const renames = RENAMED[here]
  const renamed = renames && Object.hasOwn(renames, key) ? renames[key] : undefined
  if (renamed !== undefined) return { message: "unknown key", hint: `did you mean ${renamed}?` }
  const homes = homesOf(key, here)
  if (homes.length > 0) return { message: `\`${key}\` belongs under ${homes.join(" or ")}` }
  const near = closest(key, knownKeys(parent), 2)
  if (near.length > 0) return { message: "unknown key", hint: `did you mean ${near.join(" or ")}?` }
  const [word] = closest(key, places.keys(), 1)
  const [home] = word === undefined ? [] : homesOf(word, here)
  if (word === undefined || home === undefined) return { message: "unknown key" }
  return { message: "unknown key", hint: `did you mean ${word}, under ${home}?` }
}

/** Sections that know this key, the likeliest first. */
function homesOf(key: string, here: string): string[] {
  const known = (places.get(key) ?? []).filter((place) => place !== here)
  const order = here.startsWith("model_list[]") ? [...IN_A_MODEL, ...SECTIONS] : [...SECTIONS, ...IN_A_MODEL]
  const homes = order.filter((place) => known.includes(place))
  const inOneModel = homes.filter((place) => place.startsWith("model_list[]"))
  const best = here.startsWith("model_list[]") ? inOneModel : homes.filter((place) => !place.startsWith("model_list[]"))
  const chosen = best.length > 0 ? best : homes
  if (chosen.length > 0) return chosen.slice(0, 2).map(readable)
  return known.includes("") ? ["the top level"] : []
}

function readable(place: string): string {
  return place.replace("model_list[].", "").replace("model_list[]", "the entry of model_list")
}
