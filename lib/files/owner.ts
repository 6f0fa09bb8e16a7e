import type postgres from "postgres"

/** Whose a file or a batch is, or who asks for one. */
export interface Owner {
  /** The key's stable hash, or "master". */
  readonly apiKey: string
  readonly userId: string | null
  readonly teamId: string | null
  /** An administrator: everything is theirs to see. */
  readonly all: boolean
}

/**
 * The SQL condition under which a row of `files` or `batches` is this owner's: its key's, its user's or its team's (LiteLLM's rule for
 * managed objects).
 */
export function ownedBy(sql: postgres.Sql, { apiKey, userId, teamId, all }: Owner): postgres.Fragment {
  if (all) return sql`true`
  const user = userId === null ? sql`` : sql`or user_id = ${userId}`
  const team = teamId === null ? sql`` : sql`or team_id = ${teamId}`
  return sql`(api_key = ${apiKey} ${user} ${team})`
}
