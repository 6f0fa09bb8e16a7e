import { type Log, type LogLevel, makeLog } from "#lib/core/log"
import { environment } from "./environment"

let verbose = false
let made: { readonly level: LogLevel; readonly log: Log } | null = null

/** Says on stderr what every call does: requests, answers, tries, costs. Keys never appear. `LITELLM_LOG=DEBUG` does the same. */
export function setVerbose(on = true): void {
  verbose = on
}

/** The SDK's log: warnings only, or as much as `LITELLM_LOG` (DEBUG, INFO, WARNING, ERROR) and `setVerbose` say. */
export function sdkLog(): Log {
  const level = verbose ? "debug" : levelNamed(environment().LITELLM_LOG)
  if (made?.level !== level) made = { level, log: makeLog(level) }
  return made.log
}

function levelNamed(name: string | undefined): LogLevel {
  const level = name?.trim().toLowerCase()
  return level === "debug" || level === "info" || level === "error" ? level : "warn"
}
