import { lockedBecause } from "#lib/config/locked-settings"
import type { Overlay } from "#lib/config/overlay"
import { SETTINGS_SECTIONS, type SettingsSection, settingsByPath } from "#lib/config/settings"
import { GatewayError } from "#lib/core/errors"
import type { AdminContext } from "../context"

/** A request that changes settings: by section, each what it is to be; null: what is stored no longer counts. */
export type SettingsInput = Readonly<
  Partial<Record<SettingsSection, Readonly<Record<string, unknown>> | null | undefined>>
>

/** The settings by path that are asked for. Throws 400 for one that may not be changed here, a hidden or a forbidden value. */
export function wantedSettings(ctx: AdminContext, input: SettingsInput): Overlay {
  const wanted: Record<string, unknown> = {}
  for (const section of SETTINGS_SECTIONS) Object.assign(wanted, settingsByPath(section, input[section] ?? {}))
  checkWanted(ctx, wanted)
  return wanted
}

/** The same for settings that are by path already. */
export function checkWanted(ctx: AdminContext, wanted: Overlay): void {
  const paths = Object.keys(wanted)
  if (paths.length === 0)
    throw refused("general_settings", "Say what to change: general_settings, litellm_settings or router_settings.")
  for (const path of paths) {
    if (!/^\w+(?:\.[\w-]{1,80}){1,6}$/.test(path)) throw refused(path, `${path.slice(0, 120)} is no name of a setting.`)
    const why = lockedBecause(path)
    if (why !== null) throw refused(path, `${path} is changed in the config file: ${why}.`)
    const value = wanted[path]
    if (JSON.stringify(value ?? null).includes("[redacted]"))
      throw refused(path, `${path} holds a hidden value copied from a view: give the value itself, or os.environ/NAME.`)
    ctx.models.checkReferences({ [path]: value, embedded: embedded(value) }, path)
  }
}

/** The settings that would be stored: those there are with these in their place. */
export function withSettings(before: Overlay, wanted: Overlay): Record<string, unknown> {
  const after: Record<string, unknown> = { ...before }
  for (const [path, value] of Object.entries(wanted)) {
    for (const name of Object.keys(after)) if (name === path || name.startsWith(`${path}.`)) delete after[name]
    if (value !== null && value !== undefined) after[path] = value
  }
  return after
}

/** References inside longer texts (headers of pass-through endpoints), each as if it stood alone. */
function embedded(value: unknown): string[] {
  return JSON.stringify(value ?? null).match(/os\.environ\/\w+/g) ?? []
}

function refused(param: string, say: string): GatewayError {
  return new GatewayError("invalid_request", say, { param: param.slice(0, 120) })
}
