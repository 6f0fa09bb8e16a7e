import { boolean, jsonb, pgTable, text } from "drizzle-orm/pg-core"
import { moment } from "./columns"

/** Deployments added while the gateway runs; they serve beside those of the config. */
export const models = pgTable("models", {
  /** The deployment's id (`model_info.id`); the sealed column is bound to it. */
  id: text("id").primaryKey(),
  modelName: text("model_name").notNull(),
  /** `litellm_params` as JSON, encrypted: addresses and headers may hold secrets as well as keys. */
  sealedParams: text("sealed_params").notNull(),
  info: jsonb("info").$type<Record<string, unknown>>().notNull().default({}),
  /** Kept, and not asked. */
  blocked: boolean("blocked").notNull().default(false),
  createdAt: moment("created_at").notNull().defaultNow(),
  createdBy: text("created_by"),
  updatedAt: moment("updated_at").notNull().defaultNow(),
  updatedBy: text("updated_by"),
})
