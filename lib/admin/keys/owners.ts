import { accounts } from "#drizzle/schema/accounts"
import type { AdminContext } from "../context"

/** Makes the user of a key if there is none of this id. */
export async function ensureUser(ctx: AdminContext, userId: string | null | undefined): Promise<void> {
  if (!userId) return
  const now = new Date(ctx.clock.now())
  const by = ctx.caller.keyId
  const made = await ctx.db.orm
    .insert(accounts)
    .values({
      kind: "user",
      id: userId,
      profile: { user_role: "internal_user" },
      createdAt: now,
      createdBy: by,
      updatedAt: now,
      updatedBy: by,
    })
    .onConflictDoNothing()
    .returning({ id: accounts.id })
  if (made.length > 0) await ctx.accountChanged(`user:${userId}`)
}
