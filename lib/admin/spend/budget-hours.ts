import type { BudgetKind } from "./budget-owner"
import type { Fragment, Reader } from "./read"

interface Budgets {
  readonly kind: BudgetKind
  /** Keys' hashes, or ids of accounts. */
  readonly ids: readonly string[]
  /** The start of an hour. */
  readonly since: Date
}

/** What requests from an hour on that these budgets are charged for have cost: rows of `id`, `hour` and `spend_nano`. */
export function budgetHours(sql: Reader, { kind, ids, since }: Budgets): Fragment {
  const these = sql`${[...ids]}::text[]`
  switch (kind) {
    case "gateway":
      return sql`select unnest(${these}) as id, hour, spend_nano from usage_hourly where hour >= ${since}`
    case "key":
      return sql`select api_key as id, hour, spend_nano from usage_hourly where hour >= ${since} and api_key = any(${these})`
    case "user":
      // A team's key is charged to the team, not to whoever has it.
      return sql`select k.user_id as id, hour, u.spend_nano from keys k join usage_hourly u on u.api_key = k.token
        where hour >= ${since} and k.user_id = any(${these}) and k.team_id is null`
    case "provider":
      return sql`select a.id, hour, u.spend_nano from accounts a join usage_hourly u on u.provider = a.alias
        where hour >= ${since} and a.kind = 'provider' and a.id = any(${these})`
    default:
      return sql`select id, hour, spend_nano from subject_hourly where kind = ${kind} and id = any(${these}) and hour >= ${since}`
  }
}
