import type { SQL } from "drizzle-orm"
import { accounts } from "#drizzle/schema/accounts"
import { noteClosed, type Writer } from "#lib/ledger/entries"
import type { AdminContext } from "../context"
import { eraseFactsOf } from "../memory/erase-facts"

/** Deletes accounts inside a transaction, with what is remembered for them, and writes their balances off. Gives the deleted rows. */
export async function removeAccounts(
  tx: Writer & Pick<AdminContext["db"]["orm"], "delete">,
  ctx: Pick<AdminContext, "clock" | "caller">,
  where: SQL | undefined,
): Promise<(typeof accounts.$inferSelect)[]> {
  const gone = await tx.delete(accounts).where(where).returning()
  const cause = { reason: "the account was deleted", by: ctx.caller.keyId, atMs: ctx.clock.now() }
  await noteClosed(
    tx,
    gone.map((row) => ({ ...row, account: `${row.kind}:${row.id}` })),
    cause,
  )
  await eraseFactsOf(
    tx,
    gone.map(({ kind, id }) => `${kind}:${id}`),
  )
  return gone
}
