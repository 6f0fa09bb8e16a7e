import { randomBytes } from "node:crypto"
import type { Clock } from "#lib/core/clock"
import { GatewayError } from "#lib/core/errors"
import { sha256Hex } from "#lib/core/ids"
import type { Database } from "#lib/db/open"

type Session = Readonly<Record<string, unknown>>

/** What a secret stands for. */
export interface RealtimeSecret {
  /** The hash of the key that made it, or "master". */
  readonly keyId: string
  /** What its sessions are configured with, as its maker wrote it. */
  readonly session: Session
}

const PREFIX = "ek_"

/** Is this one of the secrets for realtime sessions, by its form? */
export function isRealtimeSecret(key: string): boolean {
  return key.startsWith(PREFIX)
}

/** Secrets a browser opens realtime sessions with, in the database all processes share. Only their hashes are kept. */
export class RealtimeSecrets {
  readonly #db: Database
  readonly #clock: Clock

  constructor(db: Database, clock: Clock) {
    this.#db = db
    this.#clock = clock
  }

  /** A new one that can open sessions for so many seconds; those that ran out are swept away. Rejects with 503 without a database. */
  async make({ keyId, session }: RealtimeSecret, seconds: number): Promise<{ value: string; expiresAtMs: number }> {
    const value = `${PREFIX}${randomBytes(24).toString("base64url")}`
    const now = this.#clock.now()
    const expiresAtMs = now + seconds * 1000
    await this.#asked(async () => {
      await this.#db.sql`delete from realtime_secrets where expires_at <= ${new Date(now)}`
      await this.#db.sql`
        insert into realtime_secrets (hash, api_key, session, expires_at)
        values (${sha256Hex(value)}, ${keyId}, ${JSON.stringify(session)}, ${new Date(expiresAtMs)})`
    })
    return { value, expiresAtMs }
  }

  /** Throws 401 for one that is unknown or has expired; 503 without a database. */
  async find(value: string): Promise<RealtimeSecret> {
    const [row] = await this.#asked(
      () => this.#db.sql<{ api_key: string; session: string }[]>`
        select api_key, session from realtime_secrets
        where hash = ${sha256Hex(value)} and expires_at > ${new Date(this.#clock.now())}`,
    )
    if (row === undefined) {
      const say = "This client secret is not known here, or has expired. Make a new one at /v1/realtime/client_secrets."
      throw new GatewayError("invalid_key", say)
    }
    return { keyId: row.api_key, session: JSON.parse(row.session) as Session }
  }

  async #asked<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask()
    } catch (cause) {
      const say = "Client secrets cannot be read because the database is not available. Try again in a moment."
      throw new GatewayError("database_unavailable", say, { cause, retryAfterSeconds: 5 })
    }
  }
}
