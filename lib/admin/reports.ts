import { z } from "zod"
import { defineResource, type Endpoint, get } from "./resource"
import { SubjectActivity, type SubjectKind, SubjectRange, subjectActivity } from "./spend/subject-activity"
import { Verified, verifySpend } from "./spend/verify"

/** LiteLLM's paths, and what each calls the ids it may be limited to. */
const FAMILIES: readonly (readonly [path: string, kind: SubjectKind, ids: string])[] = [
  ["team", "team", "team_ids"],
  ["organization", "organization", "organization_ids"],
  ["customer", "customer", "end_user_ids"],
  ["end_user", "customer", "end_user_ids"],
  ["tag", "tag", "tags"],
]

export const reports = defineResource(
  "reports",
  {
    ...Object.fromEntries(FAMILIES.map(([path, kind, ids]) => [`${path}Activity`, daily(path, kind, ids)])),
    verify: get("/spend/verify", {
      summary: "Do all sums of money agree with the request log, to the nano-dollar?",
      needs: "usage:read",
      input: z.strictObject({}),
      output: Verified,
      run: verifySpend,
    }),
  },
  { SubjectActivity },
)

function daily(path: string, kind: SubjectKind, ids: string): Endpoint {
  const named = z.string().max(10_000).optional().describe("Only these, separated by commas")
  return get(`/${path}/daily/activity`, {
    summary: `Spend, tokens and requests by day, and in each day by ${kind} and model`,
    needs: "usage:read",
    input: SubjectRange.omit({ ids: true }).extend({ [ids]: named }),
    output: SubjectActivity,
    run: (ctx, input) => {
      const only = (input as Readonly<Record<string, unknown>>)[ids]
      const range = input as unknown as z.output<typeof SubjectRange>
      return subjectActivity(ctx, kind, typeof only === "string" ? { ...range, ids: only } : range)
    },
  })
}
