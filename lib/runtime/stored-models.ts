import { asc } from "drizzle-orm"
import { models } from "#drizzle/schema/models"
import { findingText } from "#lib/config/finding"
import { parseConfig } from "#lib/config/load"
import type { Database } from "#lib/db/open"
import type { ModelEntry } from "#lib/router/deployment"
import type { Sealer } from "#lib/secrets/sealer"
import { SALT_KEY_ADVICE } from "./salt-key"

type Env = Readonly<Record<string, string | undefined>>

/** A model as it was added over the API, references to variables not yet replaced. */
export interface NewModel {
  readonly id: string
  readonly modelName: string
  readonly params: Readonly<Record<string, unknown>>
  readonly info: Readonly<Record<string, unknown>>
}

export interface StoredModel {
  readonly entry: ModelEntry
  readonly blocked: boolean
}

export interface StoredModels {
  readonly models: readonly StoredModel[]
  /** Those that cannot be served, in words. */
  readonly problems: readonly string[]
}

/** What a stored model's sealed parameters belong to. */
export const modelOwner = (id: string): string => `models:${id}`

/** Every stored model that can be read, oldest first; one that cannot is a problem, and the others still serve. */
export async function readStoredModels(db: Database, sealer: Sealer | null, env: Env): Promise<StoredModels> {
  const rows = await db.orm.select().from(models).orderBy(asc(models.createdAt), asc(models.id))
  const found: StoredModel[] = []
  const problems: string[] = []
  for (const { id, modelName, sealedParams, info, blocked } of rows) {
    try {
      if (sealer === null) throw new Error(`there is no salt key to read it with. ${SALT_KEY_ADVICE}`)
      const params = JSON.parse(sealer.open(sealedParams, modelOwner(id))) as Record<string, unknown>
      found.push({ entry: entryOf({ id, modelName, params, info }, env), blocked })
    } catch (e) {
      problems.push(`the stored model ${modelName} (${id}): ${e instanceof Error ? e.message : String(e)}`)
    }
  }
  return { models: found, problems }
}

/**
 * A stored model as if it stood in `model_list`: checked by the same schema, `os.environ/NAME` replaced. Throws an Error
 * with the loader's words.
 */
export function entryOf({ id, modelName, params, info }: NewModel, env: Env): ModelEntry {
  const entry = { model_name: modelName, litellm_params: params, model_info: { ...info, id, db_model: true } }
  const { config, findings } = parseConfig(JSON.stringify({ model_list: [entry] }), { file: "the model", env })
  const wrong = findings.find(({ severity }) => severity === "error")
  if (wrong !== undefined) throw new Error(findingText(wrong).replaceAll("model_list[0].", ""))
  const [understood] = config.model_list
  if (understood === undefined) throw new Error("it could not be understood")
  return understood as ModelEntry
}
