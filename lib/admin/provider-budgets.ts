import { z } from "zod"
import { usdFromNano } from "#lib/core/money"
import type { AdminContext } from "./context"
import { defineResource, get } from "./resource"

const ProviderBudget = z.object({
  budget_limit: z.number().describe("Dollars a window"),
  time_period: z.string().nullable().describe("Length of a window; null: it never ends"),
  spend: z.number().describe("Dollars of the running window, in every process"),
  budget_reset_at: z.iso.datetime().nullable().describe("When the next window begins"),
})

/** Budgets of providers (`router_settings.provider_budget_config`), by LiteLLM's names. */
export const providerBudgets = defineResource(
  "provider",
  {
    budgets: get("/provider/budgets", {
      summary: "What each provider with a budget may cost, has cost, and when its budget begins anew",
      needs: "budgets:read",
      input: z.strictObject({}),
      output: z.object({ providers: z.record(z.string(), ProviderBudget) }),
      run: list,
    }),
  },
  { ProviderBudget },
)

async function list(ctx: AdminContext) {
  await ctx.flush()
  const budgets = ctx.providerBudgets()
  const spent = await ctx.db.sql<{ name: string; at: Date; nano: number }[]>`
    select kind || ':' || id as name, window_started_at as at, spend_nano as nano from accounts where kind = 'provider'`
  const providers = budgets.map(({ provider, account, startedAt, limitNano, timePeriod, resetAt }) => {
    const row = spent.find(({ name, at }) => name === account && new Date(at).getTime() === startedAt)
    const view: z.output<typeof ProviderBudget> = {
      budget_limit: usdFromNano(limitNano),
      time_period: timePeriod,
      spend: usdFromNano(Number(row?.nano ?? 0)),
      budget_reset_at: resetAt === null ? null : new Date(resetAt).toISOString(),
    }
    return [provider, view] as const
  })
  return { providers: Object.fromEntries(providers) }
}
