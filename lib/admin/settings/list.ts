import { z } from "zod"
import { countsFromStart, lockedBecause } from "#lib/config/locked-settings"
import { isSecretPath } from "#lib/config/secret-key"
import { allSettings, SETTINGS_SECTIONS, type SettingKey, type SettingsSection } from "#lib/config/settings"
import type { AdminContext } from "../context"
import { type Reading, settingNow } from "./value"

/** LiteLLM's names of types. */
const TYPES = {
  boolean: "Boolean",
  integer: "Integer",
  number: "Float",
  text: "String",
  choice: "String",
  list: "List",
  json: "Dict",
} as const

/** A setting with its value, as LiteLLM lists them, and where the value comes from. */
export const Setting = z.object({
  config_type: z.enum(SETTINGS_SECTIONS),
  field_name: z.string().describe("Below the section; parts of a map with a dot: cache_params.ttl"),
  field_type: z.string(),
  kind: z.enum(["boolean", "integer", "number", "text", "choice", "list", "json"]),
  type_words: z.string(),
  options: z.array(z.string()),
  field_description: z.string().nullable(),
  field_value: z.unknown().describe("In force; a secret is shown as [redacted], a reference to a variable as written"),
  field_default_value: z.unknown(),
  stored_in_db: z.boolean().nullable().describe("True: from the database; false: from the config file; null: not set"),
  origin: z.enum(["file", "environment", "database", "default"]),
  place: z.string().nullable().describe("The file and line that has it"),
  variable: z.string().nullable().describe("The environment variable it is taken from"),
  file_value: z.unknown().describe("What the config file says, when the database says something else"),
  file_place: z.string().nullable(),
  in_effect: z.boolean().describe("False: accepted, and nothing acts on it yet"),
  needs_restart: z.boolean(),
  locked: z.string().nullable().describe("Why it can be changed in the config file only"),
  is_secret: z.boolean(),
})

/** Every setting, or those of one section. */
export function listSettings(ctx: AdminContext, section?: SettingsSection): z.input<typeof Setting>[] {
  const { loaded, isSet } = ctx.settings.inForce()
  const file = loaded.over({})
  const now: Reading = { loaded, written: loaded.written(), isSet }
  const below: Reading = { loaded: file, written: file.written(), isSet }
  return allSettings()
    .filter((key) => section === undefined || key.section === section)
    .map((key) => viewSetting(key, now, below))
}

function viewSetting(key: SettingKey, now: Reading, file: Reading): z.input<typeof Setting> {
  const { value, origin, place, variable } = settingNow(now, key.path)
  const covered = origin === "database" ? settingNow(file, key.path) : null
  const inFile = covered?.origin === "file" ? covered : null
  return {
    config_type: key.section,
    field_name: key.name,
    field_type: TYPES[key.kind],
    kind: key.kind,
    type_words: key.words,
    options: [...key.options],
    field_description: key.description,
    field_value: value,
    field_default_value: key.fallback ?? null,
    stored_in_db: origin === "database" ? true : origin === "file" ? false : null,
    origin,
    place,
    variable,
    file_value: inFile?.value ?? null,
    file_place: inFile?.place ?? null,
    in_effect: key.inEffect,
    needs_restart: countsFromStart(key.path),
    locked: lockedBecause(key.path),
    is_secret: isSecretPath(key.path.split(".")),
  }
}
