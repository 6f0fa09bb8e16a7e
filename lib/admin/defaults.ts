import { z } from "zod"
import { addDuration, parseDuration } from "#lib/core/duration"
import { GatewayError } from "#lib/core/errors"
import { durationField, parallel, perMinute, usd } from "./fields"
import { GenerateInput } from "./keys/fields"
import { NewTeam } from "./teams/fields"
import { NewUser } from "./users/fields"

const Key = GenerateInput.omit({ key: true, key_alias: true }).partial()
const Team = NewTeam.omit({ team_id: true, team_alias: true, members_with_roles: true }).partial()
const User = NewUser.omit({ user_id: true, user_email: true, auto_create_key: true, key_alias: true }).partial()
const UserAndTeams = User.extend({ available_teams: z.array(z.string().min(1).max(255)).max(1000).nullish() })
const Most = z.strictObject({
  max_budget: usd.nullish(),
  budget_duration: durationField(false).nullish(),
  duration: durationField(false).nullish(),
  tpm_limit: perMinute.nullish(),
  rpm_limit: perMinute.nullish(),
  max_parallel_requests: parallel.nullish(),
})

/** What new keys, teams and users get when nothing else is said, and what a key may have at most. From `litellm_settings`. */
export interface ManagementDefaults {
  readonly key: z.output<typeof Key>
  readonly keyMost: z.output<typeof Most>
  readonly team: z.output<typeof Team>
  readonly user: z.output<typeof User>
  /** Teams users may join by themselves. */
  readonly availableTeams: readonly string[]
  /** Those of users who administrate nothing, when neither they nor `user` have a budget. */
  readonly internalUser: { readonly max_budget?: number; readonly budget_duration?: string }
}

export const NO_DEFAULTS: ManagementDefaults = {
  key: {},
  keyMost: {},
  team: {},
  user: {},
  availableTeams: [],
  internalUser: {},
}

/** The keys of `litellm_settings` this reads. */
export interface DefaultSettings {
  readonly default_key_generate_params?: unknown
  readonly upperbound_key_generate_params?: unknown
  readonly default_team_params?: unknown
  readonly default_internal_user_params?: unknown
  readonly max_internal_user_budget?: number | null | undefined
  readonly internal_user_budget_duration?: string | null | undefined
}

/** Reads them; what cannot be taken is named in `problems` and left out whole. */
export function readDefaults(settings: DefaultSettings): { defaults: ManagementDefaults; problems: string[] } {
  const problems: string[] = []
  const read = <S extends z.ZodType>(name: keyof DefaultSettings, shape: S, fallback: z.output<S>): z.output<S> => {
    const parsed = shape.safeParse(settings[name] ?? {})
    if (parsed.success) return parsed.data
    for (const { path, message } of parsed.error.issues)
      problems.push(`litellm_settings.${[name, ...path.map(String)].join(".")}: ${message}`)
    return fallback
  }
  const { max_internal_user_budget: budget, internal_user_budget_duration: duration } = settings
  const { available_teams: available, ...user } = read("default_internal_user_params", UserAndTeams, {})
  return {
    defaults: {
      key: read("default_key_generate_params", Key, {}),
      keyMost: read("upperbound_key_generate_params", Most, {}),
      team: read("default_team_params", Team, {}),
      user,
      availableTeams: available ?? [],
      internalUser: {
        ...(typeof budget === "number" ? { max_budget: budget } : {}),
        ...(typeof duration === "string" ? { budget_duration: duration } : {}),
      },
    },
    problems,
  }
}

/** The wish with everything it leaves open taken from the defaults; an empty list of models or empty metadata is open, too. */
export function withDefaults<T extends object>(wish: T, defaults: Partial<T>): T {
  const added = Object.entries(defaults).filter(([name, value]) => {
    const own = (wish as Record<string, unknown>)[name]
    return value !== undefined && isOpen(own)
  })
  return added.length === 0 ? wish : { ...wish, ...Object.fromEntries(added) }
}

function isOpen(value: unknown): boolean {
  if (value === undefined || value === null) return true
  return typeof value === "object" && Object.keys(value).length === 0
}

type Bounded = { readonly [K in keyof z.output<typeof Most>]?: string | number | null | undefined }

/**
 * Refuses what is more than `upperbound_key_generate_params` allows: 400 naming the field. With `fill`, what a new key leaves open
 * becomes the bound itself; a key without an end would otherwise be beyond every bound.
 */
export function withinBounds<T extends Bounded>(wish: T, most: ManagementDefaults["keyMost"], fill: boolean): T {
  const filled: Record<string, unknown> = {}
  for (const [name, bound] of Object.entries(most) as [keyof Bounded, string | number | null][]) {
    if (bound === null) continue
    const asked = wish[name]
    const open = asked === undefined || (fill && asked === null)
    if (open && fill) filled[name] = bound
    if (open || !isBeyond(asked ?? null, bound)) continue
    const say = `${name} may be ${bound} at most here (upperbound_key_generate_params). Ask for that or less.`
    throw new GatewayError("invalid_request", say, { param: name })
  }
  return Object.keys(filled).length === 0 ? wish : { ...wish, ...filled }
}

/** Null and "-1" have no end. */
function isBeyond(asked: string | number | null, bound: string | number): boolean {
  if (asked === null || asked === "-1") return true
  if (typeof asked === "number" && typeof bound === "number") return asked > bound
  return lengthMs(String(asked)) > lengthMs(String(bound))
}

const lengthMs = (duration: string) => addDuration(0, parseDuration(duration))
