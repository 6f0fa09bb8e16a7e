import { z } from "zod"
import type { Permission } from "./permissions"
import { defineResource, type Endpoint, get, post } from "./resource"
import { resetAllSpend } from "./spend/reset-all"
import { SCOPES, type Scope, ScopedRange, ScopedReport, scopedReport } from "./spend/scoped-report"

/** Spend of one key, user, team or organization, and the reset of all of them. */
export const spendReports = defineResource(
  "spend_reports",
  {
    key: scoped("key", "keys:read-own"),
    user: scoped("user", "keys:read-own"),
    team: scoped("team", "keys:read-own"),
    organization: scoped("organization", "organizations:usage"),
    reset: post("/global/spend/reset", {
      summary: "Begin a new budget window for every key and team that spent something; what they spent stays on record",
      needs: "ledger:write",
      input: z.strictObject({}),
      output: z.object({ message: z.string(), status: z.literal("success"), keys: z.number(), teams: z.number() }),
      run: async (ctx) => {
        const reset = await resetAllSpend(ctx)
        return { message: "Spend for all API Keys and Teams reset successfully", status: "success" as const, ...reset }
      },
    }),
  },
  { SpendReport: ScopedReport },
)

function scoped(scope: Scope, needs: Permission): Endpoint {
  const { field } = SCOPES[scope]
  return get(`/${scope}/spend/report`, {
    summary: `What one ${scope} spent, by key and model; the caller's own when none is named. JSON or CSV`,
    needs,
    input: ScopedRange.extend({ [field]: z.string().min(1).max(255).optional().describe(`The ${scope}`) }),
    output: ScopedReport,
    run: (ctx, input) => {
      const { [field]: id, ...range } = input as Readonly<Record<string, unknown>>
      return scopedReport(ctx, scope, { ...(range as z.output<typeof ScopedRange>), id: id as string | undefined })
    },
  })
}
