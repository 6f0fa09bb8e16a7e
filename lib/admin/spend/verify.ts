import { z } from "zod"
import { usdFromNano } from "#lib/core/money"
import { checkLedger, lastCheck, type StoredCheck, type StoredDifference } from "#lib/ledger/check"
import { MAX_DIFFERENCES } from "#lib/ledger/verify"
import type { AdminContext } from "../context"

const Difference = z.object({
  what: z.string().describe("key, key window, account, account window, hour or subject hour"),
  name: z.string(),
  log: z.number().describe("Dollars, summed from the request log and the ledger's entries"),
  booked: z.number().describe("Dollars, as the balance or the aggregate has them"),
  difference_nano: z.string().describe("Nano-dollars: booked minus log"),
})

export const Verified = z.object({
  ok: z.boolean(),
  verified_at: z.iso.datetime(),
  took_ms: z.number(),
  requests: z.number(),
  entries: z.number().describe("Entries of the ledger besides requests: adjustments and corrections"),
  spend: z.number().describe("Dollars of the whole request log, corrections included"),
  differences: z.array(Difference).describe(`At most ${MAX_DIFFERENCES}`),
})

export const LastVerified = z.object({ last: Verified.nullable().describe("Null: never checked yet") })

/**
 * Does every sum of money agree with the request log and the ledger's entries, to the nano-dollar? Everything is compared in one
 * snapshot; the result is kept as the last one.
 */
export async function verifySpend(ctx: AdminContext): Promise<z.output<typeof Verified>> {
  await ctx.flush()
  return viewCheck(await checkLedger(ctx.db, ctx.clock))
}

/** What came of the last check, the nightly one or one that was asked for. */
export async function lastVerified(ctx: AdminContext): Promise<z.output<typeof LastVerified>> {
  const last = await lastCheck(ctx.db)
  return { last: last === null ? null : viewCheck(last) }
}

function viewCheck(check: StoredCheck): z.output<typeof Verified> {
  return {
    ok: check.ok,
    verified_at: check.at.toISOString(),
    took_ms: check.tookMs,
    requests: check.requests,
    entries: check.entries,
    spend: usdFromNano(check.spendNano),
    differences: (check.differences as unknown as StoredDifference[]).map(viewDifference),
  }
}

function viewDifference({ what, name, ledger_nano, booked_nano }: StoredDifference): z.output<typeof Difference> {
  return {
    what,
    name,
    log: usdFromNano(Number(ledger_nano)),
    booked: usdFromNano(Number(booked_nano)),
    difference_nano: String(BigInt(booked_nano) - BigInt(ledger_nano)),
  }
}
