import type postgres from "postgres"
import type { Clock } from "#lib/core/clock"
import { requestId } from "#lib/core/ids"
import { similarityOf, vectorBytes, vectorFrom } from "#lib/core/vector"
import type { Database } from "#lib/db/open"
import { within } from "#lib/db/within"
import type { Subject } from "./subject"

export interface Fact {
  readonly id: string
  readonly text: string
  /** What it means to the embedding model in use; null when that was not asked yet. */
  readonly vector: Float32Array | null
}

/** A fact that was found in a conversation. */
export interface Found {
  readonly text: string
  readonly vector: Float32Array
}

export interface Learned {
  readonly subject: Subject
  /** The key that asked, or "master": when it was deleted meanwhile, nothing is kept. */
  readonly keyId: string
  readonly facts: readonly Found[]
  readonly embeddingModel: string
  readonly maxFacts: number
}

interface Row {
  readonly id: string
  readonly fact: string
  readonly vector: Buffer | null
  readonly vector_model: string | null
}

/** A fact that is as similar as this to one that is known says the same, or says it anew. */
const SAME = 0.92
/** A request waits for what is remembered no longer. */
const READ_TIMEOUT_MS = 1_000

/** What is remembered, in the gateway's own database. Its methods reject when that does not answer. */
export class FactStore {
  readonly #db: Database
  readonly #clock: Clock

  constructor(db: Database, clock: Clock) {
    this.#db = db
    this.#clock = clock
  }

  /** The newest facts about somebody. */
  of(subject: Subject, embeddingModel: string, limit: number): Promise<Fact[]> {
    const facts = factsOf(this.#db.sql, { ...subject, embeddingModel, limit })
    return within(facts, READ_TIMEOUT_MS, "what is remembered")
  }

  /** Notes what facts mean, so that it need not be asked again. */
  async setVectors(embeddingModel: string, facts: readonly { readonly id: string; readonly vector: Float32Array }[]) {
    for (const { id, vector } of facts)
      await this.#db.sql`
        update memory_facts set vector = ${vectorBytes(vector)}, vector_model = ${embeddingModel} where id = ${id}`
  }

  /** Adds what is new; what says the same as a known fact takes its place. Beyond `maxFacts` the oldest go. */
  async learn({ subject, keyId, facts, embeddingModel, maxFacts }: Learned): Promise<void> {
    const { tenant, endUser } = subject
    const now = this.#clock.now()
    await this.#db.sql.begin(async (sql) => {
      // One at a time for each user: two conversations may bring the same news.
      await sql`select pg_advisory_xact_lock(hashtextextended(${`memory ${tenant} ${endUser}`}, 0))`
      const [alive] = await sql`select 1 from keys where token = ${keyId} for share`
      if (alive === undefined && keyId !== "master") return
      const known = await factsOf(sql, { ...subject, embeddingModel, limit: maxFacts })
      for (const { text, vector } of facts) {
        const same = nearest(known, vector)
        const row = { fact: text, vector: vectorBytes(vector), vector_model: embeddingModel, updated_at: new Date(now) }
        if (same !== null) await sql`update memory_facts set ${sql(row)} where id = ${same}`
        else {
          const id = requestId(now)
          const first = { id, tenant, end_user: endUser, source: "conversation", created_at: new Date(now) }
          await sql`insert into memory_facts ${sql({ ...first, ...row })}`
          known.push({ id, text, vector })
        }
      }
      await sql`
        delete from memory_facts where id in (
          select id from memory_facts where tenant = ${tenant} and end_user = ${endUser}
          order by updated_at desc, id desc offset ${maxFacts})`
    })
  }
}

async function factsOf(
  sql: postgres.Sql | postgres.TransactionSql,
  { tenant, endUser, embeddingModel, limit }: Subject & { readonly embeddingModel: string; readonly limit: number },
): Promise<Fact[]> {
  const rows = await sql<Row[]>`
    select id, fact, vector, vector_model from memory_facts
    where tenant = ${tenant} and end_user = ${endUser} order by updated_at desc, id desc limit ${limit}`
  return rows.map(({ id, fact, vector, vector_model: model }) => ({
    id,
    text: fact,
    vector: vector === null || model !== embeddingModel ? null : vectorFrom(vector),
  }))
}

/** The known fact that says the same; null when none does. */
function nearest(known: readonly Fact[], vector: Float32Array): string | null {
  let best: { id: string; similarity: number } | null = null
  for (const fact of known) {
    const similarity = fact.vector === null ? -1 : similarityOf(fact.vector, vector)
    if (similarity >= SAME && similarity > (best?.similarity ?? -1)) best = { id: fact.id, similarity }
  }
  return best?.id ?? null
}
