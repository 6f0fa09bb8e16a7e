import type { keys } from "#drizzle/schema/keys"
import { addDuration, parseDuration } from "#lib/core/duration"
import { limitColumns } from "../accounts/limit-fields"
import type { KeyFields } from "./fields"

type Columns = Partial<typeof keys.$inferInsert>

/** Request fields → columns. A field that was not given is `undefined`, which leaves its column alone; null clears it. */
export function columnsOf(input: KeyFields, nowMs: number): Columns {
  return {
    keyAlias: input.key_alias === "" ? null : input.key_alias,
    userId: input.user_id,
    teamId: input.team_id,
    organizationId: input.organization_id,
    ...limitColumns(input),
    aliases: input.aliases === null ? {} : input.aliases,
    allowedRoutes: input.allowed_routes === null ? [] : input.allowed_routes,
    expires: expiresOf(input.duration, nowMs),
  }
}

/** "-1" and null: never. */
function expiresOf(duration: string | null | undefined, nowMs: number): Date | null | undefined {
  if (duration === undefined) return undefined
  if (duration === null || duration === "-1") return null
  return new Date(addDuration(nowMs, parseDuration(duration)))
}
