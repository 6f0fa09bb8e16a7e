import { GatewayError } from "#lib/core/errors"
import { createAccount, findAccount } from "../accounts/store"
import type { AdminContext } from "../context"

/** Makes the user of a key if there is none of this id. */
export async function ensureUser(ctx: AdminContext, userId: string | null | undefined): Promise<void> {
  if (!userId || (await findAccount(ctx, "user", userId)) !== null) return
  try {
    await createAccount(ctx, { kind: "user", id: userId }, { profile: { user_role: "internal_user" } })
  } catch (e) {
    // Somebody else was quicker.
    if (!(GatewayError.is(e) && e.kind === "taken")) throw e
  }
}
