import type { SQL } from "drizzle-orm"
import { keys } from "#drizzle/schema/keys"
import { noteClosed, type Writer } from "#lib/ledger/entries"
import type { AdminContext } from "../context"
import { eraseFactsOf } from "../memory/erase-facts"
import type { KeyRow } from "./view"

/** Deletes keys inside a transaction, with what is remembered for them, and writes their balances off. Gives the deleted rows. */
export async function removeKeys(
  tx: Writer & Pick<AdminContext["db"]["orm"], "delete">,
  ctx: Pick<AdminContext, "clock" | "caller">,
  where: SQL | undefined,
): Promise<KeyRow[]> {
  const gone = await tx.delete(keys).where(where).returning()
  const cause = { reason: "the key was deleted", by: ctx.caller.keyId, atMs: ctx.clock.now() }
  await noteClosed(
    tx,
    gone.map((row) => ({ ...row, account: row.token })),
    cause,
  )
  await eraseFactsOf(
    tx,
    gone.map(({ token }) => `key:${token}`),
  )
  return gone
}
