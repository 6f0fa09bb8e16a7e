import { z } from "zod"
import { checkChain } from "./audit/chain"
import { AuditList, AuditListInput, AuditView, listAudit, oneAudit } from "./audit/list"
import { defineResource, get } from "./resource"

const ChainView = z.object({
  ok: z.boolean(),
  rows: z.number(),
  head: z
    .string()
    .describe("The newest row's hash; noted elsewhere, it proves later that nothing was cut off at the end"),
  broken: z
    .object({ id: z.number(), why: z.string() })
    .nullable()
    .describe("The first row that is not what was written"),
})

/** Who changed what: a row for each change, chained by hashes. */
export const audit = defineResource(
  "audit",
  {
    list: get("/audit", {
      summary: "Every change made over the management API, the newest first",
      needs: "audit:read",
      input: AuditListInput,
      output: AuditList,
      run: listAudit,
    }),
    verify: get("/audit/verify", {
      summary: "Compute the hash of every row anew: was anything altered or taken out?",
      needs: "audit:read",
      input: z.strictObject({}),
      output: ChainView,
      run: (ctx, _input, { signal }) => checkChain(ctx.db, signal),
    }),
    one: get("/audit/:id", {
      summary: "One change",
      needs: "audit:read",
      input: z.strictObject({}),
      output: AuditView,
      run: (ctx, _input, { params }) => oneAudit(ctx, params.id ?? ""),
    }),
  },
  { AuditView },
)
