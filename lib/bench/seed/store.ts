import { accounts } from "#drizzle/schema/accounts"
import { keys } from "#drizzle/schema/keys"
import type { Database } from "#lib/db/open"
import { ensurePartitions } from "#lib/ledger/partitions"
import { rowLine } from "#lib/ledger/spend-row"
import { Totals } from "#lib/ledger/totals"
import { writeNewRows } from "#lib/ledger/write-rows"
import { routedId, type SeedBudget, windowOf } from "./budgets"
import { type Population, population, SEED_MODELS, type Sizes } from "./population"
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
  await storePeople(db, people, { startMs: endMs - sizes.days * 86_400_000, endMs })
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

interface Span {
  readonly startMs: number
  readonly endMs: number
}

type AccountRow = typeof accounts.$inferInsert

async function storePeople(db: Database, people: Population, span: Span): Promise<void> {
  const all = accountRows(people).map((row): AccountRow => {
    const budget = people.budgets.get(`${row.kind}:${row.id}`) ?? null
    return { ...row, createdAt: new Date(span.startMs), ...budgetColumns(budget, span) }
  })
  all.push(...routedRows(people, span))
  for (let i = 0; i < all.length; i += ROWS_AN_INSERT)
    await db.orm.insert(accounts).values(all.slice(i, i + ROWS_AN_INSERT))
  for (let i = 0; i < people.keys.length; i += ROWS_AN_INSERT)
    await db.orm.insert(keys).values(
      people.keys.slice(i, i + ROWS_AN_INSERT).map(({ token, name, alias, userId, team, budget, models }, n) => ({
        token,
        keyName: name,
        keyAlias: alias,
        userId,
        teamId: team?.id ?? null,
        organizationId: team?.organizationId ?? null,
        models: [...new Set(models.map(({ group }) => group))],
        createdAt: new Date(span.startMs - (i + n) * 60_000),
        ...budgetColumns(budget, span),
      })),
    )
}

function accountRows(people: Population): AccountRow[] {
  return [
    { kind: "gateway", id: "proxy" },
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
}

/** Budgets of providers and deployments are one account a length of window, whose row says nothing of when it ends. */
function routedRows(people: Population, { startMs, endMs }: Span): AccountRow[] {
  const all = SEED_MODELS.flatMap(({ provider, id }) => [`provider:${provider}`, `deployment:${id}`])
  return [...new Set(all)].flatMap((name) => {
    const budget = people.budgets.get(name)
    if (budget === undefined) return []
    const [kind = "", alias = ""] = name.split(":")
    return {
      kind,
      id: routedId(alias, budget),
      alias,
      maxBudgetNano: budget.maxNano,
      windowStartedAt: new Date(windowOf(budget, endMs - 1)?.startedAt ?? 0),
      createdAt: new Date(startMs),
    }
  })
}

/** The window the log ends in. */
function budgetColumns(budget: SeedBudget | null, { endMs }: Span) {
  if (budget === null) return {}
  const window = windowOf(budget, endMs - 1)
  return {
    maxBudgetNano: budget.maxNano,
    budgetDuration: budget.duration,
    windowStartedAt: new Date(window?.startedAt ?? 0),
    budgetResetAt: window === null ? null : new Date(window.resetAt),
  }
}
