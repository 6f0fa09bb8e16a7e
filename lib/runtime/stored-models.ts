import { asc } from "drizzle-orm"
import { credentials as credentialsTable } from "#drizzle/schema/credentials"
import { models } from "#drizzle/schema/models"
import { credentialOwner } from "#lib/admin/credentials/store"
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

/** An entry of `credential_list`, from the config or from the database. */
export interface NamedCredential {
  readonly credential_name: string
  readonly credential_values: Readonly<Record<string, unknown>>
}

export interface StoredModels {
  readonly models: readonly StoredModel[]
  /** Those of the config and, after them, the stored ones. */
  readonly credentials: readonly NamedCredential[]
  /** Those that cannot be served, in words. */
  readonly problems: readonly string[]
}

/** What a stored model's sealed parameters belong to. */
export const modelOwner = (id: string): string => `models:${id}`

/** Every stored model that can be read, oldest first; one that cannot is a problem, and the others still serve. */
export async function readStoredModels(
  db: Database,
  sealer: Sealer | null,
  given: { readonly env: Env; readonly credentials: readonly NamedCredential[] },
): Promise<StoredModels> {
  const stored = await readCredentials(db, sealer)
  const named = new Map([...stored.credentials, ...given.credentials].map((one) => [one.credential_name, one]))
  const credentials = [...named.values()]
  const rows = await db.orm.select().from(models).orderBy(asc(models.createdAt), asc(models.id))
  const found: StoredModel[] = []
  const problems = [...stored.problems]
  for (const { id, modelName, sealedParams, info, blocked } of rows) {
    try {
      if (sealer === null) throw new Error(`there is no salt key to read it with. ${SALT_KEY_ADVICE}`)
      const params = JSON.parse(sealer.open(sealedParams, modelOwner(id))) as Record<string, unknown>
      found.push({ entry: entryOf({ id, modelName, params, info }, given.env, credentials), blocked })
    } catch (e) {
      problems.push(`the stored model ${modelName} (${id}): ${e instanceof Error ? e.message : String(e)}`)
    }
  }
  return { models: found, credentials, problems }
}

/** The stored credentials that can be read; the config's of the same name goes before one. */
async function readCredentials(db: Database, sealer: Sealer | null) {
  const rows = await db.orm.select().from(credentialsTable).orderBy(asc(credentialsTable.name))
  const credentials: NamedCredential[] = []
  const problems: string[] = []
  for (const { name, sealedValues } of rows) {
    try {
      if (sealer === null) throw new Error(`there is no salt key to read it with. ${SALT_KEY_ADVICE}`)
      const values = JSON.parse(
        sealer.open(sealedValues, modelOwner(credentialOwner(name))),
      ) as NamedCredential["credential_values"]
      credentials.push({ credential_name: name, credential_values: values })
    } catch (e) {
      problems.push(`the stored credential ${name}: ${e instanceof Error ? e.message : String(e)}`)
    }
  }
  return { credentials, problems }
}

/**
 * A stored model as if it stood in `model_list`: checked by the same schema, `os.environ/NAME` replaced. Throws an Error
 * with the loader's words.
 */
export function entryOf(
  { id, modelName, params, info }: NewModel,
  env: Env,
  credentials: readonly NamedCredential[],
): ModelEntry {
  const list = credentials.filter(({ credential_name: name }) => name === params.litellm_credential_name)
  const entry = { model_name: modelName, litellm_params: params, model_info: { ...info, id, db_model: true } }
  const { config, findings } = parseConfig(JSON.stringify({ model_list: [entry], credential_list: list }), {
    file: "the model",
    env,
  })
  const wrong = findings.find(({ severity }) => severity === "error")
  if (wrong !== undefined) throw new Error(findingText(wrong).replaceAll("model_list[0].", ""))
  const [understood] = config.model_list
  if (understood === undefined) throw new Error("it could not be understood")
  return understood as ModelEntry
}
