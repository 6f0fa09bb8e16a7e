import type { Database } from "#lib/db/open"
import { type AccountRow, accountOf } from "./account"
import type { KeyRecord } from "./caller"

interface KeyRow {
  token: string
  key_name: string
  key_alias: string | null
  user_id: string | null
  team_id: string | null
  organization_id: string | null
  models: string[]
  aliases: Record<string, string>
  allowed_routes: string[]
  metadata: Record<string, unknown>
  max_budget_nano: string | null
  budget_duration: string | null
  window_started_at: Date
  budget_reset_at: Date | null
  spend_nano: string
  tpm_limit: string | null
  rpm_limit: string | null
  max_parallel_requests: number | null
  blocked: boolean
  expires: Date | null
  accounts: AccountRow[] | null
}

const numberOrNull = (value: string | number | null): number | null => (value === null ? null : Number(value))

/**
 * Reads one key by its hash, with the accounts it is charged to: a team's key to the member, the team and the team's
 * organization; a key without a team to its user and its organization (LiteLLM's rule). Null when there is none. Rejects when the
 * database does not answer.
 */
export async function readKey(db: Database, token: string): Promise<KeyRecord | null> {
  const [row] = await db.sql<KeyRow[]>`
    select token, key_name, key_alias, user_id, team_id, organization_id, models, aliases, allowed_routes, metadata,
      max_budget_nano, budget_duration, window_started_at, budget_reset_at, spend_nano, tpm_limit, rpm_limit,
      max_parallel_requests, blocked, expires, (
        select json_agg(a order by a.kind, a.id) from accounts a where (a.kind, a.id) in (
          ('team', k.team_id),
          ('member', k.team_id || '/' || k.user_id),
          ('user', case when k.team_id is null then k.user_id end),
          ('organization', coalesce(k.organization_id,
            (select t.organization_id from accounts t where t.kind = 'team' and t.id = k.team_id)))
        )
      ) as accounts
    from keys k where token = ${token}`
  if (row === undefined) return null
  return {
    token: row.token,
    keyName: row.key_name,
    keyAlias: row.key_alias,
    userId: row.user_id,
    teamId: row.team_id,
    organizationId: row.organization_id,
    models: row.models,
    aliases: row.aliases,
    allowedRoutes: row.allowed_routes,
    metadata: row.metadata,
    maxBudgetNano: numberOrNull(row.max_budget_nano),
    budgetDuration: row.budget_duration,
    windowStartedAt: row.window_started_at.getTime(),
    budgetResetAt: row.budget_reset_at?.getTime() ?? null,
    spendNano: Number(row.spend_nano),
    tpmLimit: numberOrNull(row.tpm_limit),
    rpmLimit: numberOrNull(row.rpm_limit),
    maxParallelRequests: row.max_parallel_requests,
    blocked: row.blocked,
    expires: row.expires?.getTime() ?? null,
    accounts: (row.accounts ?? []).map(accountOf),
  }
}
