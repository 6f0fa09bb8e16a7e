import { type Finding, formatFinding } from "#lib/config/finding"
import type { MasterKey } from "./master-key"

/** Writes one line for the person at the terminal. */
export type Say = (line: string) => void

/** Prints what is wrong or not acted on in a config; returns how many errors there are. What is only not yet in effect becomes one line. */
export function sayFindings(findings: readonly Finding[], say: Say): number {
  for (const finding of findings) if (finding.severity !== "info") say(formatFinding(finding))
  const later = findings.filter((f) => f.severity === "info")
  if (later.length > 0) {
    const paths = later.map((f) => f.path.replace(/\[\d+\]/g, "[]"))
    say(`Accepted, not yet in effect: ${[...new Set(paths)].join(", ")}`)
  }
  return findings.filter((f) => f.severity === "error").length
}

export interface ReadyInput {
  readonly say: Say
  readonly master: MasterKey
  readonly host: string
  readonly port: number
  readonly demo: boolean
  readonly models: readonly string[]
  readonly version: string
}

/** Says where everything is and how to get in. A key from the config or the environment is not repeated on the terminal. */
export function sayReady(input: ReadyInput): void {
  const { say, master } = input
  const host = input.host === "0.0.0.0" || input.host === "::" ? "localhost" : input.host
  const url = `http://${host}:${input.port}`
  const key =
    master.from === "generated"
      ? master.key
      : master.from === "config"
        ? "general_settings.master_key"
        : "LITELLM_MASTER_KEY"
  say("")
  say(`  Tollgate ${input.version} is ready`)
  say("")
  say(`  Dashboard   ${url}/ui`)
  say(`  API         ${url}/v1`)
  say(`  Log in with ${master.from === "generated" ? "the master key" : "the value of"} ${key}`)
  if (master.file !== null) say(`              (generated; kept in ${master.file})`)
  const shown = input.models.slice(0, 8).join(", ")
  say(`  Models      ${shown}${input.models.length > 8 ? ` and ${input.models.length - 8} more` : ""}`)
  if (input.demo) {
    say("")
    say("  No config was given, so one demo model answers without any provider; prompts are kept in the log.")
    say("  For real models: npm start -- --config config.yaml")
  }
  say("")
}
