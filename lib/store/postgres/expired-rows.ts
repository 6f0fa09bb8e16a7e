import type { Database } from "#lib/db/open"

const EVERY_MS = 60_000
/** So many at a time, so that nobody waits for a large removal. */
const ROWS = 1_000

/** Takes rows out of a table that are over their `expires_at`, once a minute at the most. */
export class ExpiredRows {
  readonly #db: Database
  readonly #table: "response_cache" | "semantic_vectors"
  readonly #id: "key" | "seq"
  #sweptAt = 0

  constructor(db: Database, { table, id }: { table: "response_cache" | "semantic_vectors"; id: "key" | "seq" }) {
    this.#db = db
    this.#table = table
    this.#id = id
  }

  async sweep(nowMs: number): Promise<void> {
    if (nowMs - this.#sweptAt < EVERY_MS) return
    this.#sweptAt = nowMs
    const { sql } = this.#db
    const [table, id] = [sql(this.#table), sql(this.#id)]
    await sql`
      delete from ${table} where ${id} in (
        select ${id} from ${table} where expires_at <= ${new Date(nowMs)} limit ${ROWS} for update skip locked)`
  }
}
