import { z } from "zod"
import { label } from "./fields"
import {
  addFact,
  changeFact,
  eraseFact,
  eraseUser,
  FactView,
  findFact,
  listFacts,
  listRemembered,
} from "./memory/facts"
import { defineResource, get, patch, post, remove } from "./resource"

const paged = {
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  page_size: z.coerce.number().int().min(1).max(200).default(50),
}
const user = label.min(1).describe("The `user` of requests")
const tenant = label.min(1).describe("Whose: `team:<id>`, `user:<id>`, `key:<hash>`, `master`")
const fact = z.string().min(1).max(2_000)
const Erased = z.object({ deleted: z.number().int() })
const idOf = ({ fact_id: id = "" }: Readonly<Record<string, string>>) => id

/** What requests with `integrate_memory` have left behind about their users; docs/memory.md. */
export const memory = defineResource(
  "memory",
  {
    list: get("/memory", {
      summary: "What is remembered, the newest first; of one user with user_id",
      needs: "memory:read",
      input: z.strictObject({
        user_id: user.optional(),
        tenant: tenant.optional(),
        search: label.optional().describe("A part of the fact"),
        ...paged,
      }),
      output: z.object({ facts: z.array(FactView), total: z.number(), page: z.number(), page_size: z.number() }),
      run: listFacts,
    }),
    users: get("/memory/users", {
      summary: "The users something is remembered of, who was heard of last first",
      needs: "memory:read",
      input: z.strictObject({ search: label.optional().describe("A part of the user's id"), ...paged }),
      output: z.object({
        users: z.array(
          z.object({ user_id: z.string(), tenant: z.string(), facts: z.number(), updated_at: z.iso.datetime() }),
        ),
        more: z.boolean().describe("There is another page"),
        page: z.number(),
        page_size: z.number(),
      }),
      run: listRemembered,
    }),
    info: get("/memory/:fact_id", {
      summary: "One fact",
      needs: "memory:read",
      input: z.strictObject({}),
      output: FactView,
      run: (ctx, _input, { params }) => findFact(ctx, idOf(params)),
    }),
    create: post("/memory", {
      summary: "Remember something about a user",
      needs: "memory:write",
      input: z.strictObject({ user_id: user, tenant: tenant.optional(), fact }),
      output: FactView,
      run: addFact,
    }),
    update: patch("/memory/:fact_id", {
      summary: "Word a fact anew",
      needs: "memory:write",
      input: z.strictObject({ fact }),
      output: FactView,
      run: (ctx, input, { params }) => changeFact(ctx, idOf(params), input.fact),
    }),
    erase: remove("/memory/:fact_id", {
      summary: "Erase a fact",
      needs: "memory:write",
      input: z.strictObject({}),
      output: Erased,
      run: async (ctx, _input, { params }) => ({ deleted: await eraseFact(ctx, idOf(params)) }),
    }),
    eraseUser: remove("/memory", {
      summary: "Erase everything that is remembered about a user",
      needs: "memory:write",
      input: z.strictObject({ user_id: user, tenant: tenant.optional() }),
      output: Erased,
      run: async (ctx, input) => ({ deleted: await eraseUser(ctx, input) }),
    }),
  },
  { Fact: FactView },
)
