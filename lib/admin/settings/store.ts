import { isDeepStrictEqual } from "node:util"
import { desc, eq } from "drizzle-orm"
import { settingsVersions } from "#drizzle/schema/settings"
import type { Overlay } from "#lib/config/overlay"
import { redactedSetting } from "#lib/config/redacted-config"
import type { Database } from "#lib/db/open"

export type SettingsRow = typeof settingsVersions.$inferSelect

/** What the sealed settings of a version belong to. */
export const settingsOwner = (version: number): string => `settings ${version}`

/** The newest version; null when nothing was ever stored. */
export async function latestSettings(db: Database): Promise<SettingsRow | null> {
  const [row] = await db.orm.select().from(settingsVersions).orderBy(desc(settingsVersions.version)).limit(1)
  return row ?? null
}

/** This version; null when there is none. */
export async function settingsVersion(db: Database, version: number): Promise<SettingsRow | null> {
  const [row] = await db.orm.select().from(settingsVersions).where(eq(settingsVersions.version, version))
  return row ?? null
}

/** The settings of a row, whole. `open` decrypts what belongs to an owner; what it throws goes on. */
export function settingsOf(
  row: SettingsRow | null,
  open: (owner: string, sealed: string) => Record<string, unknown>,
): Overlay {
  if (row === null) return {}
  return row.sealed === null ? row.shown : { ...row.shown, ...open(settingsOwner(row.version), row.sealed) }
}

/** What is kept in the open, and what only encrypted: the settings of which some of the value is a secret. */
export function splitSettings(settings: Overlay): {
  shown: Record<string, unknown>
  secret: Record<string, unknown> | null
} {
  const shown = Object.fromEntries(
    Object.entries(settings).map(([path, value]) => [path, redactedSetting(path, value)]),
  )
  const secret = Object.entries(settings).filter(([path, value]) => !isSame(shown[path], value))
  return { shown, secret: secret.length === 0 ? null : Object.fromEntries(secret) }
}

/** Whatever order the database gives the keys of a map in. */
export const isSame = (a: unknown, b: unknown): boolean => isDeepStrictEqual(a, b)
