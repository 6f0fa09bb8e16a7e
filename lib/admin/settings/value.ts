import { hasErrors } from "#lib/config/finding"
import type { LoadedConfig } from "#lib/config/load"
import { STORED_SETTINGS } from "#lib/config/overlay"
import { redactedSetting } from "#lib/config/redacted-config"
import { refers, variableOf } from "#lib/config/reference"
import { type MapNode, nodeAt, plain } from "#lib/config/tree"

/** Where a value comes from. `environment`: from a variable that counts where no file says anything. */
export type Origin = "file" | "environment" | "database" | "default"

export interface SettingNow {
  /** As written where it refers to a variable, otherwise as understood; secrets hidden. Null: not set. */
  readonly value: unknown
  readonly origin: Origin
  /** `config.yaml:12`, when the file has it. */
  readonly place: string | null
  /** The variable it is taken from. */
  readonly variable: string | null
}

/** Variables that count where the configuration says nothing. */
const VARIABLES: Readonly<Record<string, readonly string[]>> = {
  "general_settings.master_key": ["LITELLM_MASTER_KEY", "TOLLGATE_MASTER_KEY"],
  "general_settings.database_url": ["DATABASE_URL"],
  "litellm_settings.cache_params.url": ["REDIS_URL"],
  "litellm_settings.cache_params.host": ["REDIS_HOST"],
  "litellm_settings.cache_params.port": ["REDIS_PORT"],
  "litellm_settings.cache_params.username": ["REDIS_USERNAME"],
  "litellm_settings.cache_params.password": ["REDIS_PASSWORD"],
  "litellm_settings.cache_params.ssl": ["REDIS_SSL"],
}

export interface Reading {
  readonly loaded: LoadedConfig
  /** What `loaded.written()` gives; made once for many settings. */
  readonly written: MapNode
  readonly isSet: (variable: string) => boolean
}

/** The setting at this path and where it comes from. */
export function settingNow({ loaded, written, isSet }: Reading, path: string): SettingNow {
  const steps = path.split(".")
  const node = nodeAt(written, steps)
  if (node === undefined || (node.kind === "scalar" && node.value === null)) {
    const variable = VARIABLES[path]?.find(isSet) ?? null
    const value = variable === null ? valueAt(loaded.config, steps) : `os.environ/${variable}`
    return {
      value: redactedSetting(path, value),
      origin: variable === null ? "default" : "environment",
      place: null,
      variable,
    }
  }
  const variable = variableOf(node)
  // With errors there is no configuration to look into: what was written has to do.
  const asWritten = refers(node) || hasErrors(loaded.findings)
  const value = asWritten ? plain(node) : (valueAt(loaded.config, steps) ?? plain(node))
  const stored = node.file === STORED_SETTINGS
  return {
    value: redactedSetting(path, value),
    origin: stored ? "database" : "file",
    place: stored ? null : `${node.file}:${node.line}`,
    variable,
  }
}

function valueAt(config: unknown, steps: readonly string[]): unknown {
  let value = config
  for (const step of steps) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return null
    value = (value as Record<string, unknown>)[step]
  }
  return value ?? null
}
