import { z } from "zod"
import { limitFields } from "../accounts/limit-fields"
import { PART_FIELDS, partFields } from "../accounts/part-fields"
import { durationField, label, usd } from "../fields"
import { givenOf, ignoredFields, keptFields } from "../kept-fields"

/** LiteLLM's roles, and what each may do. */
export const USER_ROLES = {
  proxy_admin: { ui_label: "Admin", description: "Everything: keys, teams, users, models, settings" },
  proxy_admin_viewer: { ui_label: "Admin, view only", description: "Sees all keys and all spend, changes nothing" },
  internal_user: { ui_label: "Internal user", description: "Makes and deletes own keys, sees own spend" },
  internal_user_viewer: { ui_label: "Internal viewer", description: "Sees own keys and own spend" },
} as const

const role = z.enum(Object.keys(USER_ROLES) as [keyof typeof USER_ROLES])

/** LiteLLM's fields of a user that are kept and given back, and do nothing yet. */
const NOT_YET = [
  "allowed_cache_controls",
  "guardrails",
  "object_permission",
  "organizations",
  "permissions",
  "policies",
  "prompts",
  "send_invite_email",
  "sso_user_id",
] as const

const userFields = {
  user_email: label.nullish().describe("Unique, whatever its letters' case"),
  user_alias: label.nullish().describe("A name for people"),
  user_role: role.nullish(),
  ...limitFields,
  ...partFields,
  ...keptFields(NOT_YET),
}

export const NewUser = z.strictObject({
  user_id: label.min(1).nullish().describe("Chosen at random when it is left out"),
  teams: z
    .array(
      z.union([
        label,
        z.strictObject({
          team_id: label.min(1),
          max_budget_in_team: usd.nullish(),
          user_role: z.enum(["admin", "user"]).nullish(),
        }),
      ]),
    )
    .max(1000)
    .nullish()
    .describe("Teams to join"),
  team_id: label.min(1).nullish().describe("One team to join; LiteLLM's older name"),
  auto_create_key: z.boolean().default(true).describe("Make the user a key at once"),
  key_alias: label.nullish(),
  duration: durationField(true).nullish().describe('How long that key is valid: "30d"; "-1" is for ever'),
  ...userFields,
  organizations: z.array(label.min(1)).max(1000).nullish().describe("Organizations to join"),
  ...ignoredFields(["username", "email"]),
})
export const UpdateUser = z.strictObject({ user_id: label.min(1).nullish(), spend: usd.nullish(), ...userFields })

/** The wish with the team of the older field among its teams. */
export function withItsTeam<T extends Pick<z.output<typeof NewUser>, "team_id" | "teams">>(wish: T): T {
  return wish.team_id ? { ...wish, team_id: null, teams: [...(wish.teams ?? []), wish.team_id] } : wish
}

export type UserFields = Omit<z.output<typeof UpdateUser>, "user_id" | "spend">

/** Fields of a user that live in its profile. */
export function profileOf(input: UserFields): Record<string, unknown> {
  const names = [...NOT_YET, ...PART_FIELDS, "user_email", "user_role"] as const
  return givenOf(input, names)
}
