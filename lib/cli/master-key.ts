import { randomBytes } from "node:crypto"
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"

export interface MasterKey {
  readonly key: string
  readonly from: "config" | "environment" | "generated"
  /** Where a generated key is kept. */
  readonly file: string | null
}

export interface MasterKeyInput {
  readonly configured: string | undefined
  readonly env: Readonly<Record<string, string | undefined>>
  readonly dataDir: string
  /** With a database of the operator's own, a key is theirs to choose. */
  readonly externalDatabase: boolean
}

/**
 * The master key: the config's, the environment's, or one generated once and kept in the data directory (mode 0600).
 * Throws an Error that says what to set when there is none and none may be generated.
 */
export function findMasterKey(input: MasterKeyInput): MasterKey {
  if (input.configured) return { key: input.configured, from: "config", file: null }
  const named = input.env.LITELLM_MASTER_KEY || input.env.TOLLGATE_MASTER_KEY
  if (named) return { key: named, from: "environment", file: null }
  if (input.externalDatabase) {
    throw new Error(
      "There is no master key. Set general_settings.master_key in the config or the environment variable LITELLM_MASTER_KEY, " +
        `for example to sk-${randomBytes(24).toString("base64url")}`,
    )
  }
  const file = join(input.dataDir, "master-key")
  if (!existsSync(file)) {
    mkdirSync(input.dataDir, { recursive: true, mode: 0o700 })
    writeFileSync(file, `sk-${randomBytes(24).toString("base64url")}\n`, { mode: 0o600 })
  }
  return { key: readFileSync(file, "utf8").trim(), from: "generated", file }
}
