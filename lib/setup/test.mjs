import { ensureDependencies } from "./ensure-dependencies.mjs"
import { onOwnNode } from "./own-node.mjs"
import { inRoot } from "./paths.mjs"
import { main } from "./progress.mjs"
import { figures, forgetResults, keepResult, line, readPlaywright, readVitest, resultFile, sum } from "./results.mjs"
import { projectEnv, runInFront } from "./run.mjs"

/**
 * `npm test`: sets up what the tests need, then runs them all. `npm test -- lib/config e2e/keys.spec.ts` runs just those;
 * options go to Vitest, or to Playwright when only files under e2e/ are named.
 */
await main(async () => {
  const args = process.argv.slice(2)
  forgetResults("tests", "vitest", "playwright")
  await ensureDependencies()
  const status = await onOwnNode(process.argv[1], args)
  if (status !== null) return status
  const { ensureBuild } = await import("./ensure-build.mjs")
  await ensureBuild()

  const runs = choose(args)
  const results = []
  if (runs.vitest) results.push({ name: "vitest", ...(await vitest(runs.vitest, args.length === 0)) })
  if (runs.playwright) results.push({ name: "playwright", ...(await playwright(runs.playwright)) })
  const total = sum(results)
  keepResult("tests", total)
  console.log(`\n${results.map((each) => `${each.name}: ${line(each)}`).join("\n")}\n${line(total)}`)
  return total.failed > 0 ? 1 : 0
})

/** Which runners get which arguments; null = not run. */
function choose(args) {
  const browser = args.filter((arg) => arg.startsWith("e2e"))
  const files = args.filter((arg) => !arg.startsWith("-") && !arg.startsWith("e2e"))
  const rest = args.filter((arg) => !arg.startsWith("e2e"))
  if (args.length === 0) return { vitest: [], playwright: [] }
  if (browser.length === 0) return { vitest: rest, playwright: null }
  if (files.length === 0) return { vitest: null, playwright: args }
  return { vitest: rest, playwright: browser }
}

async function vitest(args, everything) {
  if (everything) {
    await (await import("./python.mjs")).ensurePython()
    await (await import("./redis.mjs")).ensureRedis()
  }
  const program = inRoot("node_modules", "vitest", "vitest.mjs")
  const reports = ["--reporter=default", "--reporter=json", `--outputFile.json=${resultFile("vitest")}`]
  const status = await runInFront([process.execPath, program, "run", ...reports, ...args], { env: testEnv() })
  return figures(readVitest(), status)
}

async function playwright(args) {
  const { ensureBrowser } = await import("./browser.mjs")
  const program = inRoot("node_modules", "playwright", "cli.js")
  const env = testEnv({ CHROMIUM_PATH: await ensureBrowser(), PLAYWRIGHT_JSON_OUTPUT_NAME: resultFile("playwright") })
  const command = [process.execPath, program, "test", "--reporter=list,json", ...args]
  const status = await runInFront(command, { env })
  return figures(readPlaywright(), status)
}

/** Tests choose NODE_ENV themselves. */
function testEnv(extra) {
  const env = projectEnv(extra)
  delete env.NODE_ENV
  return env
}
