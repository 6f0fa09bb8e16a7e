import { join } from "node:path"
import { formatFinding } from "#lib/config/finding"
import { loadConfig } from "#lib/config/load"
import { deploymentProblems } from "#lib/runtime/deployment-problems"
import { packageRoot } from "../package-root"

export interface ValidateOptions {
  /** Warnings fail the check too, and a weak master key is an error. */
  readonly strict: boolean
  readonly env: Readonly<Record<string, string | undefined>>
  /** Writes one line of the report. */
  readonly write: (line: string) => void
}

/** `--validate`: prints all there is to say about a config file and a summary. Returns the exit status, 0 or 1. */
export async function validate(path: string, { strict, env, write }: ValidateOptions): Promise<number> {
  const { config, findings, files, environment } = await loadConfig({ path, env, strict })
  for (const finding of findings) write(formatFinding(finding))
  const count = (severity: string) => findings.filter((finding) => finding.severity === severity).length
  // A file that is wrong already would only be told the same thing twice.
  const catalog = join(packageRoot(), "lib", "catalog", "models.json")
  const all = { ...env, ...environment }
  const found = count("error") > 0 ? { errors: [], unpriced: [] } : deploymentProblems(config, catalog, all)
  for (const problem of found.errors) write(`${path} error ${problem}`)
  for (const note of found.unpriced) write(`${path} info ${note}`)
  const errors = count("error") + found.errors.length
  const warnings = count("warning")
  const failed = errors > 0 || (strict && warnings > 0)
  const counts = [
    plural(errors, "error"),
    plural(warnings, "warning"),
    plural(count("info") + found.unpriced.length, "note"),
  ].join(", ")
  const what = failed ? "not valid" : `valid: ${plural(config.model_list.length, "model")}`
  const why = failed && errors === 0 ? " (with --strict a warning counts as an error)" : ""
  const read = files.length > 1 ? ` in ${files.length} files` : ""
  write(`${path}: ${what}${read}, ${counts}${why}`)
  return failed ? 1 : 0
}

function plural(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? "" : "s"}`
}
