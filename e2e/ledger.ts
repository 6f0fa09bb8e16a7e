import { readFileSync, realpathSync } from "node:fs"
import { join } from "node:path"
import postgres from "postgres"

/** What the database itself says was spent: read with plain SQL on its socket, past the gateway and all of its code. */
export interface Ledger {
  /** One row a request, oldest first; only those of one key when its hash or "master" is given. */
  rows(apiKey?: string): Promise<LedgerRow[]>
  /** The same money twice: in the log and by the hour. */
  sums(): Promise<{ requests: number; logNano: number; hourlyNano: number }>
  /** And a third time, key by key: what the key's own row says, and what its requests come to. */
  keys(): Promise<{ token: string; alias: string | null; spentNano: number; logNano: number }[]>
  /** A team's money three times: what its own row says, what its requests come to, and the same by the hour. */
  team(id: string): Promise<{ spentNano: number; logNano: number; hourlyNano: number }>
  /** Makes one key's whole-life spend wrong by so many nano-dollars, as no part of the gateway does. */
  spoil(nano: number): Promise<void>
  close(): Promise<void>
}

function socketOf(dataDir: string) {
  const lines = readFileSync(join(realpathSync(join(dataDir, "postgres")), "postmaster.pid"), "utf8").split("\n")
  const [, , , port = "", socketDirectory = ""] = lines.map((line) => line.trim())
  return { path: join(socketDirectory, `.s.PGSQL.${port}`), username: "tollgate", database: "postgres" }
}

export interface LedgerRow {
  readonly model: string
  readonly status: string
  readonly promptTokens: number
  readonly completionTokens: number
  readonly nano: number
}

/** Opens the database of a running gateway: the one at `url`, or its own, by what that wrote down when it started. */
export function openLedger(where: { readonly url: string } | { readonly dataDir: string }): Ledger {
  const limits = { max: 1, connect_timeout: 5 }
  const sql = "url" in where ? postgres(where.url, limits) : postgres({ ...socketOf(where.dataDir), ...limits })
  return {
    rows: async (apiKey) => [
      ...(await sql<LedgerRow[]>`
        select model_group as model, status, prompt_tokens::int as "promptTokens",
          completion_tokens::int as "completionTokens", spend_nano::float8 as nano
        from spend_logs where ${apiKey ?? null}::text is null or api_key = ${apiKey ?? null} order by started_at`),
    ],
    async sums() {
      const [sums] = await sql<{ requests: number; logNano: number; hourlyNano: number }[]>`
        select count(*)::int as requests, coalesce(sum(spend_nano), 0)::float8 as "logNano",
          (select coalesce(sum(spend_nano), 0)::float8 from usage_hourly) as "hourlyNano"
        from spend_logs`
      if (sums === undefined) throw new Error("the database gave no sums")
      return sums
    },
    keys: async () => [
      ...(await sql<{ token: string; alias: string | null; spentNano: number; logNano: number }[]>`
        select token, key_alias as alias, total_spend_nano::float8 as "spentNano",
          (select coalesce(sum(spend_nano), 0)::float8 from spend_logs where api_key = token) as "logNano"
        from keys order by created_at`),
    ],
    async team(id) {
      const [sums] = await sql<{ spentNano: number; logNano: number; hourlyNano: number }[]>`
        select total_spend_nano::float8 as "spentNano",
          (select coalesce(sum(spend_nano), 0)::float8 from spend_logs where team_id = ${id}) as "logNano",
          (select coalesce(sum(spend_nano), 0)::float8 from subject_hourly
            where subject_hourly.kind = 'team' and subject_hourly.id = ${id}) as "hourlyNano"
        from accounts where accounts.kind = 'team' and accounts.id = ${id}`
      if (sums === undefined) throw new Error(`the database has no team ${id}`)
      return sums
    },
    async spoil(nano) {
      await sql`update keys set total_spend_nano = total_spend_nano + ${nano}
        where token = (select token from keys order by created_at, token limit 1)`
    },
    close: () => sql.end({ timeout: 5 }),
  }
}
