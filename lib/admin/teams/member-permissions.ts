import { z } from "zod"
import { type AccountRow, changeAccount } from "../accounts/store"
import type { AdminContext } from "../context"
import { label } from "../fields"
import { get, post } from "../resource"
import { teamOf } from "./handlers"
import { grantTeamChange, grantTeamLook } from "./rights"

/** What LiteLLM lets a team allow its members (docs.litellm.ai: team member permissions). */
const ALL = [
  "/key/info",
  "/key/health",
  "/key/list",
  "/key/generate",
  "/key/service-account/generate",
  "/key/update",
  "/key/delete",
  "/key/regenerate",
  "/key/block",
  "/key/unblock",
]
const DEFAULT = ["/key/info", "/key/health"]

const Permissions = z.object({
  team_id: z.string(),
  team_member_permissions: z.array(z.string()),
  all_available_permissions: z.array(z.string()),
})

/** LiteLLM's endpoints for what members may do with the keys of their team. */
export const memberPermissions = {
  permissions: get("/team/permissions_list", {
    summary: "What members may do with the team's keys, and what they could be allowed",
    needs: "teams:read",
    input: z.strictObject({ team_id: label.min(1) }),
    output: Permissions,
    run: async (ctx, { team_id }) => {
      grantTeamLook(ctx, team_id)
      return view(await teamOf(ctx, team_id))
    },
  }),
  setPermissions: post("/team/permissions_update", {
    summary: "Set what members may do with the team's keys",
    needs: "teams:edit",
    input: z.strictObject({ team_id: label.min(1), team_member_permissions: z.array(label).max(100) }),
    output: Permissions,
    run: async (ctx, { team_id, team_member_permissions }) => view(await allow(ctx, team_id, team_member_permissions)),
  }),
}

async function allow(ctx: AdminContext, id: string, permissions: readonly string[]): Promise<AccountRow> {
  const profile = { team_member_permissions: [...permissions] }
  await grantTeamChange(ctx, { team_id: id, ...profile })
  return changeAccount(ctx, { kind: "team", id }, { profile })
}

function view({ id, profile }: AccountRow): z.output<typeof Permissions> {
  const given = z.array(z.string()).safeParse(profile.team_member_permissions)
  return { team_id: id, team_member_permissions: given.data ?? DEFAULT, all_available_permissions: ALL }
}
