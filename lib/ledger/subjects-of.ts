import type postgres from "postgres"

type Sql = postgres.Sql | postgres.TransactionSql
type Fragment = postgres.PendingQuery<postgres.Row[]>

/**
 * Whom the row of the log at hand was for, as rows of `kind` and `id`; an id may be null. A deployment is there only where it has a
 * budget, by that budget's account: what others cost the hours by provider and model say.
 */
export function subjectsOf(sql: Sql): Fragment {
  return sql`(
    select 'team' as kind, team_id as id union all select 'user', user_id union all
    select 'organization', organization_id union all select 'customer', end_user union all
    select 'tag', t.tag from (select distinct unnest(tags) as tag) t union all
    select 'deployment', substr(entry, strpos(entry, ':') + 12) from unnest(charged_to) as entry
      where split_part(entry, ':', 2) = 'deployment'
  )`
}
