import { sql } from "drizzle-orm"
import { boolean, index, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core"
import { moment } from "./columns"

/** Filters of a dashboard page under a name. */
export const savedViews = pgTable(
  "saved_views",
  {
    id: text("id").primaryKey(),
    /** Whose it is: `user:<id>`, or `master` for whoever comes with the master key. */
    keeper: text("keeper").notNull(),
    /** The page, as the dashboard's path has it: `logs`, `usage` … */
    page: text("page").notNull(),
    name: text("name").notNull(),
    /** The page's query string. */
    query: text("query").notNull(),
    /** Everybody sees it. */
    shared: boolean("shared").notNull().default(false),
    createdAt: moment("created_at").notNull(),
    updatedAt: moment("updated_at").notNull(),
  },
  (t) => [
    uniqueIndex("saved_views_name").on(t.keeper, t.page, t.name),
    index("saved_views_shared").on(t.page).where(sql`shared`),
  ],
)
