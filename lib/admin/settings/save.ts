import { max, sql } from "drizzle-orm"
import { settingsVersions } from "#drizzle/schema/settings"
import { type Finding, findingText, hasErrors } from "#lib/config/finding"
import type { LoadedConfig } from "#lib/config/load"
import { type Overlay, STORED_SETTINGS } from "#lib/config/overlay"
import { GatewayError } from "#lib/core/errors"
import type { AdminContext } from "../context"
import {
  isSame,
  latestSettings,
  type SettingsRow,
  settingsOf,
  settingsOwner,
  settingsVersion,
  splitSettings,
} from "./store"
import { type SettingNow, settingNow } from "./value"
import { withSettings } from "./wanted"

/** One setting before and after; secrets hidden. */
export interface SettingChange {
  readonly path: string
  readonly before: SettingNow
  readonly after: SettingNow
}

/** What would come of other settings. */
export interface SettingsPlan {
  /** The stored version this starts from; 0: nothing was stored. */
  readonly from: number
  readonly settings: Overlay
  readonly changes: readonly SettingChange[]
  /** What the loader says of the whole, about what changes; every error. */
  readonly findings: readonly Finding[]
  readonly ok: boolean
}

/** The plan for these settings in place of those stored at their paths; null takes one out. Throws 409 when what is stored cannot be read. */
export async function planChange(ctx: AdminContext, wanted: Overlay): Promise<SettingsPlan> {
  const { row, settings } = await stored(ctx)
  return plan(ctx, row?.version ?? 0, { before: settings, after: withSettings(settings, wanted) })
}

/** The plan for the settings of an earlier version, whole; 0: none. Throws `not_found`. */
export async function planRollback(ctx: AdminContext, version: number): Promise<SettingsPlan> {
  const { row, settings } = await stored(ctx)
  const wanted = version === 0 ? null : await settingsVersion(ctx.db, version)
  if (wanted === null && version !== 0) {
    const say = `There is no version ${version} of the settings. GET /config/versions lists them; 0 is the config file alone.`
    throw new GatewayError("not_found", say, { param: "version" })
  }
  const after = settingsOf(wanted, ctx.models.open)
  return plan(ctx, row?.version ?? 0, { before: settings, after })
}

/**
 * Stores what was planned as a new version and has every process take it. Nothing to change: nothing is stored, and the version
 * stays. Throws 409 when somebody else has saved since the plan was made. Returns the version that counts now.
 */
export async function savePlan(
  ctx: AdminContext,
  planned: SettingsPlan,
  restored: number | null = null,
): Promise<number> {
  if (planned.changes.length === 0) return planned.from
  const version = planned.from + 1
  const { shown, secret } = splitSettings(planned.settings)
  const row = {
    version,
    shown,
    sealed: secret === null ? null : ctx.models.seal(settingsOwner(version), secret),
    changes: planned.changes.map(({ path, before, after }) => ({ path, before: before.value, after: after.value })),
    restored,
    createdAt: new Date(ctx.clock.now()),
    createdBy: ctx.caller.person?.userId ?? ctx.caller.key?.userId ?? ctx.caller.keyId,
  }
  await ctx.db.orm.transaction(async (tx) => {
    await tx.execute(sql`lock table settings_versions in share row exclusive mode`)
    const [newest] = await tx.select({ version: max(settingsVersions.version) }).from(settingsVersions)
    refuseOvertaken(planned.from, newest?.version ?? 0)
    await tx.insert(settingsVersions).values(row)
  })
  await ctx.settings.changed()
  return version
}

/** Throws 409 unless `expected` (what the caller has seen) is the version that counts. */
export function refuseOvertaken(expected: number | null | undefined, newest: number): void {
  if (expected === null || expected === undefined || expected === newest) return
  const say = `Somebody saved other settings meanwhile: version ${newest} counts, this was made for version ${expected}. Look at them and save again.`
  throw new GatewayError("conflict", say, { param: "expected_version" })
}

async function stored(ctx: AdminContext): Promise<{ row: SettingsRow | null; settings: Overlay }> {
  const closed = ctx.settings.closed()
  if (closed !== null) throw new GatewayError("invalid_request", closed)
  const row = await latestSettings(ctx.db)
  return { row, settings: settingsOf(row, ctx.models.open) }
}

async function plan(
  ctx: AdminContext,
  from: number,
  { before, after }: { readonly before: Overlay; readonly after: Overlay },
): Promise<SettingsPlan> {
  const draft = await ctx.settings.draft(after)
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (path) => !isSame(before[path], after[path]),
  )
  const changes = differences(ctx, draft.loaded, paths.sort())
  const concerns = ({ severity, file, path }: Finding) =>
    severity === "error" || (file === STORED_SETTINGS && paths.some((one) => path === one || path.startsWith(one)))
  return {
    from,
    settings: after,
    changes,
    findings: draft.findings.filter(concerns),
    ok: !hasErrors(draft.findings),
  }
}

function differences(ctx: AdminContext, after: LoadedConfig, paths: readonly string[]): SettingChange[] {
  const { loaded: before, isSet } = ctx.settings.inForce()
  const old = { loaded: before, written: before.written(), isSet }
  const fresh = { loaded: after, written: after.written(), isSet }
  return paths.map((path) => ({ path, before: settingNow(old, path), after: settingNow(fresh, path) }))
}

/** What a refused plan is answered with. */
export function refusalOf({ findings }: SettingsPlan): GatewayError {
  const errors = findings.filter(({ severity }) => severity === "error")
  const first = errors[0]
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : ""
  const why = first === undefined ? "" : ` ${findingText(first)}${more}`
  return new GatewayError("invalid_request", `These settings were not taken; nothing has changed.${why}`, {
    ...(first === undefined ? {} : { param: first.path }),
  })
}
