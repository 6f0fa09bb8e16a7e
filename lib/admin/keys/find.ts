import { eq, inArray, or } from "drizzle-orm"
import { keys } from "#drizzle/schema/keys"
import { GatewayError } from "#lib/core/errors"
import { maskedKey, sha256Hex } from "#lib/core/ids"
import type { AdminContext } from "../context"

/** A key or its hash → the hash. Of a regenerated key the id is another one: see `tokensOf`. */
export function tokenOf(keyOrToken: string): string {
  return keyOrToken.startsWith("sk-") ? sha256Hex(keyOrToken) : keyOrToken
}

/** The ids of keys given by themselves, by hash or by id, in that order; what nobody has comes back as its hash. */
export async function tokensOf(ctx: Pick<AdminContext, "db">, refs: readonly string[]): Promise<string[]> {
  if (refs.length === 0) return []
  const hashes = refs.map(tokenOf)
  const rows = await ctx.db.orm
    .select({ token: keys.token, secret: keys.secret, previous: keys.previousSecret })
    .from(keys)
    .where(or(inArray(keys.secret, hashes), inArray(keys.previousSecret, hashes)))
  return hashes.map((hash) => rows.find((row) => row.secret === hash || row.previous === hash)?.token ?? hash)
}

/** The id of one key given by itself, by its hash or by its id. */
export async function keyIdOf(ctx: Pick<AdminContext, "db">, ref: string): Promise<string> {
  return (await tokensOf(ctx, [ref]))[0] ?? tokenOf(ref)
}

/** The row of a key given by itself, by its hash or by its id; throws `not_found`. */
export async function keyRowOf(ctx: Pick<AdminContext, "db">, ref: string): Promise<typeof keys.$inferSelect> {
  const [row] = await ctx.db.orm
    .select()
    .from(keys)
    .where(eq(keys.token, await keyIdOf(ctx, ref)))
  if (!row) throw noSuchKey([ref])
  return row
}

/** 404 that names the keys without repeating one. */
export function noSuchKey(names: readonly string[]): GatewayError {
  const shown = names.slice(0, 5).map((name) => (name.startsWith("sk-") ? maskedKey(name) : name.slice(0, 70)))
  const subject = shown.length === 1 ? `There is no key ${shown[0]}.` : `These keys do not exist: ${shown.join(", ")}.`
  return new GatewayError("not_found", `${subject} GET /key/list shows the keys there are.`, { param: "key" })
}
