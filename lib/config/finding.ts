import { redact } from "#lib/core/log"

export type Severity = "error" | "warning" | "info"

/** One thing to say about a config file. */
export interface Finding {
  readonly severity: Severity
  /** The file as it was named, relative to where the gateway was started. */
  readonly file: string
  /** From 1. */
  readonly line: number
  /** From 1. */
  readonly column: number
  /** `model_list[0].litellm_params.api_base`; empty when the finding is about the file. */
  readonly path: string
  readonly message: string
  readonly hint?: string
}

/** A place in a file, for a finding. */
export interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** Keys and indexes from the root, as zod and the tree give them. */
export type Path = readonly (string | number)[]

/** A path as people write it: `model_list[0].litellm_params["odd key"]`. */
function pathText(path: Path): string {
  let text = ""
  for (const step of path) {
    if (typeof step === "number") text += `[${step}]`
    else if (/^[\w*/-]{1,80}$/.test(step)) text += text === "" ? step : `.${step}`
    else text += `[${JSON.stringify(step.length > 60 ? `${step.slice(0, 60)}…` : step)}]`
  }
  return text
}

/** Line breaks, escape sequences and marks that turn text around: nothing of the file may steer the terminal. */
const UNPRINTABLE = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu

function printable(text: string): string {
  return redact(text).replace(UNPRINTABLE, "?")
}

/** Makes a finding; whatever looks like a key is taken out of its words, should one have got there. */
export function finding(
  severity: Severity,
  at: Place,
  path: Path,
  words: { message: string; hint?: string | undefined },
): Finding {
  const { file, line, column } = at
  const base = { severity, file, line, column, path: printable(pathText(path)), message: printable(words.message) }
  return words.hint === undefined ? base : { ...base, hint: printable(words.hint) }
}

/** What a finding says, without its place: path, message, hint. */
export function findingText(f: Finding): string {
  const what = f.path === "" ? f.message : `${f.path}: ${f.message}`
  return f.hint === undefined ? what : `${what} (${f.hint})`
}

/** `config.yaml:12:7 error model_list[0].litellm_params.timeout: expected a number, found a list (hint)` */
export function formatFinding(f: Finding): string {
  return `${f.file}:${f.line}:${f.column} ${f.severity} ${findingText(f)}`
}

const RANK: Record<Severity, number> = { error: 0, warning: 1, info: 2 }

/** Order of a report: by file, then by place, errors before the rest at the same place. */
export function byPlace(a: Finding, b: Finding): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1
  return a.line - b.line || a.column - b.column || RANK[a.severity] - RANK[b.severity]
}

/** True when the config these findings are about must not be used. */
export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity === "error")
}
