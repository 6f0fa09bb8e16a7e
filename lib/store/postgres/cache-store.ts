import type { Clock } from "#lib/core/clock"
import type { Database } from "#lib/db/open"
import type { CacheStore } from "#lib/store/cache-store"
import { ExpiredRows } from "./expired-rows"

/** Answers kept in the gateway's own database: every process sees them. What is over its time is removed now and then. */
export class PostgresCacheStore implements CacheStore {
  readonly kind = "postgres"
  readonly #db: Database
  readonly #clock: Clock
  readonly #expired: ExpiredRows

  constructor(db: Database, clock: Clock) {
    this.#db = db
    this.#clock = clock
    this.#expired = new ExpiredRows(db, { table: "response_cache", id: "key" })
  }

  async get(key: string): Promise<string | null> {
    const now = new Date(this.#clock.now())
    const [row] = await this.#db.sql<{ value: string }[]>`
      select value from response_cache where key = ${key} and expires_at > ${now}`
    return row?.value ?? null
  }

  async set(key: string, value: string, ttlMs: number): Promise<void> {
    const now = this.#clock.now()
    await this.#db.sql`
      insert into response_cache (key, value, expires_at) values (${key}, ${value}, ${new Date(now + ttlMs)})
      on conflict (key) do update set value = excluded.value, expires_at = excluded.expires_at`
    await this.#expired.sweep(now)
  }

  async delete(keys: readonly string[]): Promise<void> {
    await this.#db.sql`delete from response_cache where key = any(${[...keys]})`
  }

  async clear(): Promise<void> {
    await this.#db.sql`delete from response_cache`
  }

  async ping(): Promise<void> {
    await this.#db.sql`select 1 from response_cache limit 1`
  }

  /** The database is somebody else's to close. */
  async close(): Promise<void> {}
}
