import { randomBytes } from "node:crypto"
import { chmodSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { registerSecret } from "#lib/core/log"
import { makeSealer, type Sealer } from "#lib/secrets/sealer"

export interface SaltKeyPlace {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly dataDir: string
  /** The database is somebody else's: then a key made here would be lost with this machine, while the rows stay. */
  readonly externalDatabase: boolean
}

/** What to do when there is no key to encrypt with. */
export const SALT_KEY_ADVICE =
  "Set TOLLGATE_SALT_KEY (or LITELLM_SALT_KEY) to a long random text, the same for every process, and keep it: what is stored cannot be read without it."

const FILE = "salt-key"

/**
 * The sealer of stored secrets, with TOLLGATE_SALT_KEY or LITELLM_SALT_KEY. With neither and a database of our own its key
 * is kept in the data directory (mode 0600) and made when `create` asks for it; otherwise null.
 */
export function openSealer(place: SaltKeyPlace): (create: boolean) => Sealer | null {
  let sealer: Sealer | null = null
  return (create) => {
    if (sealer === null) {
      const key = saltKey(place, create)
      if (key === null) return null
      registerSecret(key)
      sealer = makeSealer(key)
    }
    return sealer
  }
}

function saltKey({ env, dataDir, externalDatabase }: SaltKeyPlace, create: boolean): string | null {
  const given = env.TOLLGATE_SALT_KEY || env.LITELLM_SALT_KEY
  if (given) return given
  if (externalDatabase) return null
  const path = join(dataDir, FILE)
  if (create) {
    try {
      writeFileSync(path, `${randomBytes(32).toString("base64url")}\n`, { flag: "wx", mode: 0o600, flush: true })
    } catch (e) {
      if ((e as NodeJS.ErrnoException).code !== "EEXIST") throw e
    }
  }
  try {
    const key = readFileSync(path, "utf8").trim()
    chmodSync(path, 0o600)
    return key === "" ? null : key
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code === "ENOENT") return null
    throw e
  }
}
