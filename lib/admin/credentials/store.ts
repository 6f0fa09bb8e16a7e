import { asc, eq } from "drizzle-orm"
import { z } from "zod"
import { credentials } from "#drizzle/schema/credentials"
import { GatewayError } from "#lib/core/errors"
import { redactedParams } from "#lib/router/view"
import type { AdminContext } from "../context"
import { violates } from "../database-error"
import { mergedParams, refuseHidden } from "../models/params"

type Fields = Readonly<Record<string, unknown>>
type Row = typeof credentials.$inferSelect

export const Credential = z.object({
  credential_name: z.string(),
  credential_values: z.record(z.string(), z.unknown()).describe("Secrets are shown as [redacted]"),
  credential_info: z.record(z.string(), z.unknown()),
})

/** Values that are shown: they say where, and not with what. All others are secrets, whatever they are called. */
const SHOWN = /^(api_base|api_version|custom_llm_provider|organization|(aws_)?region_name|vertex_(project|location))$/

/** What the values of a credential are encrypted for. */
export function credentialOwner(name: string): string {
  return `credential ${name}`
}

/** Stores a credential. Throws `taken` when the name is, 400 that says what to set when there is no salt key. */
export async function addCredential(
  ctx: AdminContext,
  given: { credential_name: string; credential_values: Fields; credential_info?: Fields | null | undefined },
): Promise<void> {
  const { credential_name: name, credential_values: values, credential_info: info } = given
  refuseHidden(values)
  ctx.models.checkReferences(values, "credential_values")
  const now = new Date(ctx.clock.now())
  const by = ctx.caller.keyId
  const sealedValues = ctx.models.seal(credentialOwner(name), values)
  const stamps = { createdAt: now, createdBy: by, updatedAt: now, updatedBy: by }
  try {
    await ctx.db.orm.insert(credentials).values({ name, sealedValues, info: { ...info }, ...stamps })
  } catch (e) {
    if (!violates(e, "credentials_pkey")) throw e
    const say = `There is a credential "${name}" already. Choose another name, or change that one.`
    throw new GatewayError("taken", say, { param: "credential_name" })
  }
  await ctx.models.changed()
}

export async function listCredentials(ctx: AdminContext): Promise<z.output<typeof Credential>[]> {
  const rows = await ctx.db.orm.select().from(credentials).orderBy(asc(credentials.name)).limit(1000)
  return rows.map((row) => viewCredential(ctx, row))
}

/** The credential of this name; throws `not_found`. */
export async function credentialOf(ctx: AdminContext, name: string): Promise<Row> {
  const [row] = await ctx.db.orm.select().from(credentials).where(eq(credentials.name, name))
  if (row !== undefined) return row
  const say = `There is no stored credential "${name.slice(0, 70)}". GET /credentials shows those there are.`
  throw new GatewayError("not_found", say, { param: "credential_name" })
}

/** Its secrets hidden. */
export function viewCredential(ctx: AdminContext, row: Row): z.output<typeof Credential> {
  const values = Object.entries(redactedParams(ctx.models.open(credentialOwner(row.name), row.sealedValues)))
  return {
    credential_name: row.name,
    credential_values: Object.fromEntries(
      values.map(([name, value]) => [name, SHOWN.test(name) ? value : "[redacted]"]),
    ),
    credential_info: row.info,
  }
}

/** Changes what is given; a secret sent back as it was shown stays, and is not sent to a new address. */
export async function changeCredential(
  ctx: AdminContext,
  name: string,
  change: {
    credential_name?: string | undefined
    credential_values?: Fields | undefined
    credential_info?: Fields | null | undefined
  },
): Promise<void> {
  const row = await credentialOf(ctx, name)
  if (change.credential_name !== undefined && change.credential_name !== name) {
    const say = "A credential keeps its name: models find it by that. Store a new one and name it in the models."
    throw new GatewayError("invalid_request", say, { param: "credential_name" })
  }
  const before = ctx.models.open(credentialOwner(name), row.sealedValues)
  const values = mergedParams(before, change.credential_values ?? {})
  ctx.models.checkReferences(values, "credential_values")
  await ctx.db.orm
    .update(credentials)
    .set({
      sealedValues: ctx.models.seal(credentialOwner(name), values),
      ...(change.credential_info === undefined ? {} : { info: { ...change.credential_info } }),
      updatedAt: new Date(ctx.clock.now()),
      updatedBy: ctx.caller.keyId,
    })
    .where(eq(credentials.name, name))
  await ctx.models.changed()
}

/** Throws `conflict` while a stored model names it: that one could not be served any more. */
export async function removeCredential(ctx: AdminContext, name: string): Promise<void> {
  await credentialOf(ctx, name)
  const user = ctx.deployments().find((d) => d.info.db_model === true && d.params.litellm_credential_name === name)
  if (user !== undefined) {
    const say = `The model ${user.modelName} (${user.id}) uses this credential. Change or delete the model first.`
    throw new GatewayError("conflict", say, { param: "credential_name" })
  }
  await ctx.db.orm.delete(credentials).where(eq(credentials.name, name))
  await ctx.models.changed()
}
