import { and, desc, eq, gt, isNull, ne } from "drizzle-orm"
import { z } from "zod"
import { sessions as table } from "#drizzle/schema/logins"
import { GatewayError } from "#lib/core/errors"
import type { AdminContext } from "./context"
import { defineResource, get, post } from "./resource"
import { changePassword, PasswordChange } from "./sessions/password"

const Session = z.object({
  id: z.string(),
  current: z.boolean().describe("The one that asks"),
  created_at: z.iso.datetime(),
  expires_at: z.iso.datetime(),
  ip: z.string().nullable(),
  user_agent: z.string().nullable(),
})

/** Sessions of the dashboard: one's own; with the master key, those of the master key. */
export const sessions = defineResource(
  "session",
  {
    list: get("/session/list", {
      summary: "Where one is logged in to the dashboard",
      needs: "self",
      input: z.strictObject({}),
      output: z.object({ sessions: z.array(Session) }),
      run: async (ctx) => {
        const rows = await ctx.db.orm
          .select()
          .from(table)
          .where(and(mine(ctx), gt(table.expiresAt, new Date(ctx.clock.now()))))
          .orderBy(desc(table.createdAt), table.id)
          .limit(100)
        return { sessions: rows.map((row) => view(ctx, row)) }
      },
    }),
    revoke: post("/session/revoke", {
      summary: "End one of one's sessions, or with `others` all but the one that asks",
      needs: "self",
      input: z.strictObject({ id: z.string().max(64).optional(), others: z.boolean().optional() }),
      output: z.object({ revoked: z.number() }),
      run: async (ctx, { id, others }) => {
        if (id === undefined && others !== true)
          throw new GatewayError("invalid_request", "Say which session to end: give id, or others.", { param: "id" })
        const which = id === undefined ? ne(table.id, ctx.caller.sessionId ?? "") : eq(table.id, id)
        const gone = await ctx.db.orm
          .delete(table)
          .where(and(mine(ctx), which))
          .returning({ id: table.id })
        if (id !== undefined && gone.length === 0)
          throw new GatewayError("not_found", "You have no session of this id.", { param: "id" })
        return { revoked: gone.length }
      },
    }),
    changePassword: post("/user/password/change", {
      summary: "Change one's own password; all other sessions of the user end",
      needs: "self",
      input: PasswordChange,
      output: z.object({ changed: z.literal(true) }),
      run: async (ctx, input) => {
        await changePassword(ctx, input)
        return { changed: true as const }
      },
    }),
  },
  { Session },
)

function mine({ caller }: AdminContext) {
  return caller.person === undefined ? isNull(table.userId) : eq(table.userId, caller.person.userId)
}

function view({ caller }: AdminContext, row: typeof table.$inferSelect): z.output<typeof Session> {
  return {
    id: row.id,
    current: row.id === caller.sessionId,
    created_at: row.createdAt.toISOString(),
    expires_at: row.expiresAt.toISOString(),
    ip: row.ip,
    user_agent: row.userAgent,
  }
}
