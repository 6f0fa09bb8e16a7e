import { randomUUID } from "node:crypto"
import { and, eq, sql } from "drizzle-orm"
import { accounts } from "#drizzle/schema/accounts"
import type { AccountRow } from "../accounts/store"
import type { AdminContext } from "../context"

/** The user with this email, whatever its letters' case; null when there is none. */
export async function findUserByEmail(ctx: AdminContext, email: string): Promise<AccountRow | null> {
  const [row] = await ctx.db.orm
    .select()
    .from(accounts)
    .where(and(eq(accounts.kind, "user"), sql`lower(${accounts.profile} ->> 'user_email') = ${email.toLowerCase()}`))
    .limit(1)
  return row ?? null
}

/** An id for a user nobody named. */
export function newUserId(): string {
  return randomUUID()
}
