import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { readJson, resultsDir } from "./paths.mjs"

/** Where a runner writes (or wrote) its figures. */
export const resultFile = (name) => join(resultsDir, `${name}.json`)

/** Forgets the figures of an earlier run, so that a runner which dies cannot pass on old ones. */
export function forgetResults(...names) {
  mkdirSync(resultsDir, { recursive: true })
  for (const name of names) rmSync(resultFile(name), { force: true })
}

/** Keeps `{ passed, failed }` of a whole run for whoever adds runs up. */
export function keepResult(name, { passed, failed }) {
  mkdirSync(resultsDir, { recursive: true })
  writeFileSync(resultFile(name), JSON.stringify({ passed, failed }))
}

/**
 * The figures of a run whose report may be missing or silent about what went wrong: a status other than 0 counts as at
 * least one failure.
 */
export function figures(report, status) {
  const { passed = 0, failed = 0 } = report ?? {}
  return { passed, failed: status !== 0 ? Math.max(failed, 1) : failed }
}

/** Figures of one or more runs together. */
export function sum(all) {
  return all.reduce((a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed }), { passed: 0, failed: 0 })
}

/** Vitest's JSON report. A file that does not even load has no tests in it and counts as one failure. */
export function readVitest() {
  const report = readJson(resultFile("vitest"))
  if (!report) return null
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  )
  return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded.length }
}

/** Playwright's JSON report. A test that passed only when repeated counts as failed. */
export function readPlaywright() {
  const report = readJson(resultFile("playwright"))
  if (!report) return null
  const { expected, unexpected, flaky } = report.stats
  return { passed: expected, failed: unexpected + flaky + report.errors.length }
}

export const line = ({ passed, failed }) => `${passed} passed, ${failed} failed`
