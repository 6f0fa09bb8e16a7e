import { randomBytes } from "node:crypto"
import { eq } from "drizzle-orm"
import { z } from "zod"
import { invitations } from "#drizzle/schema/logins"
import { GatewayError } from "#lib/core/errors"
import { sha256Hex } from "#lib/core/ids"
import { findAccount, noSuchAccount } from "../accounts/store"
import type { AdminContext } from "../context"
import { grantInvitation } from "../users/rights"

const VALID_MS = 7 * 24 * 60 * 60 * 1000

const moment = z.iso.datetime()

export const Invitation = z.object({
  id: z.string().describe("The secret of the link; only who has it can name the invitation"),
  user_id: z.string(),
  is_accepted: z.boolean(),
  accepted_at: moment.nullable(),
  expires_at: moment,
  created_at: moment,
  created_by: z.string(),
  updated_at: moment,
  updated_by: z.string(),
})
export const NewInvitation = Invitation.and(
  z.object({
    link: z.string().describe("The page where the invited sets a password, below the address of this gateway"),
  }),
)

export type InvitationRow = typeof invitations.$inferSelect

/** Invites a user; earlier invitations of theirs go on until they end. Throws `invalid_request` for a user without an email. */
export async function newInvitation(ctx: AdminContext, userId: string): Promise<z.output<typeof NewInvitation>> {
  const user = await findAccount(ctx, "user", userId)
  await grantInvitation(ctx, user)
  if (user === null) throw noSuchAccount("user", [userId])
  if (typeof user.profile.user_email !== "string") {
    const say = "This user has no email to log in with. Give them one first: POST /user/update with user_email."
    throw new GatewayError("invalid_request", say, { param: "user_id" })
  }
  const id = randomBytes(24).toString("base64url")
  const now = new Date(ctx.clock.now())
  const by = ctx.caller.keyId
  const stamps = { createdAt: now, createdBy: by, updatedAt: now, updatedBy: by }
  const row = { id: sha256Hex(id), userId, expiresAt: new Date(now.getTime() + VALID_MS), acceptedAt: null, ...stamps }
  await ctx.db.orm.insert(invitations).values(row)
  return { ...viewInvitation(id, row), link: `/ui/invite?invitation_id=${id}` }
}

/** The invitation of this link, within the caller's reach; throws `not_found`. */
export async function invitationOf(ctx: AdminContext, id: string): Promise<InvitationRow> {
  const [row] = await ctx.db.orm
    .select()
    .from(invitations)
    .where(eq(invitations.id, sha256Hex(id)))
  if (!row) throw noSuchInvitation()
  await grantInvitation(ctx, await findAccount(ctx, "user", row.userId))
  return row
}

/** Marks it as used. A used one is not opened again: then a new one is made. */
export async function updateInvitation(
  ctx: AdminContext,
  { invitation_id: id, is_accepted: accepted }: { invitation_id: string; is_accepted: boolean },
): Promise<z.output<typeof Invitation>> {
  const row = await invitationOf(ctx, id)
  if (!accepted && row.acceptedAt !== null) {
    const say = "A used invitation cannot be used again. Make a new one: POST /invitation/new."
    throw new GatewayError("invalid_request", say, { param: "is_accepted" })
  }
  if (!accepted || row.acceptedAt !== null) return viewInvitation(id, row)
  const now = new Date(ctx.clock.now())
  const change = { acceptedAt: now, updatedAt: now, updatedBy: ctx.caller.keyId }
  await ctx.db.orm.update(invitations).set(change).where(eq(invitations.id, row.id))
  return viewInvitation(id, { ...row, ...change })
}

export async function deleteInvitation(ctx: AdminContext, id: string): Promise<z.output<typeof Invitation>> {
  const row = await invitationOf(ctx, id)
  await ctx.db.orm.delete(invitations).where(eq(invitations.id, row.id))
  return viewInvitation(id, row)
}

export function noSuchInvitation(): GatewayError {
  const say = "This invitation does not exist, was used, or has expired. Ask who invited you for a new one."
  return new GatewayError("not_found", say, { param: "invitation_link" })
}

/** The row has the secret's hash; the secret is who asked's. */
export function viewInvitation(id: string, row: InvitationRow): z.output<typeof Invitation> {
  return {
    id,
    user_id: row.userId,
    is_accepted: row.acceptedAt !== null,
    accepted_at: row.acceptedAt?.toISOString() ?? null,
    expires_at: row.expiresAt.toISOString(),
    created_at: row.createdAt.toISOString(),
    created_by: row.createdBy,
    updated_at: row.updatedAt.toISOString(),
    updated_by: row.updatedBy,
  }
}
