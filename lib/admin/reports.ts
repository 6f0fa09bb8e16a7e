import { z } from "zod"
import type { Permission } from "./permissions"
import { idsWithin, type Reach, reachOf } from "./reach"
import { defineResource, type Endpoint, get, type TextAnswer } from "./resource"
import { csvAnswer, format } from "./spend/report"
import { SubjectActivity, type SubjectKind, SubjectRange, subjectActivity } from "./spend/subject-activity"
import { Verified, verifySpend } from "./spend/verify"

/** LiteLLM's paths, and what each calls the ids it may be limited to. */
const FAMILIES: readonly Family[] = [
  { path: "team", kind: "team", ids: "team_ids", needs: "teams:usage", within: (reach) => reach.adminTeams },
  {
    path: "organization",
    kind: "organization",
    ids: "organization_ids",
    needs: "organizations:usage",
    within: (reach) => reach.adminOrganizations,
  },
  { path: "customer", kind: "customer", ids: "end_user_ids", needs: "reports:read" },
  { path: "end_user", kind: "customer", ids: "end_user_ids", needs: "reports:read" },
  { path: "tag", kind: "tag", ids: "tags", needs: "reports:read" },
]

interface Family {
  readonly path: string
  readonly kind: SubjectKind
  /** The field that names some of them. */
  readonly ids: string
  readonly needs: Permission
  /** Which of them a limited caller may ask about; absent: no limited caller has the permission. */
  readonly within?: (reach: Reach) => readonly string[]
}

export const reports = defineResource(
  "reports",
  {
    ...Object.fromEntries(FAMILIES.map((family) => [`${family.path}Activity`, daily(family)])),
    verify: get("/spend/verify", {
      summary: "Do all sums of money agree with the request log, to the nano-dollar?",
      needs: "reports:read",
      input: z.strictObject({}),
      output: Verified,
      run: verifySpend,
    }),
  },
  { SubjectActivity },
)

function daily({ path, kind, ids, needs, within }: Family): Endpoint {
  const named = z.string().max(10_000).optional().describe("Only these, separated by commas")
  return get(`/${path}/daily/activity`, {
    summary: `Spend, tokens and requests by day, and in each day by ${kind} and model`,
    needs,
    input: SubjectRange.omit({ ids: true }).extend({ [ids]: named, format }),
    output: SubjectActivity,
    run: async (ctx, input) => {
      const only = (input as Readonly<Record<string, unknown>>)[ids]
      const range = input as unknown as z.output<typeof SubjectRange> & { readonly format: "json" | "csv" }
      const reach = reachOf(ctx.caller)
      const asked = typeof only === "string" ? only.split(",").map((id) => id.trim()) : undefined
      const named = idsWithin(asked, reach === null ? null : (within?.(reach) ?? []), ids)
      const report = await subjectActivity(ctx, kind, named === undefined ? range : { ...range, ids: named.join(",") })
      return range.format === "csv" ? activityCsv(kind, report) : report
    },
  })
}

/** A line a day and team (or customer, tag …). */
function activityCsv(kind: SubjectKind, { results }: z.output<typeof SubjectActivity>): TextAnswer {
  const amounts = ["api_requests", "failed_requests", "prompt_tokens", "completion_tokens", "spend"] as const
  const lines = results.flatMap(({ date, breakdown }) =>
    Object.entries(breakdown.entities).map(([id, { metrics, metadata }]) => [
      date,
      id,
      metadata.alias,
      ...amounts.map((name) => metrics[name]),
    ]),
  )
  return csvAnswer([["date", kind, "alias", ...amounts], ...lines])
}
