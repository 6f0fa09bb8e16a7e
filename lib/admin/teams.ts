import { randomUUID } from "node:crypto"
import { z } from "zod"
import { changeAccount, createAccount, listAccounts } from "./accounts/store"
import type { AdminContext } from "./context"
import { withDefaults } from "./defaults"
import { label } from "./fields"
import { KeyView } from "./keys/view"
import { requireOrganization } from "./organizations/require"
import { onlyWithin } from "./reach"
import { defineResource, get, post } from "./resource"
import { AvailableTeam, availableTeams, joins, shownTo } from "./teams/available"
import { Member, memberLimits, memberRef, NewTeam, UpdateTeam, warningsOf } from "./teams/fields"
import {
  allShown,
  columnsOf,
  deleteTeams,
  listTeams,
  membershipViews,
  pageFields,
  shown,
  teamInfo,
  teamOf,
  teamsOf,
  updateMember,
  userIdOf,
} from "./teams/handlers"
import { memberPermissions } from "./teams/member-permissions"
import { addMembers, removeMembers, requireNamed } from "./teams/members"
import { grantMembers, grantNewTeam, grantTeamChange, grantTeams, teamsWithin } from "./teams/rights"
import { MembershipView, TeamView } from "./teams/view"

const teamId = z.strictObject({ team_id: label.min(1) })
const Changed = TeamView.and(z.object({ warnings: z.array(z.string()).optional() }))
const TeamPage = z.object({
  teams: z.array(TeamView),
  total: z.number(),
  page: z.number(),
  page_size: z.number(),
  total_pages: z.number(),
})

