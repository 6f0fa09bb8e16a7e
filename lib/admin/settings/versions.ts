import { count, desc, max } from "drizzle-orm"
import { z } from "zod"
import { settingsVersions } from "#drizzle/schema/settings"
import type { AdminContext } from "../context"

/** A save. */
export const SettingsVersion = z.object({
  version: z.number(),
  created_at: z.string(),
  created_by: z.string().describe("The user, master, or the key's hash"),
  restored: z.number().nullable().describe("The version whose settings these are again"),
  changes: z.array(z.object({ path: z.string(), before: z.unknown(), after: z.unknown() })),
})

/** A page of saves, the newest first. */
export async function listVersions(ctx: AdminContext, page: number, size: number) {
  const { orm } = ctx.db
  const [sums] = await orm.select({ total: count(), current: max(settingsVersions.version) }).from(settingsVersions)
  const rows = await orm
    .select()
    .from(settingsVersions)
    .orderBy(desc(settingsVersions.version))
    .limit(size)
    .offset((page - 1) * size)
  const total = sums?.total ?? 0
  return {
    versions: rows.map(({ version, createdAt, createdBy, restored, changes }) => ({
      version,
      created_at: createdAt.toISOString(),
      created_by: createdBy,
      restored,
      changes: changes.map(({ path, before, after }) => ({ path, before: before ?? null, after: after ?? null })),
    })),
    current: sums?.current ?? 0,
    closed: ctx.settings.closed(),
    total,
    page,
    total_pages: Math.max(1, Math.ceil(total / size)),
  }
}
