import { latestSettings, settingsOf } from "#lib/admin/settings/store"
import { type Finding, finding } from "#lib/config/finding"
import type { LoadedConfig } from "#lib/config/load"
import { type Overlay, STORED_PLACE } from "#lib/config/overlay"
import type { Config } from "#lib/config/schema"
import type { Database } from "#lib/db/open"
import type { Sealer } from "#lib/secrets/sealer"
import type { Rules } from "./rules"
import { SALT_KEY_ADVICE } from "./salt-key"
import { modelOwner } from "./stored-models"

type Env = Readonly<Record<string, string | undefined>>

export interface LaidOver {
  /** The file with what is stored in its place; the file alone when nothing is, or nothing may be. May have errors. */
  readonly config: LoadedConfig
  /** Why stored settings are left out, in words. */
  readonly problem: string | null
}

/** Lays the stored settings over a file. What cannot be read is a problem, and the file counts alone. */
export async function storedOver(
  file: LoadedConfig,
  { db, sealer, env }: { readonly db: Database; readonly sealer: () => Sealer | null; readonly env: Env },
): Promise<LaidOver> {
  if (settingsClosed(file.config, env) !== null) return { config: file, problem: null }
  const row = await latestSettings(db)
  try {
    const settings = settingsOf(row, (owner, sealed) => {
      const open = sealer()
      if (open === null) throw new Error(`there is no salt key to read them with. ${SALT_KEY_ADVICE}`)
      return JSON.parse(open.open(sealed, modelOwner(owner))) as Record<string, unknown>
    })
    return { config: Object.keys(settings).length === 0 ? file : file.over(settings), problem: null }
  } catch (e) {
    const why = e instanceof Error ? e.message : String(e)
    return { config: file, problem: `settings changed over the API are left out: ${why}` }
  }
}

/** Why settings of the database do not count (LiteLLM's switch says no), in words; null: they do. */
export function settingsClosed({ general_settings: general }: Config, env: Env): string | null {
  const given = general.store_model_in_db
  if (given === true || (given === undefined && !/^(?:false|0)$/i.test(env.STORE_MODEL_IN_DB ?? ""))) return null
  const where = given === false ? "general_settings.store_model_in_db is false" : "STORE_MODEL_IN_DB is false"
  return `Settings are changed in the config file here: ${where}.`
}

const SMALLEST_BODY_MB = 0.1

/** What keeps settings from being taken although the loader has nothing against them. `running`: the rules they would replace. */
export function rulesFindings(make: () => Rules, running: Rules, settings: Overlay): Finding[] {
  const wrong = (path: readonly string[], message: string) => finding("error", STORED_PLACE, path, { message })
  const bodyMb = settings["general_settings.max_request_size_mb"]
  if (typeof bodyMb === "number" && bodyMb < SMALLEST_BODY_MB) {
    const say = `must be at least ${SMALLEST_BODY_MB}: smaller, nothing could be changed here any more`
    return [wrong(["general_settings", "max_request_size_mb"], say)]
  }
  try {
    const rules = make()
    const broken = rules.problems.filter((problem) => !running.problems.includes(problem))
    return [
      ...rules.settingsProblems.map((problem) => wrong(["litellm_settings"], problem)),
      ...broken.map((problem) => wrong(["model_list"], problem)),
    ]
  } catch (e) {
    return [wrong([], e instanceof Error ? e.message : String(e))]
  }
}
