import { z } from "zod"
import { STORED_SETTINGS } from "#lib/config/overlay"
import type { SettingsPlan } from "./save"

const Origin = z.enum(["file", "environment", "database", "default"])

const Change = z.object({
  path: z.string().describe("litellm_settings.cache_params.ttl"),
  before: z.unknown().describe("In force before; secrets hidden"),
  after: z.unknown(),
  before_origin: Origin,
  after_origin: Origin,
})

const SettingFinding = z.object({
  severity: z.enum(["error", "warning", "info"]),
  path: z.string().describe("The setting it is about; empty: the whole"),
  where: z.string().describe("File and line, or: stored settings"),
  message: z.string(),
  hint: z.string().nullable(),
})

/** What would come of a change. */
export const SettingsPlanView = z.object({
  ok: z.boolean().describe("False: it cannot be saved"),
  changes: z.array(Change),
  findings: z.array(SettingFinding),
  from_version: z.number().describe("The version it starts from"),
})

/** A plan in the API's words. */
export function viewPlan({ ok, changes, findings, from }: SettingsPlan): z.input<typeof SettingsPlanView> {
  return {
    ok,
    from_version: from,
    changes: changes.map(({ path, before, after }) => ({
      path,
      before: before.value,
      after: after.value,
      before_origin: before.origin,
      after_origin: after.origin,
    })),
    findings: findings.map(({ severity, path, file, line, message, hint }) => ({
      severity,
      path,
      where: file === STORED_SETTINGS ? file : `${file}:${line}`,
      message,
      hint: hint ?? null,
    })),
  }
}
