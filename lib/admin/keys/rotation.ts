import { eq } from "drizzle-orm"
import { z } from "zod"
import { keys } from "#drizzle/schema/keys"
import { addDuration, parseDuration } from "#lib/core/duration"
import { GatewayError } from "#lib/core/errors"
import type { AdminContext } from "../context"
import { beyondReach } from "../reach"
import type { KeyFields } from "./fields"
import { keyIdOf, noSuchKey } from "./find"
import type { KeyRow } from "./view"

type Columns = Partial<typeof keys.$inferInsert>

/** The columns of automatic rotation: a new wish for it counts from now. Throws `invalid_request` when its interval is missing. */
export function rotationColumns(fields: KeyFields, old: KeyRow | null, nowMs: number): Columns {
  const { auto_rotate, rotation_interval } = fields
  if (auto_rotate === undefined && rotation_interval === undefined) return {}
  const autoRotate = auto_rotate === undefined ? (old?.autoRotate ?? false) : auto_rotate === true
  const interval = rotation_interval === undefined ? (old?.rotationInterval ?? null) : rotation_interval
  if (autoRotate && interval === null) {
    const say = 'A key that rotates by itself needs rotation_interval: "30d", for example.'
    throw new GatewayError("invalid_request", say, { param: "rotation_interval" })
  }
  const next = autoRotate && interval !== null ? new Date(addDuration(nowMs, parseDuration(interval))) : null
  return { autoRotate, rotationInterval: interval, keyRotationAt: next }
}

export const RotatedKey = z.object({
  key: z.string().describe("The new key. It is given this once."),
  token: z.string().describe("The key's id, which stays"),
  old_key_works_until: z.iso.datetime().nullable(),
  key_rotation_at: z.iso.datetime().nullable().describe("The next rotation"),
})

/** Hands out the secret of the last automatic rotation, once. Throws `not_found` when none waits. */
export async function takeRotated(ctx: AdminContext, ref: string): Promise<z.output<typeof RotatedKey>> {
  const token = await keyIdOf(ctx, ref)
  if (ctx.caller.role !== "proxy_admin" && ctx.caller.key?.token !== token)
    throw beyondReach("A key's new secret is for the key itself, by its old secret, and for the admin.", "key")
  return ctx.db.orm.transaction(async (tx) => {
    const [row] = await tx.select().from(keys).where(eq(keys.token, token)).for("update")
    if (!row) throw noSuchKey([ref])
    if (row.rotatedSecret === null) {
      const say = "No new secret of this key waits to be fetched: it was not rotated since, or somebody fetched it."
      throw new GatewayError("not_found", say, { param: "key" })
    }
    const { key } = ctx.models.open(sealedAs(token), row.rotatedSecret)
    await tx.update(keys).set({ rotatedSecret: null }).where(eq(keys.token, token))
    return {
      key: String(key),
      token,
      old_key_works_until: row.previousUntil?.toISOString() ?? null,
      key_rotation_at: row.keyRotationAt?.toISOString() ?? null,
    }
  })
}

/** What a waiting secret is encrypted for. */
export function sealedAs(token: string): string {
  return `rotated key ${token}`
}
