import { z } from "zod"
import { limitColumns, limitFields } from "./accounts/limit-fields"
import { PART_FIELDS, partFields } from "./accounts/part-fields"
import { sharedLimits } from "./accounts/shared-budget"
import {
  type AccountRow,
  changeAccount,
  createAccount,
  deleteAccounts,
  findAccount,
  listAccounts,
} from "./accounts/store"
import { accountShape, viewAccount } from "./accounts/view"
import type { AdminContext } from "./context"
import { label } from "./fields"
import { givenOf } from "./kept-fields"
import { defineResource, get, post } from "./resource"

/** A tag as the API shows it. */
export const TagView = z.looseObject({ name: z.string(), description: z.string().nullable(), ...accountShape })

const tagFields = {
  description: z.string().max(2000).nullish(),
  budget_id: label.nullish().describe("A shared budget (POST /budget/new) instead of limits of its own"),
  ...limitFields,
  ...partFields,
}
const NewTag = z.strictObject({
  name: label.min(1).describe("What requests send in x-litellm-tags or metadata.tags"),
  ...tagFields,
})
type TagFields = Omit<z.output<typeof NewTag>, "name">

export const tags = defineResource(
  "tag",
  {
    create: post("/tag/new", {
      summary: "Make a tag: spend of requests that carry it is counted, and limited if wanted",
      needs: "tags:write",
      input: NewTag,
      output: TagView,
      run: async (ctx, { name, ...fields }) =>
        view(ctx, await createAccount(ctx, { kind: "tag", id: name }, await columnsOf(ctx, fields))),
    }),
    update: post("/tag/update", {
      summary: "Change a tag: what is given and nothing else, null clears",
      needs: "tags:write",
      input: NewTag,
      output: TagView,
      run: async (ctx, { name, ...fields }) =>
        view(ctx, await changeAccount(ctx, { kind: "tag", id: name }, await columnsOf(ctx, fields))),
    }),
    info: post("/tag/info", {
      summary: "Tags by name; unknown ones are left out",
      needs: "tags:read",
      reads: true,
      input: z.strictObject({ names: z.array(label.min(1)).min(1).max(1000) }),
      output: z.record(z.string(), TagView),
      run: async (ctx, { names }) => {
        const found = await Promise.all(names.map((name) => findAccount(ctx, "tag", name)))
        return Object.fromEntries(found.filter((row) => row !== null).map((row) => [row.id, view(ctx, row)]))
      },
    }),
    list: get("/tag/list", {
      summary: "Tags, at most 1,000 a page",
      needs: "tags:read",
      input: z.strictObject({
        search: label.optional(),
        page: z.coerce.number().int().min(1).max(1_000_000).default(1),
        page_size: z.coerce.number().int().min(1).max(1000).default(1000),
      }),
      output: z.array(TagView),
      run: async (ctx, { page, page_size, search }) =>
        (await listAccounts(ctx, "tag", { page, size: page_size, search })).rows.map((row) => view(ctx, row)),
    }),
    remove: post("/tag/delete", {
      summary: "Delete a tag. What was spent under it stays in the log.",
      needs: "tags:write",
      input: z.strictObject({ name: label.min(1) }),
      output: z.object({ message: z.string() }),
      run: async (ctx, { name }) => {
        await deleteAccounts(ctx, "tag", [name])
        return { message: `Tag ${name} deleted` }
      },
    }),
  },
  { Tag: TagView },
)

async function columnsOf(ctx: AdminContext, fields: TagFields) {
  const shared = await sharedLimits(ctx, fields.budget_id, fields)
  const profile = { ...givenOf(fields, ["description", "budget_id", ...PART_FIELDS]), ...shared.parts }
  return { ...limitColumns(fields), ...shared.columns, profile }
}

function view(ctx: AdminContext, row: AccountRow): z.output<typeof TagView> {
  const { description } = row.profile
  const shown = typeof description === "string" ? description : null
  return { ...row.profile, name: row.id, description: shown, ...viewAccount(ctx, row) }
}
