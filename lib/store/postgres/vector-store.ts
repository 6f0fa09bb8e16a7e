import type { Clock } from "#lib/core/clock"
import { vectorBytes, vectorFrom } from "#lib/core/vector"
import type { Database } from "#lib/db/open"
import type { KeptVector, VectorStore } from "#lib/store/vector-store"
import { ExpiredRows } from "./expired-rows"

interface Row {
  readonly seq: string
  readonly key: string
  readonly vector: Buffer
  readonly expires_at: Date
}

/** Vectors in the gateway's own database, as bytes: no extension is needed, and comparing them is the process's work. */
export class PostgresVectorStore implements VectorStore {
  readonly #db: Database
  readonly #clock: Clock
  readonly #expired: ExpiredRows

  constructor(db: Database, clock: Clock) {
    this.#db = db
    this.#clock = clock
    this.#expired = new ExpiredRows(db, { table: "semantic_vectors", id: "seq" })
  }

  async since(scope: string, seq: number, limit: number): Promise<{ seq: number; vectors: KeptVector[] }> {
    const now = new Date(this.#clock.now())
    const rows = await this.#db.sql<Row[]>`
      select seq, key, vector, expires_at from semantic_vectors
      where scope = ${scope} and seq > ${seq} and expires_at > ${now} order by seq desc limit ${limit}`
    const vectors = rows.map((row) => ({
      key: row.key,
      vector: vectorFrom(row.vector),
      expiresAt: row.expires_at.getTime(),
    }))
    return { seq: Number(rows[0]?.seq ?? seq), vectors: vectors.reverse() }
  }

  async add(scope: string, { key, vector, expiresAt }: KeptVector): Promise<void> {
    await this.#db.sql`
      insert into semantic_vectors (scope, key, vector, expires_at)
      values (${scope}, ${key}, ${vectorBytes(vector)}, ${new Date(expiresAt)})
      on conflict (scope, key) do update
        set seq = default, vector = excluded.vector, expires_at = excluded.expires_at`
    await this.#expired.sweep(this.#clock.now())
  }

  async delete(keys: readonly string[]): Promise<void> {
    await this.#db.sql`delete from semantic_vectors where key = any(${[...keys]})`
  }

  async clear(): Promise<void> {
    await this.#db.sql`delete from semantic_vectors`
  }
}
