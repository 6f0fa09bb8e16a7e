import { z } from "zod"
import { label } from "./fields"
import { defineResource, get, post } from "./resource"
import {
  addView,
  changeView,
  deleteView,
  listViews,
  MAX_NAME,
  MAX_QUERY,
  PAGES,
  SavedViewShape,
} from "./saved-views/store"

const page = z.enum(PAGES).describe("The page of the dashboard it is for")
const name = z.string().trim().min(1, "must say something").max(MAX_NAME)
const query = z
  .string()
  .max(MAX_QUERY)
  .transform((text) => text.replace(/^\?/, ""))
  .describe("The page's query string")
const shared = z.boolean().describe("Everybody sees it; an admin's to say")
const which = { view_id: label.min(1) }

/** Filters that people come back to: each person's own, and those an admin shares with everybody; docs/logs.md. */
export const savedViews = defineResource(
  "saved_view",
  {
    list: get("/saved_view/list", {
      summary: "One's saved views and those shared with everybody, by name",
      needs: "self",
      input: z.strictObject({ page: page.optional() }),
      output: z.object({ views: z.array(SavedViewShape) }),
      run: async (ctx, asked) => ({ views: await listViews(ctx, asked.page) }),
    }),
    create: post("/saved_view/new", {
      summary: "Keep the filters of a page under a name",
      needs: "self",
      input: z.strictObject({ page, name, query, shared: shared.default(false) }),
      output: SavedViewShape,
      run: addView,
    }),
    update: post("/saved_view/update", {
      summary: "Rename a view, give it other filters, share it or no more",
      needs: "self",
      input: z.strictObject({ ...which, name: name.optional(), query: query.optional(), shared: shared.optional() }),
      output: SavedViewShape,
      run: changeView,
    }),
    delete: post("/saved_view/delete", {
      summary: "Forget a view",
      needs: "self",
      input: z.strictObject(which),
      output: z.object({ view_id: z.string() }),
      run: async (ctx, { view_id }) => {
        await deleteView(ctx, view_id)
        return { view_id }
      },
    }),
  },
  { SavedView: SavedViewShape },
)
