import { z } from "zod"
import { nanoFromUsd, usdFromNano } from "#lib/core/money"
import type { AdminContext } from "../context"
import { logsWithin, reachOf } from "../reach"
import { fromCache } from "./log-filters"
import { allOf, readSnapshot } from "./read"
import { askedRange, seriesRange, slotOf, slotText } from "./usage-series"

export const SavingsInput = z.strictObject(seriesRange)
export const Savings = z.object({
  results: z.array(z.object({ date: slotText, hits: z.number(), saved: z.number().describe("Dollars") })),
  metadata: z.object({ total_hits: z.number(), total_saved: z.number().describe("Dollars") }),
})

/**
 * What answers from the response cache would have cost, by day or hour: from the log itself, whose rows of hits have neither tokens nor
 * cost.
 */
export async function cacheSavings(
  ctx: AdminContext,
  input: z.output<typeof SavingsInput>,
): Promise<z.output<typeof Savings>> {
  const range = askedRange(input)
  const reach = reachOf(ctx.caller)
  await ctx.flush()
  const rows = await readSnapshot(ctx.db, (sql) => {
    const at = slotOf(sql, "started_at", { range, granularity: input.granularity })
    return sql<{ date: string; hits: number; saved: number }[]>`
      select ${at} as date, count(*)::float8 as hits,
        coalesce(sum((metadata ->> 'saved_cache_cost')::float8), 0) as saved
      from spend_logs
      where started_at >= ${new Date(range.startMs)} and started_at < ${new Date(range.endMs)}
        and total_tokens = 0 and spend_nano = 0 and status = 'success' and ${fromCache(sql)}
        and ${allOf(sql, logsWithin(sql, reach))}
      group by 1 order by 1 desc`
  })
  const results = rows.map(({ date, hits, saved }) => ({ date, hits, saved: usdFromNano(nanoFromUsd(saved)) }))
  const savedNano = results.reduce((sum, { saved }) => sum + nanoFromUsd(saved), 0)
  const hits = results.reduce((sum, row) => sum + row.hits, 0)
  return { results, metadata: { total_hits: hits, total_saved: usdFromNano(savedNano) } }
}
