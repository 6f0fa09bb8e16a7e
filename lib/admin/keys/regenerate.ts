import type { z } from "zod"
import { addDuration, parseDuration } from "#lib/core/duration"
import { GatewayError } from "#lib/core/errors"
import { maskedKey, newKey, sha256Hex } from "#lib/core/ids"
import type { AdminContext } from "../context"
import { changeKey } from "./change"
import { type RegenerateInput, warningsOf } from "./fields"
import { keyRowOf } from "./find"
import type { CreatedKey } from "./generate"
import { naming, refuseTakenKey } from "./naming"
import { viewKey } from "./view"

/**
 * Gives a key a new secret: the answer shows it this once. Its id (`token`), spend, budget, limits and history go on. The old
 * secret is refused at once, or when `grace_period` is over; one that was still in its grace is refused now.
 */
export async function regenerateKey(
  ctx: AdminContext,
  input: z.output<typeof RegenerateInput>,
  inPath?: string,
): Promise<z.input<typeof CreatedKey>> {
  const { key: ref = inPath, new_key, grace_period, ...fields } = input
  if (ref === undefined) throw new GatewayError("invalid_request", "Say which key to regenerate.", { param: "key" })
  const old = await keyRowOf(ctx, ref)
  const key = new_key ?? newKey()
  const secret = sha256Hex(key)
  if (new_key) await refuseTakenKey(ctx, secret, "new_key")
  const nowMs = ctx.clock.now()
  const until = grace_period ? new Date(addDuration(nowMs, parseDuration(grace_period))) : null
  const row = await naming(fields.key_alias, () =>
    changeKey(ctx, old, fields, (now) => ({
      secret,
      rotatedSecret: null,
      keyName: maskedKey(key),
      previousSecret: until === null ? null : (now.secret ?? now.token),
      previousUntil: until,
    })),
  )
  // Somebody may have tried the new key before it was one: that it is unknown is forgotten too.
  await ctx.keyChanged(secret)
  return {
    ...viewKey(ctx, row),
    key,
    token_id: row.token,
    key_type: "default",
    duration: fields.duration ?? null,
    warnings: warningsOf(fields),
  }
}
