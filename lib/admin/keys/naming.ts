import { eq, or } from "drizzle-orm"
import { keys } from "#drizzle/schema/keys"
import { GatewayError } from "#lib/core/errors"
import type { AdminContext } from "../context"
import { violates } from "../database-error"

/** Runs a write that may collide with another key, and says which of its names is taken. */
export async function naming<T>(alias: string | null | undefined, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (e) {
    if (violates(e, "keys_alias_unique")) {
      const message = `The alias "${alias}" belongs to another key. Choose another, or change that key.`
      throw new GatewayError("taken", message, { param: "key_alias" })
    }
    if (violates(e, "keys_pkey") || violates(e, "keys_secret_unique")) throw taken("key")
    throw e
  }
}

/** A key that somebody chose must be nobody's yet, nor have been: it would let two owners in. Throws `taken`. */
export async function refuseTakenKey(ctx: AdminContext, hash: string, param: string): Promise<void> {
  const [known] = await ctx.db.orm
    .select({ token: keys.token })
    .from(keys)
    .where(or(eq(keys.token, hash), eq(keys.secret, hash), eq(keys.previousSecret, hash)))
    .limit(1)
  if (known) throw taken(param)
}

function taken(param: string): GatewayError {
  const say = `This key exists already. Choose another, or leave ${param} out.`
  return new GatewayError("taken", say, { param })
}
