import type { ModelStore } from "#lib/admin/context"
import { sealedAs } from "#lib/admin/keys/rotation"
import type { Clock } from "#lib/core/clock"
import { addDuration, parseDuration } from "#lib/core/duration"
import { maskedKey, newKey, sha256Hex } from "#lib/core/ids"
import type { Log } from "#lib/core/log"
import type { Database } from "#lib/db/open"

/** "tollgkey" in a bigint: who holds this advisory lock gives keys new secrets. */
const LOCK = `${Buffer.from("tollgkey").readBigInt64BE()}`
const AT_ONCE = 100

export interface RotateDeps {
  readonly db: Database
  readonly clock: Clock
  readonly log: Log
  /** Encrypts what waits. */
  readonly models: Pick<ModelStore, "seal">
  /** Tells every process that this key (by its id, or by the hash of a secret) changed. */
  readonly keyChanged: (token: string) => Promise<void>
}

interface Due {
  token: string
  key_name: string
  rotation_interval: string
}

/**
 * Gives keys whose time has come (`auto_rotate`) a new secret, one process at a time. The new one waits, encrypted, until the
 * key's holder fetches it (POST /key/:key/rotated); the old one goes on until the next rotation would be. A key whose last secret
 * nobody has fetched is left as it is: another rotation would lock its holder out.
 */
export async function rotateDueKeys(deps: RotateDeps): Promise<void> {
  const { db, clock, log } = deps
  const nowMs = clock.now()
  const now = new Date(nowMs)
  const [any] = await db.sql`select 1 from keys where auto_rotate and key_rotation_at <= ${now} limit 1`
  if (any === undefined) return
  const changed = await db.sql.begin(async (tx) => {
    const [lock] = await tx<{ held: boolean }[]>`select pg_try_advisory_xact_lock(${LOCK}::text::bigint) as held`
    if (lock?.held !== true) return []
    const due = await tx<Due[]>`
      select token, key_name, rotation_interval from keys
      where auto_rotate and key_rotation_at <= ${now} and rotated_secret is null and rotation_interval is not null
        and not blocked and (expires is null or expires > ${now})
      order by token limit ${AT_ONCE} for update`
    const names: string[] = []
    for (const { token, rotation_interval: interval } of due) {
      const key = newKey()
      const secret = sha256Hex(key)
      const next = new Date(addDuration(nowMs, parseDuration(interval)))
      await tx`
        update keys set previous_secret = coalesce(secret, token), previous_until = ${next}, secret = ${secret},
          key_name = ${maskedKey(key)}, rotated_secret = ${deps.models.seal(sealedAs(token), { key })}, key_rotation_at = ${next},
          last_rotation_at = ${now}, rotation_count = rotation_count + 1, updated_at = ${now}, updated_by = 'rotation'
        where token = ${token}`
      names.push(token, secret)
      log.info("a key was given a new secret", {
        event: "key_rotated",
        key: token,
        old_works_until: next.toISOString(),
      })
    }
    return names
  })
  await Promise.all(changed.map((name) => deps.keyChanged(name)))
}
