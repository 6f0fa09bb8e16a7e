import { z } from "zod"
import { GatewayError } from "#lib/core/errors"
import { usdFromNano } from "#lib/core/money"
import { correctionOf } from "#lib/ledger/corrected"
import type { AdminContext } from "../context"
import { keyIdOf } from "../keys/find"
import { beyondReach, logsWithin, type Reach, reachOf } from "../reach"
import type { TextAnswer } from "../resource"
import { calendarDate } from "./dates"
import { keyNames } from "./key-names"
import { allOf, type Fragment, type Reader, readSnapshot } from "./read"
import { csvAnswer, format, refuseBadRange } from "./report"

const DAY_MS = 86_400_000
/** A report names at most this many keys and models, the largest first. */
const MAX_ROWS = 5000

/** Whose spend, and the field that names them. */
export const SCOPES = {
  key: { field: "api_key", column: "api_key" },
  user: { field: "internal_user_id", column: "user_id" },
  team: { field: "team_id", column: "team_id" },
  organization: { field: "organization_id", column: "organization_id" },
} as const
export type Scope = keyof typeof SCOPES

export const ScopedRange = z.strictObject({
  start_date: calendarDate.describe("First day, UTC"),
  end_date: calendarDate.describe("Last day, UTC"),
  format,
})

const Used = z.object({
  model: z.string(),
  team_id: z.string().nullable(),
  requests: z.number(),
  total_cost: z.number(),
  total_input_tokens: z.number(),
  total_output_tokens: z.number(),
})

/** By key, the dearest first, and in each by model, in LiteLLM's shape. */
export const ScopedReport = z.array(
  z.object({
    api_key: z.string(),
    key_alias: z.string().nullable(),
    total_cost: z.number(),
    total_input_tokens: z.number(),
    total_output_tokens: z.number(),
    model_details: z.array(Used),
  }),
)
type Report = z.output<typeof ScopedReport>

interface SumRow {
  api_key: string
  model: string
  team_id: string | null
  requests: string
  nano: string
  prompt_tokens: string
  completion_tokens: string
}

/**
 * What a key, a user, a team or an organization spent, by key and model: from the request log, which knows whom each key belonged to
 * then; what retention took away is not in it. Without an id it is the caller's own. Throws 403 for somebody else's.
 */
export async function scopedReport(
  ctx: AdminContext,
  scope: Scope,
  { id: asked, ...input }: z.output<typeof ScopedRange> & { readonly id: string | undefined },
): Promise<Report | TextAnswer> {
  refuseBadRange(input.start_date, input.end_date)
  const reach = reachOf(ctx.caller)
  const id = await whose(ctx, scope, { asked, reach })
  await ctx.flush()
  const { rows, names } = await readSnapshot(ctx.db, async (sql) => {
    const rows = await sums(sql, allOf(sql, [inScope(sql, scope, { id, input }), ...within(sql, reach)]))
    const tokens = rows.map((row) => row.api_key)
    return { rows, names: await keyNames(sql, tokens) }
  })
  const report = reportOf(rows, (token) => names.get(token)?.alias ?? null)
  return input.format === "csv" ? csvOf(report) : report
}

/** The id that is meant, if the caller may see it. */
async function whose(
  ctx: AdminContext,
  scope: Scope,
  { asked, reach }: { asked: string | undefined; reach: Reach | null },
): Promise<string> {
  const { field } = SCOPES[scope]
  const { key } = ctx.caller
  const own = {
    key: key?.token,
    user: reach?.userId ?? key?.userId,
    team: key?.teamId ?? (reach?.adminTeams.length === 1 ? reach.adminTeams[0] : undefined),
    organization: reach?.adminOrganizations[0],
  }[scope]
  const id = asked === undefined ? own : scope === "key" ? await keyIdOf(ctx, asked) : asked
  if (id === undefined || id === null)
    throw new GatewayError("invalid_request", `Say whose spend is asked for in ${field}.`, { param: field })
  if (reach === null || id === own) return id
  const reaches = { key: null, user: null, team: [...reach.teams, ...reach.adminTeams], organization: null }[scope]
  // A key of somebody else has no rows within reach; whether there is one is not told.
  if (scope === "key" || reaches?.includes(id) || (scope === "organization" && reach.adminOrganizations.includes(id)))
    return id
  throw beyondReach(`You may not see what "${id.slice(0, 70)}" spent.`, field)
}

/** A limited caller sees what it sees in the log, and what the calling key itself has spent. */
function within(sql: Reader, reach: Reach | null): Fragment[] {
  if (reach === null) return []
  return [sql`(${allOf(sql, logsWithin(sql, reach))} or api_key = ${reach.token})`]
}

function inScope(
  sql: Reader,
  scope: Scope,
  { id, input }: { id: string; input: z.output<typeof ScopedRange> },
): Fragment {
  const [from, to] = [new Date(input.start_date), new Date(input.end_date + DAY_MS)]
  return sql`started_at >= ${from} and started_at < ${to} and ${sql(SCOPES[scope].column)} = ${id}`
}

function sums(sql: Reader, condition: Fragment): Promise<SumRow[]> {
  return sql<SumRow[]>`
    with used as (
      select api_key, model_group, team_id, prompt_tokens, completion_tokens,
        spend_nano + coalesce(${correctionOf(sql)}, 0) as nano
      from spend_logs where ${condition}
    )
    select api_key, model_group as model, team_id, count(*)::text as requests, sum(nano)::text as nano,
      sum(prompt_tokens)::text as prompt_tokens, sum(completion_tokens)::text as completion_tokens
    from used group by 1, 2, 3 order by sum(nano) desc, 1, 2 limit ${MAX_ROWS}`
}

function reportOf(rows: readonly SumRow[], aliasOf: (token: string) => string | null): Report {
  const keys = new Map<string, SumRow[]>()
  for (const row of rows) keys.set(row.api_key, [...(keys.get(row.api_key) ?? []), row])
  const total = (of: readonly SumRow[], what: "nano" | "prompt_tokens" | "completion_tokens") =>
    of.reduce((all, row) => all + Number(row[what]), 0)
  const amounts = (of: readonly SumRow[]) => ({
    total_cost: usdFromNano(total(of, "nano")),
    total_input_tokens: total(of, "prompt_tokens"),
    total_output_tokens: total(of, "completion_tokens"),
  })
  return [...keys]
    .sort(([, a], [, b]) => total(b, "nano") - total(a, "nano"))
    .map(([token, own]) => ({
      api_key: token,
      key_alias: aliasOf(token),
      ...amounts(own),
      model_details: own.map((row) => ({
        model: row.model,
        team_id: row.team_id,
        requests: Number(row.requests),
        ...amounts([row]),
      })),
    }))
}

/** A line a key and model. */
function csvOf(report: Report): TextAnswer {
  const head = ["api_key", "key_alias", "team_id", "model", "requests", "prompt_tokens", "completion_tokens", "spend"]
  const lines = report.flatMap(({ api_key, key_alias, model_details }) =>
    model_details.map((used) => [
      api_key,
      key_alias,
      used.team_id,
      used.model,
      used.requests,
      used.total_input_tokens,
      used.total_output_tokens,
      used.total_cost,
    ]),
  )
  return csvAnswer([head, ...lines])
}
