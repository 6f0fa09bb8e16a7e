import { z } from "zod"
import type { AccountRow } from "../accounts/store"
import { accountShape, viewAccount } from "../accounts/view"
import type { AdminContext } from "../context"

/** A user as the API shows it. Fields kept for LiteLLM come along beside these. */
export const UserView = z.looseObject({
  user_id: z.string(),
  user_email: z.string().nullable(),
  user_alias: z.string().nullable(),
  user_role: z.string(),
  teams: z.array(z.string()),
  ...accountShape,
})

export function viewUser(ctx: AdminContext, row: AccountRow, teams: readonly string[]): z.output<typeof UserView> {
  const { user_email: email, user_role: role } = row.profile
  return {
    ...row.profile,
    user_id: row.id,
    user_email: typeof email === "string" ? email : null,
    user_alias: row.alias,
    user_role: typeof role === "string" ? role : "internal_user",
    teams: [...teams],
    ...viewAccount(ctx, row),
  }
}
