import { nanoFromUsd } from "#lib/core/money"
import type { Database } from "#lib/db/open"
import { type AccountRow, accountOf, partsOf } from "./account"
import type { KeyRecord } from "./caller"
import { roleOf } from "./person"

interface KeyRow {
  token: string
  secret: string | null
  previous_secret: string | null
  previous_until: Date | null
  extra: Record<string, unknown>
  key_name: string
  key_alias: string | null
  user_id: string | null
  team_id: string | null
  user_role: string | null
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
  max_token_budget: string | null
  window_tokens: string
  blocked: boolean
  expires: Date | null
  accounts: AccountRow[] | null
  /** Further budgets of the key and of the accounts. */
  parts: AccountRow[] | null
}

const numberOrNull = (value: string | number | null): number | null => (value === null ? null : Number(value))

/**
 * Reads one key by its hash (of the key in use, or of the one before it, which then expires when its grace ends), with the accounts it is charged to: a team's key to the member, the team and the team's
 * organization; a key without a team to its user and its organization (LiteLLM's rule). Null when there is none. Rejects when the
 * database does not answer.
 */
export async function readKey(db: Database, token: string): Promise<KeyRecord | null> {
  const [row] = await db.sql<KeyRow[]>`
    select token, secret, previous_secret, previous_until, extra, key_name, key_alias, user_id, team_id, organization_id, models, aliases, allowed_routes, metadata,
      max_budget_nano, budget_duration, window_started_at, budget_reset_at, spend_nano, tpm_limit, rpm_limit,
      max_parallel_requests, max_token_budget, window_tokens, blocked, expires,
      (select u.profile ->> 'user_role' from accounts u where u.kind = 'user' and u.id = k.user_id) as user_role, (
        select json_agg(a order by a.kind, a.id) from accounts a where (a.kind, a.id) in (
          ('team', k.team_id),
          ('member', k.team_id || '/' || k.user_id),
          ('user', case when k.team_id is null then k.user_id end),
          ('organization', coalesce(k.organization_id,
            (select t.organization_id from accounts t where t.kind = 'team' and t.id = k.team_id)))
        )
      ) as accounts, (
        select json_agg(p order by p.kind, p.id) from accounts p where p.owner in (
          'key:' || k.token,
          'team:' || k.team_id,
          'member:' || k.team_id || '/' || k.user_id,
          'user:' || case when k.team_id is null then k.user_id end,
          'organization:' || coalesce(k.organization_id,
            (select t.organization_id from accounts t where t.kind = 'team' and t.id = k.team_id))
        )
      ) as parts
    from keys k where (token = ${token} and secret is null) or secret = ${token} or previous_secret = ${token}`
  if (row === undefined) return null
  const isPrevious = row.secret !== null && row.secret !== token
  return {
    token: row.token,
    keyName: row.key_name,
    keyAlias: row.key_alias,
    userId: row.user_id,
    teamId: row.team_id,
    organizationId: row.organization_id,
    userRole: row.user_role === null ? null : roleOf(row.user_role),
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
    maxTokens: numberOrNull(row.max_token_budget),
    windowTokens: Number(row.window_tokens),
    blocked: row.blocked,
    readsReports: readsReports(row.extra),
    expires: earlier(row.expires, isPrevious ? (row.previous_until ?? new Date(0)) : null),
    tags: tagsOf(row),
    temporaryBudget: temporaryBudgetOf(row.extra),
    ...enforcedIn(row.extra),
    accounts: (row.accounts ?? []).map((account) => accountOf(account, row.parts)),
    ...partsOf(`key:${row.token}`, row.parts),
  }
}

function earlier(a: Date | null, b: Date | null): number | null {
  if (a === null || b === null) return (a ?? b)?.getTime() ?? null
  return Math.min(a.getTime(), b.getTime())
}

const NO_TAGS: readonly string[] = []

/** LiteLLM keeps a key's tags in its metadata: those of an imported key are there. */
function tagsOf({ extra, metadata }: KeyRow): readonly string[] {
  const tags = extra.tags ?? metadata.tags
  return Array.isArray(tags) ? tags.filter((tag): tag is string => typeof tag === "string") : NO_TAGS
}

function enforcedIn({ enforced_params: given }: KeyRow["extra"]): Pick<KeyRecord, "enforcedParams"> {
  const names = Array.isArray(given) ? given.filter((name): name is string => typeof name === "string") : []
  return names.length === 0 ? {} : { enforcedParams: names }
}

function readsReports({ permissions }: KeyRow["extra"]): boolean {
  return typeof permissions === "object" && permissions !== null && "get_spend_routes" in permissions
    ? permissions.get_spend_routes === true
    : false
}

function temporaryBudgetOf({ temp_budget_increase: usd, temp_budget_expiry: until }: KeyRow["extra"]) {
  if (typeof usd !== "number" || typeof until !== "string") return null
  const untilMs = Date.parse(until)
  return Number.isNaN(untilMs) ? null : { moreNano: nanoFromUsd(usd), untilMs }
}
