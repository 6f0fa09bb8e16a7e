import { accounts } from "#drizzle/schema/accounts"
import type { Database } from "#lib/db/open"
import { holdLog, noteOpened, wasClosed } from "./entries"

/** Makes an account without limits unless there is one. What requests spent under its name before it was deleted is not its own. */
export async function openAccount(
  db: Database,
  { kind, id }: { readonly kind: string; readonly id: string },
  nowMs: number,
): Promise<void> {
  const name = `${kind}:${id}`
  const again = await wasClosed(db.orm, name)
  const now = new Date(nowMs)
  await db.orm.transaction(async (tx) => {
    if (again) await holdLog(tx)
    const [row] = await tx
      .insert(accounts)
      .values({ kind, id, createdAt: now, updatedAt: now })
      .onConflictDoNothing()
      .returning()
    if (row === undefined || !again) return
    await noteOpened(tx, name, row, { reason: "a request named it again", by: "gateway", atMs: nowMs })
  })
}
