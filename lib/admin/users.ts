import { z } from "zod"
import { changeAccount } from "./accounts/store"
import { label } from "./fields"
import { KeyView } from "./keys/view"
import { defineResource, get, post } from "./resource"
import { TeamView } from "./teams/view"
import { NewUser, UpdateUser, USER_ROLES, withItsTeam } from "./users/fields"
import {
  columnsOf,
  createUser,
  deleteUsers,
  ListUsers,
  listUsers,
  meantUser,
  refuseTakenEmail,
  userInfo,
  userOf,
  viewOne,
} from "./users/handlers"
import { grantNewUser, grantUserChange, grantUserLook } from "./users/rights"
import { UserView } from "./users/view"

const CreatedUser = UserView.and(
  z.object({
    key: z.string().nullable().describe("The user's first key. It is shown this once and stored nowhere."),
    token: z.string().nullable(),
    expires: z.string().nullable(),
  }),
)

export const users = defineResource(
  "user",
  {
    create: post("/user/new", {
      summary: "Make a user, in teams if wanted, with a first key",
      needs: "users:create",
      input: NewUser,
      output: CreatedUser,
      run: async (ctx, given) => {
        const input = withItsTeam(given)
        grantNewUser(ctx, input)
        return createUser(ctx, input)
      },
    }),
    update: post("/user/update", {
      summary: "Change a user, named by id or email: what is given and nothing else, null clears",
      needs: "users:edit",
      input: UpdateUser,
      output: UserView,
      run: async (ctx, { user_id, spend, ...fields }) => {
        await grantUserChange(ctx, await meantUser(ctx, user_id, fields.user_email), { spend, ...fields })
        const user = await userOf(ctx, user_id, fields.user_email)
        await refuseTakenEmail(ctx, fields.user_email, user.id)
        const change = { ...columnsOf(fields), spendUsd: spend ?? undefined }
        return viewOne(ctx, await changeAccount(ctx, { kind: "user", id: user.id }, change))
      },
    }),
    info: get("/user/info", {
      summary: "One user with their keys and teams; without user_id, the caller",
      needs: "users:read",
      input: z.strictObject({ user_id: label.optional(), user_email: label.optional() }),
      output: z.object({ user_id: z.string(), user_info: UserView, keys: z.array(KeyView), teams: z.array(TeamView) }),
      run: async (ctx, { user_id, user_email }) => {
        const id = user_id ?? (user_email === undefined ? ctx.caller.person?.userId : undefined)
        await grantUserLook(ctx, (await meantUser(ctx, id, user_email))?.id ?? "")
        return userInfo(ctx, await userOf(ctx, id, user_email))
      },
    }),
    light: get("/v2/user/info", {
      summary: "One user",
      needs: "users:read",
      input: z.strictObject({ user_id: label.min(1) }),
      output: UserView,
      run: async (ctx, { user_id }) => {
        await grantUserLook(ctx, user_id)
        return viewOne(ctx, await userOf(ctx, user_id))
      },
    }),
    list: get("/user/list", {
      summary: "A page of users, filtered and sorted",
      needs: "users:list",
      input: ListUsers,
      output: z.object({
        users: z.array(UserView.and(z.object({ key_count: z.number() }))),
        total: z.number(),
        page: z.number(),
        page_size: z.number(),
        total_pages: z.number(),
      }),
      run: listUsers,
    }),
    remove: post("/user/delete", {
      summary: "Delete users with their keys: all of them or none. What they spent stays in the log.",
      needs: "users:delete",
      input: z.strictObject({ user_ids: z.array(label.min(1)).min(1).max(1000) }),
      output: z.object({ deleted_users: z.number() }),
      run: async (ctx, { user_ids }) => ({ deleted_users: await deleteUsers(ctx, user_ids) }),
    }),
    roles: get("/user/available_roles", {
      summary: "The roles a user can have",
      needs: "roles:read",
      input: z.strictObject({}),
      output: z.record(z.string(), z.object({ ui_label: z.string(), description: z.string() })),
      run: async () => USER_ROLES,
    }),
  },
  { User: UserView },
)
