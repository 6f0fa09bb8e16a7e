import { and, eq, gt, isNull } from "drizzle-orm"
import { z } from "zod"
import { invitations } from "#drizzle/schema/logins"
import { sha256Hex } from "#lib/core/ids"
import { hashPassword } from "#lib/identity/password"
import { findAccount } from "../accounts/store"
import type { AdminContext } from "../context"
import { setPassword } from "../sessions/password"
import { type InvitationRow, noSuchInvitation } from "./store"

export const Onboarding = z.object({
  login_url: z.string(),
  token: z.string().describe("The link's secret again: what /onboarding/claim_token takes as invitation_link"),
  user_id: z.string(),
  user_email: z.string().nullable(),
})
export const Claimed = z.object({ user_id: z.string(), user_email: z.string().nullable(), login_url: z.string() })

const LOGIN = "/ui/login"

/** Whom the invitation of this link is for. Throws `not_found` for one that is unknown, used, expired, or of nobody any more. */
export async function openInvitation(ctx: AdminContext, link: string): Promise<z.output<typeof Onboarding>> {
  const [row] = await ctx.db.orm.select().from(invitations).where(stillGood(ctx, link))
  return { token: link, login_url: LOGIN, ...(await invited(ctx, row)) }
}

/**
 * Sets the password of the invited. The invitation is used up in the same step, so of two who try at once one succeeds; whoever was
 * logged in as this user is not any more.
 */
export async function claimInvitation(
  ctx: AdminContext,
  {
    invitation_link: link,
    user_id: userId,
    password,
  }: { invitation_link: string; user_id?: string | undefined; password: string },
): Promise<z.output<typeof Claimed>> {
  const good = stillGood(ctx, link)
  const [row] = await ctx.db.orm.select().from(invitations).where(good)
  const who = await invited(ctx, row)
  if (userId !== undefined && userId !== who.user_id) throw noSuchInvitation()
  const hash = await hashPassword(password)
  const now = new Date(ctx.clock.now())
  await ctx.db.orm.transaction(async (tx) => {
    const used = await tx
      .update(invitations)
      .set({ acceptedAt: now, updatedAt: now, updatedBy: who.user_id })
      .where(good)
      .returning({ id: invitations.id })
    if (used.length === 0) throw noSuchInvitation()
    await setPassword(tx, { userId: who.user_id, hash, now })
  })
  return { ...who, login_url: LOGIN }
}

function stillGood(ctx: AdminContext, link: string) {
  const now = new Date(ctx.clock.now())
  return and(eq(invitations.id, sha256Hex(link)), isNull(invitations.acceptedAt), gt(invitations.expiresAt, now))
}

async function invited(ctx: AdminContext, row: InvitationRow | undefined) {
  const user = row === undefined ? null : await findAccount(ctx, "user", row.userId)
  if (user === null || user.blocked) throw noSuchInvitation()
  const { user_email: email } = user.profile
  return { user_id: user.id, user_email: typeof email === "string" ? email : null }
}
