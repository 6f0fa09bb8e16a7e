import { and, eq, ne } from "drizzle-orm"
import { z } from "zod"
import { logins, sessions } from "#drizzle/schema/logins"
import { GatewayError } from "#lib/core/errors"
import { hashPassword, verifyPassword } from "#lib/identity/password"
import type { AdminContext } from "../context"
import { newPassword } from "../invitations/password-field"

export const PasswordChange = z.strictObject({
  current_password: z.string().min(1).max(1000),
  new_password: newPassword,
})

type Writer = Pick<AdminContext["db"]["orm"], "insert" | "delete">

/** Writes the password of a user and ends their sessions, but the one it is changed from. */
export async function setPassword(
  tx: Writer,
  { userId, hash, now, keep }: { userId: string; hash: string; now: Date; keep?: string | undefined },
): Promise<void> {
  await tx
    .insert(logins)
    .values({ userId, password: hash, changedAt: now })
    .onConflictDoUpdate({ target: logins.userId, set: { password: hash, changedAt: now } })
  const theirs = eq(sessions.userId, userId)
  await tx.delete(sessions).where(keep === undefined ? theirs : and(theirs, ne(sessions.id, keep)))
}

/** A user's own password, changed by who knows the old one. Throws `permission_denied` for a wrong one. */
export async function changePassword(ctx: AdminContext, input: z.output<typeof PasswordChange>): Promise<void> {
  const userId = ctx.caller.person?.userId
  if (userId === undefined || ctx.caller.kind !== "session") {
    const say = "A password is changed by the user who is logged in with it. The master key has none."
    throw new GatewayError("invalid_request", say)
  }
  const [login] = await ctx.db.orm.select().from(logins).where(eq(logins.userId, userId))
  if (!(await verifyPassword(login?.password ?? null, input.current_password)))
    throw new GatewayError("permission_denied", "This is not your password of now.", { param: "current_password" })
  const hash = await hashPassword(input.new_password)
  const now = new Date(ctx.clock.now())
  await ctx.db.orm.transaction((tx) => setPassword(tx, { userId, hash, now, keep: ctx.caller.sessionId }))
}
