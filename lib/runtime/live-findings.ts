import type { ReloadReport } from "#lib/admin/context"
import { findingText } from "#lib/config/finding"
import type { LoadedConfig } from "#lib/config/load"
import { masterKeyWeakness } from "#lib/config/master-key"
import { STORED_SETTINGS } from "#lib/config/overlay"
import type { SsoProblem } from "#lib/sso/settings"

type Reported = ReloadReport["findings"][number]

/** What the loader said, in the API's words. */
export function reported({ findings }: LoadedConfig): Reported[] {
  return findings.map((f) => ({
    severity: f.severity,
    where: f.file === STORED_SETTINGS ? f.file : `${f.file}:${f.line}:${f.column}`,
    message: findingText(f),
  }))
}

/** A master key of the environment that is weak; the config's own key the loader has judged. */
export function weakKey(masterKey: string, { config }: LoadedConfig): Reported[] {
  const weakness = config.general_settings?.master_key ? null : masterKeyWeakness(masterKey)
  if (weakness === null) return []
  const message = `the master key is ${weakness} (make one with: openssl rand -hex 24)`
  return [{ severity: "warning", where: "LITELLM_MASTER_KEY", message }]
}

/** A stored model that is left out. */
export const storedProblem = (message: string): Reported => ({ severity: "warning", where: "stored models", message })

/** Stored settings that are left out. */
export function settingsProblem(message: string | null): Reported[] {
  return message === null ? [] : [{ severity: "warning", where: STORED_SETTINGS, message }]
}

/** Part of single sign-on that cannot be used as it is configured. */
export const ssoProblem = ({ where, message }: SsoProblem): Reported => ({ severity: "warning", where, message })
