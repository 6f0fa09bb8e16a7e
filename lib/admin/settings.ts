import { stringify } from "yaml"
import { z } from "zod"
import { redactedConfig } from "#lib/config/redacted-config"
import { SETTINGS_SECTIONS, settingAtPath } from "#lib/config/settings"
import { plain } from "#lib/config/tree"
import { errorBody, GatewayError } from "#lib/core/errors"
import type { AdminContext } from "./context"
import { label } from "./fields"
import { Answer, defineResource, get, post, TextAnswer } from "./resource"
import { listSettings, Setting } from "./settings/list"
import { SettingsPlanView, viewPlan } from "./settings/plan-view"
import { planChange, planRollback, refusalOf, refuseOvertaken, type SettingsPlan, savePlan } from "./settings/save"
import { listVersions, SettingsVersion } from "./settings/versions"
import { checkWanted, wantedSettings } from "./settings/wanted"

const section = z.enum(SETTINGS_SECTIONS)
const group = z
  .record(label.min(1), z.unknown())
  .nullish()
  .describe("Each setting and what it is to be; null: what is stored no longer counts, the config file does again")
const groups = { general_settings: group, litellm_settings: group, router_settings: group }
const expected = z.number().int().min(0).nullish().describe("The version this was made for; another one counts: 409")
const whichVersion = z.number().int().min(0).describe("As GET /config/versions lists them; 0: the config file alone")

const Saved = SettingsPlanView.extend({
  message: z.string(),
  version: z.number().describe("The version that counts now"),
})
const Field = z.strictObject({
  config_type: section.default("general_settings"),
  field_name: label.min(1).describe("Below the section; parts of a map with a dot: cache_params.ttl"),
})

export const settings = defineResource(
  "settings",
  {
    list: get("/config/list", {
      summary: "Every setting with its value in force and where that comes from; secrets hidden",
      needs: "config:read",
      input: z.strictObject({ config_type: section.optional().describe("Only this section") }),
      output: z.array(Setting),
      run: (ctx, { config_type: only }) => Promise.resolve(listSettings(ctx, only)),
    }),
    yaml: get("/config/yaml", {
      summary: "The configuration in force as YAML: the file with stored settings over it, secrets hidden",
      needs: "config:read",
      input: z.strictObject({}),
      output: z.string(),
      run: (ctx) => Promise.resolve(new TextAnswer(yamlOf(ctx), "application/yaml; charset=utf-8")),
    }),
    field: get("/config/field/info", {
      summary: "One setting with its value in force and where that comes from",
      needs: "config:read",
      input: Field,
      output: Setting,
      run: (ctx, { config_type: of, field_name: name }) => Promise.resolve(fieldOf(ctx, of, name)),
    }),
    updateField: post("/config/field/update", {
      summary: "Change one setting, in every process at once; it counts before the config file",
      needs: "config:write",
      input: Field.extend({ field_value: z.unknown(), expected_version: expected }),
      output: Saved,
      run: (ctx, { config_type: of, field_name: name, field_value: value, expected_version: seen }) =>
        change(ctx, settingAtPath(of, name, required(value)), seen),
    }),
    deleteField: post("/config/field/delete", {
      summary: "Take a stored setting out: the config file or the built-in value counts again",
      needs: "config:write",
      input: Field.extend({ expected_version: expected }),
      output: Saved,
      run: (ctx, { config_type: of, field_name: name, expected_version: seen }) =>
        change(ctx, { [`${of}.${name}`]: null }, seen),
    }),
    update: post("/config/update", {
      summary: "Change several settings at once. What the loader refuses changes nothing: 400 with the findings",
      needs: "config:write",
      input: z.strictObject({ ...groups, expected_version: expected }),
      output: Saved,
      run: (ctx, { expected_version: seen, ...given }) => change(ctx, wantedSettings(ctx, given), seen),
    }),
    preview: post("/config/preview", {
      summary: "What such a change, or going back to a version, would do, and what the loader says; nothing is stored",
      needs: "config:read",
      reads: true,
      input: z.strictObject({ ...groups, version: whichVersion.optional() }),
      output: SettingsPlanView,
      run: async (ctx, { version, ...given }) =>
        viewPlan(
          version === undefined ? await planChange(ctx, wantedSettings(ctx, given)) : await planRollback(ctx, version),
        ),
    }),
    versions: get("/config/versions", {
      summary: "Every save of settings, the newest first: who, when, and what differs from the one before",
      needs: "config:read",
      input: z.strictObject({
        page: z.coerce.number().int().min(1).default(1),
        page_size: z.coerce.number().int().min(1).max(200).default(50),
      }),
      output: z.object({
        versions: z.array(SettingsVersion),
        current: z.number().describe("The version that counts; 0: nothing was ever stored"),
        closed: z.string().nullable().describe("Why nothing can be changed here"),
        total: z.number(),
        page: z.number(),
        total_pages: z.number(),
      }),
      run: (ctx, { page, page_size: size }) => listVersions(ctx, page, size),
    }),
    rollback: post("/config/rollback", {
      summary: "Go back to the settings of an earlier version; that is a new version",
      needs: "config:write",
      input: z.strictObject({ version: whichVersion, expected_version: expected }),
      output: Saved,
      run: async (ctx, { version, expected_version: seen }) => {
        const planned = await planRollback(ctx, version)
        refuseOvertaken(seen, planned.from)
        return save(ctx, planned, version)
      },
    }),
  },
  { Setting, SettingsPlan: SettingsPlanView, SettingsSaved: Saved, SettingsVersion },
)

async function change(ctx: AdminContext, wanted: Readonly<Record<string, unknown>>, seen: number | null | undefined) {
  checkWanted(ctx, wanted)
  const planned = await planChange(ctx, wanted)
  refuseOvertaken(seen, planned.from)
  return save(ctx, planned, null)
}

async function save(ctx: AdminContext, planned: SettingsPlan, restored: number | null) {
  const view = viewPlan(planned)
  if (!planned.ok) {
    const refused = { ...view, message: "Nothing has changed.", version: planned.from }
    return new Answer(400, { ...refused, ...errorBody(refusalOf(planned)) })
  }
  const version = await savePlan(ctx, planned, restored)
  const message = version === planned.from ? "Nothing differs from what counts already." : "Config updated successfully"
  return { ...view, message, version }
}

function fieldOf(ctx: AdminContext, of: z.output<typeof section>, name: string): z.input<typeof Setting> {
  const found = listSettings(ctx, of).find((setting) => setting.field_name === name)
  if (found !== undefined) return found
  const say = `There is no setting ${of}.${name.slice(0, 80)}. GET /config/list shows those there are.`
  throw new GatewayError("not_found", say, { param: "field_name" })
}

function required(value: unknown): unknown {
  if (value !== undefined && value !== null) return value
  const say = "Say what it is to be: field_value. POST /config/field/delete takes a stored setting out."
  throw new GatewayError("invalid_request", say, { param: "field_value" })
}

function yamlOf(ctx: AdminContext): string {
  const written = plain(ctx.settings.inForce().loaded.written())
  return stringify(redactedConfig(written as Parameters<typeof redactedConfig>[0]))
}
