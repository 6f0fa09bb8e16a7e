import type { Database } from "#lib/db/open"
import { within } from "#lib/db/within"
import { type LeaseAnswer, type LeaseAsk, type LeaseState, type LeaseStore, lastingCounter } from "#lib/store/leases"

/** A request waits for this; longer, and the database counts as away. */
const ASK_TIMEOUT_MS = 900
const WRITE_TIMEOUT_MS = 5_000
/** What a dead process used of a minute is forgotten after it: nothing of it is in the window any more. */
const RATE_SECONDS = 65

/** Leases in Postgres (tables `gateway_processes`, `quota_leases`, function `quota_ask`). `process` is this process's name there. */
export class PostgresLeases implements LeaseStore {
  readonly process: string
  readonly #db: Database

  constructor(db: Database, process: string) {
    this.#db = db
    this.process = process
  }

  async ask(ask: LeaseAsk): Promise<LeaseAnswer> {
    const lasting = lastingCounter(ask.counter)
    const window = lasting === null ? null : new Date(lasting.windowStartedAt)
    const asked = this.#db.sql<Record<string, string | number | boolean>[]>`
      select * from quota_ask(${ask.counter}::text, ${this.process}::text, ${lasting?.unit ?? null}::text,
        ${lasting?.name ?? null}::text, ${window}::timestamptz, ${whole(ask.need)}::bigint, ${whole(ask.limit)}::bigint,
        ${whole(ask.seed)}::bigint, ${whole(ask.held)}::bigint, ${whole(ask.spare)}::bigint, ${ask.mayOverdraw}::boolean)`
    const [row] = await within(asked, ASK_TIMEOUT_MS, "asking for a part of a limit")
    return {
      granted: Number(row?.granted ?? 0),
      spent: Number(row?.spent ?? 0),
      others: Number(row?.others ?? 0),
      othersHeld: Number(row?.others_held ?? 0),
      othersSpare: Number(row?.others_spare ?? 0),
      alone: row?.alone === true,
      overdrawn: row?.overdrawn === true,
    }
  }

  async write(states: readonly LeaseState[]): Promise<void> {
    if (states.length === 0) return
    await within(this.#write(states), WRITE_TIMEOUT_MS, "writing leases")
  }

  async #write(states: readonly LeaseState[]): Promise<void> {
    const sent = JSON.stringify(
      states.map((s) => ({ ...s, amount: whole(s.amount), held: whole(s.held), spare: whole(s.spare) })),
    )
    // Who asks for one of these counters meanwhile waits, and sees what is written.
    await this.#db.sql`
      with said as materialized (
        select * from json_to_recordset(${sent}::text::json) as t(counter text, amount bigint, held bigint, spare bigint)
      ), gone as (
        delete from quota_leases l using said s where l.counter = s.counter and l.process = ${this.process} and s.amount <= 0
      )
      insert into quota_leases as q (counter, process, amount, held, spare)
      select counter, ${this.process}, amount, held, spare from said where amount > 0 order by counter
      on conflict (counter, process) do update
        set amount = excluded.amount, held = excluded.held, spare = excluded.spare, at = now()`
  }

  async beat(): Promise<{ known: boolean; others: number }> {
    const [seen] = await within(this.#beat(), WRITE_TIMEOUT_MS, "saying that this process is alive")
    return { known: seen?.known === true, others: seen?.others ?? 0 }
  }

  #beat() {
    return this.#db.sql<{ known: boolean; others: number }[]>`
      with me as (
        insert into gateway_processes (id) values (${this.process}) on conflict (id) do update set seen_at = now()
        returning xmax <> 0 as known
      ), dead as (
        delete from gateway_processes where seen_at < now() - interval '5 seconds' and id <> ${this.process}
      ), freed as (
        delete from quota_leases l where l.process <> ${this.process}
          and not exists (
            select from gateway_processes g where g.id = l.process and g.seen_at >= now() - interval '5 seconds')
          and (spare > 0 or held > 0 or counter !~ '^[a-z]*[rt]pm:' or at < now() - make_interval(secs => ${RATE_SECONDS}))
      )
      select (select known from me) as known, (
        select count(*)::int from gateway_processes where id <> ${this.process} and seen_at >= now() - interval '5 seconds'
      ) as others`
  }

  async leave(kept: readonly LeaseState[]): Promise<void> {
    const left = this.#db.sql`delete from quota_leases where process = ${this.process}`
      .then(() => this.#write(kept))
      .then(() => this.#db.sql`delete from gateway_processes where id = ${this.process}`)
    await within(Promise.resolve(left), WRITE_TIMEOUT_MS, "giving back leases")
  }
}

/** Frees what processes that are known to be dead held, by the beginning of their names. */
export async function freeLeasesOf(db: Database, prefixes: readonly string[]): Promise<void> {
  if (prefixes.length === 0) return
  const dead = prefixes.map((prefix) => `${prefix.replace(/[\\%_]/g, "\\$&")}%`)
  await db.sql`delete from quota_leases where process like any (${dead})`
  await db.sql`delete from gateway_processes where id like any (${dead})`
}

const MAX = Number.MAX_SAFE_INTEGER

/** Leases are counted in whole units, upwards. */
function whole(amount: number): number {
  return Math.min(MAX, Math.max(-MAX, Math.ceil(amount)))
}
