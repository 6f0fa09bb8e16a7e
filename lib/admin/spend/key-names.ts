import type { Reader } from "./read"

/** How a key is known to people. */
export interface KeyName {
  readonly alias: string | null
  /** The key with all but its last four characters hidden. */
  readonly name: string | null
}

/** What these keys are called, by token; a deleted key by the alias its last request carried. */
export async function keyNames(sql: Reader, tokens: readonly string[]): Promise<Map<string, KeyName>> {
  const rows = await sql<{ token: string; key_alias: string | null; key_name: string | null }[]>`
    select t.token, coalesce(k.key_alias, l.key_alias) as key_alias, k.key_name
    from unnest(${[...new Set(tokens)]}::text[]) as t(token)
    left join keys k on k.token = t.token
    left join lateral (
      select key_alias from spend_logs where api_key = t.token and k.token is null and t.token <> 'master'
      order by started_at desc limit 1
    ) l on true`
  return new Map(rows.map((row) => [row.token, { alias: row.key_alias, name: row.key_name }]))
}
