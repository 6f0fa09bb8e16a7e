import { jsonb, pgTable, text } from "drizzle-orm/pg-core"
import { moment } from "./columns"

/** Provider credentials models share by name (`litellm_credential_name`). */
export const credentials = pgTable("credentials", {
  name: text("name").primaryKey(),
  /** `credential_values` as JSON, encrypted with the salt key. */
  sealedValues: text("sealed_values").notNull(),
  info: jsonb("info").$type<Record<string, unknown>>().notNull().default({}),
  createdAt: moment("created_at").notNull(),
  createdBy: text("created_by"),
  updatedAt: moment("updated_at").notNull(),
  updatedBy: text("updated_by"),
})
