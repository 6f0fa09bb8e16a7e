import type { Clock } from "#lib/core/clock"
import { addDuration, type Duration } from "#lib/core/duration"
import type { Database } from "#lib/db/open"
import { keyHashOf } from "#lib/files/key-hash"
import { type Owner, ownedBy } from "#lib/files/owner"

/** One turn: what it was asked, and the response object. */
export interface Turn {
  readonly id: string
  readonly previousId: string | null
  readonly deploymentId: string
  /** The provider keeps it too, under the same id. */
  readonly atProvider: boolean
  /** It is made in the background, and what it uses is to be billed when it is done. */
  readonly owed: boolean
  /** The turn's own input items. */
  readonly input: readonly Readonly<Record<string, unknown>>[]
  readonly response: Readonly<Record<string, unknown>>
}

/** What is to be billed of a response. */
export interface Debt {
  /** The hash under which the key that asked is known now; null = it is gone. */
  readonly keyHash: string | null
  readonly createdAtMs: number
  isBooked(requestId: string): Promise<boolean>
}

/** Turns from the first to the one asked for; or why they cannot be had. */
export type Chain = { readonly turns: readonly Turn[] } | { readonly missing: string } | { readonly tooLarge: true }

interface TurnRow {
  id: string
  previous_id: string | null
  deployment_id: string
  at_provider: boolean
  owed: boolean
  input: string
  response: string
  bytes: string
}

const MAX_TURNS = 2_000

/** Answers of `/v1/responses` and whose they are. Times are the given clock's. */
export class ResponseStore {
  readonly #db: Database
  readonly #clock: Clock

  constructor(db: Database, clock: Clock) {
    this.#db = db
    this.#clock = clock
  }

  /** Keeps a turn for as long as `keepFor` says. False, and nothing is changed, when its id is somebody else's already. */
  async keep(owner: Owner, turn: Turn, keepFor: Duration): Promise<boolean> {
    const now = this.#clock.now()
    const { apiKey, userId, teamId } = owner
    const kept = await this.#db.sql`
      insert into responses (id, previous_id, api_key, user_id, team_id, deployment_id, at_provider, owed, input, response,
        created_at, expires_at)
      values (${turn.id}, ${turn.previousId}, ${apiKey}, ${userId}, ${teamId}, ${turn.deploymentId}, ${turn.atProvider},
        ${turn.owed},
        ${JSON.stringify(turn.input)}, ${JSON.stringify(turn.response)}, ${new Date(now)},
        ${new Date(addDuration(now, keepFor))})
      on conflict (id) do update set previous_id = excluded.previous_id, deployment_id = excluded.deployment_id,
        at_provider = excluded.at_provider, owed = excluded.owed, input = excluded.input, response = excluded.response,
        created_at = excluded.created_at, expires_at = excluded.expires_at
      where responses.api_key = excluded.api_key`
    return kept.count > 0
  }

  /** Null when there is none, or it is somebody else's. */
  async find(owner: Owner, id: string): Promise<Turn | null> {
    const { sql } = this.#db
    const [row] = await sql<TurnRow[]>`select * from responses
      where id = ${id} and ${this.#visible()} and ${ownedBy(sql, owner)}`
    return row === undefined ? null : turnOf(row)
  }

  /** A turn and all before it, which together have at most `maxBytes` bytes of text. */
  async chain(owner: Owner, id: string, maxBytes: number): Promise<Chain> {
    const { sql } = this.#db
    const mine = sql`${this.#visible()} and ${ownedBy(sql, owner)}`
    const rows = await sql<TurnRow[]>`
      with recursive chain (id, previous_id, deployment_id, at_provider, owed, input, response, bytes, depth) as (
        select id, previous_id, deployment_id, at_provider, owed, input, response,
            octet_length(input)::bigint + octet_length(response), 1
          from responses where id = ${id} and ${mine}
        union all
        select earlier.id, earlier.previous_id, earlier.deployment_id, earlier.at_provider, earlier.owed, earlier.input,
            earlier.response, chain.bytes + octet_length(earlier.input) + octet_length(earlier.response), depth + 1
          from chain join lateral (select * from responses where id = chain.previous_id and ${mine}) earlier on true
          where chain.bytes <= ${Math.floor(maxBytes)} and depth < ${MAX_TURNS}
      )
      select * from chain order by depth desc`
    const [first] = rows
    if (first === undefined) return { missing: id }
    if (Number(first.bytes) > maxBytes || rows.length >= MAX_TURNS) return { tooLarge: true }
    return first.previous_id === null ? { turns: rows.map(turnOf) } : { missing: first.previous_id }
  }

  /** The response as it is by now. */
  async update(id: string, response: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#db.sql`update responses set response = ${JSON.stringify(response)} where id = ${id}`
  }

  /** Responses that were to be made in the background and are not billed yet: the next ones by their id. */
  async owed(afterId: string, limit: number): Promise<Turn[]> {
    const rows = await this.#db.sql<TurnRow[]>`
      select * from responses where owed and id > ${afterId} order by id limit ${limit}`
    return rows.map(turnOf)
  }

  /** Runs this once for a response that is owed, and never at two places at a time; after it the response is owed no more. */
  async settleOwed(id: string, bill: (debt: Debt) => Promise<void>): Promise<void> {
    await this.#db.sql.begin(async (tx) => {
      const [row] = await tx<{ api_key: string; created_at: Date }[]>`
        select api_key, created_at from responses where id = ${id} and owed for update skip locked`
      if (row === undefined) return
      const { api_key: apiKey, created_at: at } = row
      await bill({
        keyHash: await keyHashOf(this.#db, apiKey),
        createdAtMs: at.getTime(),
        isBooked: async (requestId) => {
          const found = await tx`select 1 from spend_logs where started_at = ${at} and request_id = ${requestId}`
          return found.length > 0
        },
      })
      await tx`update responses set owed = false where id = ${id}`
    })
  }

  async remove(id: string): Promise<void> {
    await this.#db.sql`delete from responses where id = ${id}`
  }

  /** Removes what has expired. */
  async sweep(): Promise<void> {
    await this.#db.sql`delete from responses where expires_at <= ${new Date(this.#clock.now())}`
  }

  #visible() {
    return this.#db.sql`expires_at > ${new Date(this.#clock.now())}`
  }
}

function turnOf(row: TurnRow): Turn {
  return {
    id: row.id,
    previousId: row.previous_id,
    deploymentId: row.deployment_id,
    atProvider: row.at_provider,
    owed: row.owed,
    input: JSON.parse(row.input),
    response: JSON.parse(row.response),
  }
}
