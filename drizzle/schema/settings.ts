import { integer, jsonb, pgTable, text } from "drizzle-orm/pg-core"
import { moment } from "./columns"

/**
 * Settings changed while the gateway runs, each save a row that holds all of them; the newest counts, over those of the config
 * file.
 */
export const settingsVersions = pgTable("settings_versions", {
  /** Counts up from 1 without gaps. */
  version: integer("version").primaryKey(),
  /** By path (`litellm_settings.cache_params.ttl`); a value that holds a secret has it hidden here. */
  shown: jsonb("shown").$type<Record<string, unknown>>().notNull(),
  /** Those with secrets, whole: JSON by path, encrypted for this version; null = there are none. */
  sealed: text("sealed"),
  /** What differs from the version before: path, before, after; secrets hidden. */
  changes: jsonb("changes").$type<{ path: string; before?: unknown; after?: unknown }[]>().notNull(),
  /** The version whose settings these are again. */
  restored: integer("restored"),
  createdAt: moment("created_at").notNull(),
  /** The user, or "master", or the key's hash when it is nobody's. */
  createdBy: text("created_by").notNull(),
})
