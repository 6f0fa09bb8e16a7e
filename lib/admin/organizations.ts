import { and, eq, inArray } from "drizzle-orm"
import { z } from "zod"
import { accounts, memberships } from "#drizzle/schema/accounts"
import { listAccounts } from "./accounts/store"
import type { AdminContext } from "./context"
import { label } from "./fields"
import { NewOrganization, OrganizationMember, orgRole, UpdateOrganization } from "./organizations/fields"
import {
  createOrganization,
  deleteOrganizations,
  organizationOf,
  removeMember,
  shown,
  showOne,
  updateMember,
  updateOrganization,
} from "./organizations/handlers"
import { addMembers } from "./organizations/members"
import { grantOrganizationChange, grantOrganizations, organizationsWithin } from "./organizations/rights"
import { OrganizationMembership, OrganizationView } from "./organizations/view"
import { onlyWithin } from "./reach"
import { defineResource, get, patch, post, remove } from "./resource"
import { memberRef } from "./teams/fields"

const update = {
  summary: "Change an organization: what is given and nothing else, null clears",
  needs: "organizations:edit",
  input: UpdateOrganization,
  output: OrganizationView,
  run: async (ctx: AdminContext, input: z.output<typeof UpdateOrganization>) => {
    grantOrganizationChange(ctx, input)
    return updateOrganization(ctx, input)
  },
} as const

const deletion = {
  summary: "Delete organizations with their teams and keys: all of them or none. What they spent stays in the log.",
  needs: "organizations:write",
  input: z.strictObject({ organization_ids: z.array(label.min(1)).min(1).max(1000) }),
  output: z.array(OrganizationView),
  run: (ctx: AdminContext, { organization_ids: ids }: { organization_ids: string[] }) => deleteOrganizations(ctx, ids),
} as const

const MemberUpdate = z.strictObject({ organization_id: label.min(1), ...memberRef, role: orgRole.nullish() })
const MemberRemoval = z.strictObject({ organization_id: label.min(1), ...memberRef })

const memberUpdate = {
  summary: "Change someone's role in an organization",
  needs: "organizations:edit",
  input: MemberUpdate,
  output: OrganizationMembership,
  run: async (ctx: AdminContext, input: z.output<typeof MemberUpdate>) => {
    grantOrganizations(ctx, [input.organization_id])
    return updateMember(ctx, input)
  },
} as const

const memberRemoval = {
  summary: "Take someone out of an organization",
  needs: "organizations:edit",
  input: MemberRemoval,
  output: OrganizationMembership,
  run: async (ctx: AdminContext, input: z.output<typeof MemberRemoval>) => {
    grantOrganizations(ctx, [input.organization_id])
    return removeMember(ctx, input)
  },
} as const

export const organizations = defineResource(
  "organization",
  {
    create: post("/organization/new", {
      summary: "Make an organization: teams that share models, limits and a budget",
      needs: "organizations:write",
      input: NewOrganization,
      output: OrganizationView,
      run: createOrganization,
    }),
    update: patch("/organization/update", update),
    updatePost: post("/organization/update", update),
    info: get("/organization/info", {
      summary: "One organization with its members and teams",
      needs: "organizations:read",
      input: z.strictObject({ organization_id: label.min(1) }),
      output: OrganizationView,
      run: async (ctx, { organization_id: id }) => {
        grantOrganizations(ctx, [id])
        return showOne(ctx, await organizationOf(ctx, id))
      },
    }),
    infoPost: post("/organization/info", {
      summary: "Organizations by id; unknown ones are left out",
      needs: "organizations:read",
      reads: true,
      input: z.strictObject({ organizations: z.array(label.min(1)).min(1).max(1000) }),
      output: z.array(OrganizationView),
      run: async (ctx, { organizations: ids }) => {
        grantOrganizations(ctx, ids)
        return shown(
          ctx,
          (await listAccounts(ctx, "organization", { page: 1, size: 1000, ids, sortOrder: "asc" })).rows,
        )
      },
    }),
    list: get("/organization/list", {
      summary: "All organizations, at most 1,000",
      needs: "organizations:list",
      input: z.strictObject({
        org_id: label.optional().describe("Only this one"),
        org_alias: label.optional().describe("A part of the id or the alias"),
        user_id: label.optional().describe("Organizations this user belongs to"),
      }),
      output: z.array(OrganizationView),
      run: async (ctx, { org_id, org_alias: search, user_id }) => {
        const ids = onlyWithin(org_id === undefined ? undefined : [org_id], organizationsWithin(ctx))
        const also = user_id === undefined ? undefined : inArray(accounts.id, ofUser(ctx, user_id))
        return shown(ctx, (await listAccounts(ctx, "organization", { page: 1, size: 1000, search, ids, also })).rows)
      },
    }),
    remove: remove("/organization/delete", deletion),
    removePost: post("/organization/delete", deletion),
    addMember: post("/organization/member_add", {
      summary: "Put people into an organization",
      needs: "organizations:edit",
      input: z.strictObject({
        organization_id: label.min(1),
        member: z.union([OrganizationMember, z.array(OrganizationMember).min(1).max(1000)]),
        max_budget_in_organization: z.unknown().optional().describe("Accepted, not yet in effect"),
      }),
      output: z.object({
        organization_id: z.string(),
        updated_users: z.array(z.object({ user_id: z.string(), user_email: z.unknown().optional() })),
        updated_organization_memberships: z.array(OrganizationMembership),
      }),
      run: async (ctx, { organization_id: id, member }) => {
        grantOrganizations(ctx, [id])
        await organizationOf(ctx, id)
        const { users, members } = await addMembers(ctx, id, Array.isArray(member) ? member : [member])
        return {
          organization_id: id,
          updated_users: users.map((user) => ({ user_id: user.id, user_email: user.profile.user_email })),
          updated_organization_memberships: members,
        }
      },
    }),
    updateMember: patch("/organization/member_update", memberUpdate),
    updateMemberPost: post("/organization/member_update", memberUpdate),
    removeMember: remove("/organization/member_delete", memberRemoval),
    removeMemberPost: post("/organization/member_delete", memberRemoval),
  },
  { Organization: OrganizationView, OrganizationMembership },
)

/** Ids of the organizations a user belongs to. */
function ofUser(ctx: AdminContext, userId: string) {
  return ctx.db.orm
    .select({ id: memberships.groupId })
    .from(memberships)
    .where(and(eq(memberships.kind, "organization"), eq(memberships.userId, userId)))
}
