import { ensureDependencies } from "./ensure-dependencies.mjs"
import { onOwnNode } from "./own-node.mjs"
import { has, inRoot } from "./paths.mjs"
import { duration, main } from "./progress.mjs"
import { forgetResults, keepResult, line } from "./results.mjs"
import { runInFront } from "./run.mjs"

/** `npm run check`: all that can be said about the code without running it. Every check runs, also after one has failed. */
await main(async () => {
  forgetResults("check")
  await ensureDependencies()
  const status = await onOwnNode(process.argv[1], process.argv.slice(2))
  if (status !== null) return status

  const failed = []
  const checks = applicable()
  for (const { name, steps } of checks) if (!(await passes(name, steps))) failed.push(name)
  keepResult("check", { passed: checks.length - failed.length, failed: failed.length })
  console.log(`\nchecks: ${line({ passed: checks.length - failed.length, failed: failed.length })}`)
  if (failed.length > 0) console.log(`failed: ${failed.join(", ")}`)
  return failed.length > 0 ? 1 : 0
})

/** Every check is one or more programs of node_modules, started with the Node that runs this. */
function applicable() {
  const tool = (...path) => inRoot("node_modules", ...path)
  return [
    {
      name: "types",
      steps: [
        [tool("next/dist/bin/next"), "typegen"],
        [tool("typescript/bin/tsc"), "--noEmit"],
      ],
    },
    { name: "format and lint", steps: [[tool("@biomejs/biome/bin/biome"), "ci", "."]] },
    { name: "unused files, exports and dependencies", steps: [[tool("knip/bin/knip.js")]] },
    { name: "architecture", steps: [[tool("vitest/vitest.mjs"), "run", "lib/architecture", "--reporter=dot"]] },
    ...(has("lib/setup/gen.mjs")
      ? [{ name: "generated files", steps: [[inRoot("lib/setup/gen.mjs"), "--check"]] }]
      : []),
  ]
}

async function passes(name, steps) {
  console.log(`\n── ${name} ──`)
  const startedAt = Date.now()
  for (const step of steps) {
    const status = await runInFront([process.execPath, ...step])
    if (status !== 0) {
      console.log(`${name}: FAILED (status ${status}) after ${duration(Date.now() - startedAt)}`)
      return false
    }
  }
  console.log(`${name}: ok, ${duration(Date.now() - startedAt)}`)
  return true
}
