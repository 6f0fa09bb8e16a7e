import { readJson } from "./paths.mjs"
import { figures, line, resultFile, sum } from "./results.mjs"

/**
 * `node lib/setup/report.mjs <status of the tests> <status of the checks>`: the closing lines of both and, last and alone,
 * their sum. Status 1 when anything failed, also when a run died without leaving figures.
 */
const [tests, checks] = process.argv.slice(2).map(Number)
const runs = {
  tests: figures(readJson(resultFile("tests")), tests),
  checks: figures(readJson(resultFile("check")), checks),
}
for (const [name, run] of Object.entries(runs)) console.log(`${name}: ${line(run)}`)
const total = sum(Object.values(runs))
console.log(line(total))
process.exitCode = total.failed > 0 ? 1 : 0