export const teams = defineResource(
  "team",
  {
    create: post("/team/new", {
      summary: "Make a team: people who share models, limits and a budget",
      needs: "teams:write",
      input: NewTeam,
      output: Changed,
      run: async (ctx, { team_id, members_with_roles, ...wish }) => {
        const fields = withDefaults(wish, ctx.defaults().team)
        grantNewTeam(ctx, fields)
        await requireOrganization(ctx, fields.organization_id)
        requireNamed(members_with_roles ?? [], "members_with_roles")
        const team = await createAccount(ctx, { kind: "team", id: team_id ?? randomUUID() }, columnsOf(fields))
        await addMembers(ctx, team, members_with_roles ?? [])
        return { ...(await shown(ctx, team)), warnings: warningsOf(fields) }
      },
    }),
    update: post("/team/update", {
      summary: "Change a team: what is given and nothing else, null clears",
      needs: "teams:edit",
      input: UpdateTeam,
      output: Changed,
      run: async (ctx, { team_id, spend, ...fields }) => {
        await grantTeamChange(ctx, { team_id, spend, ...fields })
        await requireOrganization(ctx, fields.organization_id)
        const change = { ...columnsOf(fields), spendUsd: spend ?? undefined }
        const team = await changeAccount(ctx, { kind: "team", id: team_id }, change)
        return { ...(await shown(ctx, team)), warnings: warningsOf(fields) }
      },
    }),
    info: get("/team/info", {
      summary: "One team with its members, their budgets in it, and its keys",
      needs: "teams:read",
      input: z.strictObject({
        team_id: label.min(1),
        key_limit: z.coerce.number().int().min(0).max(1000).default(100),
      }),
      output: z.object({
        team_id: z.string(),
        team_info: TeamView,
        keys: z.array(KeyView),
        team_memberships: z.array(MembershipView),
      }),
      run: teamInfo,
    }),
    remove: post("/team/delete", {
      summary: "Delete teams and their keys: all of them or none. What they spent stays in the log.",
      needs: "teams:write",
      input: z.strictObject({ team_ids: z.array(label.min(1)).min(1).max(1000) }),
      output: z.object({ deleted_teams: z.array(z.string()), deleted_keys: z.array(z.string()) }),
      run: async (ctx, input) => {
        grantTeams(ctx, input.team_ids)
        return deleteTeams(ctx, input)
      },
    }),
    list: get("/team/list", {
      summary: "All teams, at most 1,000; page through more with GET /v2/team/list",
      needs: "teams:read",
      input: z.strictObject({ user_id: label.optional(), organization_id: label.optional() }),
      output: z.array(TeamView),
      run: async (ctx, { user_id, organization_id }) => {
        const asked = user_id === undefined ? undefined : await teamsOf(ctx, user_id)
        const ids = onlyWithin(asked, teamsWithin(ctx))
        const page = await listAccounts(ctx, "team", { page: 1, size: 1000, ids, organizationId: organization_id })
        return allShown(ctx, page.rows)
      },
    }),
    page: get("/v2/team/list", {
      summary: "A page of teams, filtered and sorted",
      needs: "teams:read",
      input: z.strictObject(pageFields),
      output: TeamPage,
      run: listTeams,
    }),
    available: get("/team/available", {
      summary: "Teams the caller may join by themselves (default_internal_user_params.available_teams)",
      needs: "teams:read",
      input: z.strictObject({}),
      output: z.array(AvailableTeam),
      run: availableTeams,
    }),
    block: post("/team/block", {
      summary: "Refuse every request of the team's keys",
      needs: "teams:write",
      input: teamId,
      output: TeamView,
      run: async (ctx, { team_id }) => block(ctx, team_id, true),
    }),
    unblock: post("/team/unblock", {
      summary: "Take the team's block back",
      needs: "teams:write",
      input: teamId,
      output: TeamView,
      run: async (ctx, { team_id }) => block(ctx, team_id, false),
    }),
    addMember: post("/team/member_add", {
      summary: "Put people into a team, with a budget of their own in it if wanted",
      needs: "members:add",
      input: z.strictObject({
        team_id: label.min(1),
        member: z.union([Member, z.array(Member).min(1).max(1000)]),
        ...memberLimits,
      }),
      output: TeamView.and(
        z.object({
          updated_users: z.array(z.object({ user_id: z.string(), user_email: z.unknown().optional() })),
          updated_team_memberships: z.array(MembershipView),
        }),
      ),
      run: async (ctx, { team_id, member, ...limits }) => {
        const added = Array.isArray(member) ? member : [member]
        if (!joins(ctx, { team_id, added, limits })) await grantMembers(ctx, team_id, limits)
        const team = await teamOf(ctx, team_id)
        const { users, members } = await addMembers(ctx, team, added, limits)
        return {
          ...(await shownTo(ctx, team)),
          updated_users: users.map((user) => ({ user_id: user.id, user_email: user.profile.user_email })),
          updated_team_memberships: await membershipViews(ctx, team_id, members),
        }
      },
    }),
    updateMember: post("/team/member_update", {
      summary: "Change a member's role and budget in a team",
      needs: "members:write",
      input: z.strictObject({
        team_id: label.min(1),
        ...memberRef,
        role: z.enum(["admin", "user"]).nullish(),
        ...memberLimits,
      }),
      output: MembershipView,
      run: async (ctx, input) => {
        await grantMembers(ctx, input.team_id, input)
        return updateMember(ctx, input)
      },
    }),
    removeMember: post("/team/member_delete", {
      summary: "Take someone out of a team. What they spent stays in the log.",
      needs: "members:write",
      input: z.strictObject({ team_id: label.min(1), ...memberRef }),
      output: TeamView,
      run: async (ctx, { team_id, ...who }) => {
        await grantMembers(ctx, team_id)
        const team = await teamOf(ctx, team_id)
        await removeMembers(ctx, team_id, [await userIdOf(ctx, who)])
        return shown(ctx, team)
      },
    }),
    ...memberPermissions,
  },
  { Team: TeamView, TeamMembership: MembershipView },
)

async function block(ctx: AdminContext, id: string, blocked: boolean) {
  grantTeams(ctx, [id])
  return shown(ctx, await changeAccount(ctx, { kind: "team", id }, { blocked }))
}
