import { accounts } from "#drizzle/schema/accounts"
import { keys } from "#drizzle/schema/keys"
import type { Database } from "#lib/db/open"
import { ensurePartitions } from "#lib/ledger/partitions"
import { rowLine } from "#lib/ledger/spend-row"
import { Totals } from "#lib/ledger/totals"
import { writeNewRows } from "#lib/ledger/write-rows"
import { type Population, population, type Sizes } from "./population"
import { seedRows } from "./requests"

const WEEK_MS = 7 * 86_400_000
const ROWS_A_WRITE = 20_000
const ROWS_AN_INSERT = 1_000

/**
 * Fills an empty database: organizations, teams, users, customers, tags, keys, and the log's rows with their aggregates and
 * balances, written as the gateway writes them. Throws when the database is in use already.
 */
export async function seedScale(
  db: Database,
  { sizes, endMs, progress }: { sizes: Sizes; endMs: number; progress: (rows: number) => void },
): Promise<void> {
  const [used] = await db.sql<{ used: boolean }[]>`
    select exists (select 1 from spend_logs) or exists (select 1 from keys) or exists (select 1 from accounts) as used`
  if (used?.used === true)
    throw new Error("This database has keys or a log already. Give an empty one with --data-dir or --database-url.")
  const people = population(sizes)
  await storePeople(db, people, new Date(endMs))
  for (let at = endMs - sizes.days * 86_400_000; at < endMs + WEEK_MS; at += WEEK_MS) await ensurePartitions(db, at)
  await storeRows(db, seedRows(people, sizes, endMs), progress)
  await vacuum(db)
}

/** What autovacuum would come to by itself in the next minutes; it may take longer than a statement of the gateway may. */
async function vacuum(db: Database): Promise<void> {
  const connection = await db.sql.reserve()
  try {
    await connection`select set_config('statement_timeout', '0', false)`
    for (const table of ["spend_logs", "usage_hourly", "subject_hourly", "keys", "accounts"])
      await connection.unsafe(`vacuum (analyze) ${table}`)
  } finally {
    connection.release()
  }
}

async function storeRows(
  db: Database,
  hours: ReturnType<typeof seedRows>,
  progress: (rows: number) => void,
): Promise<void> {
  let lines: string[] = []
  let totals = new Totals()
  let stored = 0
  const store = async () => {
    await writeNewRows({ db }, lines, totals)
    stored += lines.length
    progress(stored)
    lines = []
    totals = new Totals()
  }
  for (const rows of hours) {
    for (const row of rows) {
      lines.push(rowLine(row))
      totals.add(row)
    }
    if (lines.length >= ROWS_A_WRITE) await store()
  }
  if (lines.length > 0) await store()
}

async function storePeople(db: Database, people: Population, now: Date): Promise<void> {
  const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1))
  const next = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1))
  const all: (typeof accounts.$inferInsert)[] = [
    ...people.organizations.map((id) => ({ kind: "organization", id, alias: id })),
    ...people.teams.map(({ id, alias, organizationId }) => ({ kind: "team", id, alias, organizationId })),
    ...people.users.map((id) => ({
      kind: "user",
      id,
      profile: { user_email: `${id}@example.com`, user_role: "internal_user" },
    })),
    ...people.customers.map((id) => ({ kind: "customer", id })),
    ...people.tags.map((id) => ({ kind: "tag", id })),
  ]
  for (let i = 0; i < all.length; i += ROWS_AN_INSERT)
    await db.orm.insert(accounts).values(all.slice(i, i + ROWS_AN_INSERT))
  for (let i = 0; i < people.keys.length; i += ROWS_AN_INSERT)
    await db.orm.insert(keys).values(
      people.keys.slice(i, i + ROWS_AN_INSERT).map(({ token, name, alias, userId, team, monthly, models }, n) => ({
        token,
        keyName: name,
        keyAlias: alias,
        userId,
        teamId: team.id,
        organizationId: team.organizationId,
        models: [...new Set(models.map(({ group }) => group))],
        createdAt: new Date(now.getTime() - (i + n) * 60_000),
        ...(monthly ? { maxBudgetNano: 1e12, budgetDuration: "1mo", windowStartedAt: month, budgetResetAt: next } : {}),
      })),
    )
}
