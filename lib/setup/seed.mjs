import { existsSync } from "node:fs"
import { ensureDependencies } from "./ensure-dependencies.mjs"
import { inRoot, projectNode } from "./paths.mjs"
import { runInFront } from "./run.mjs"

/** `npm run seed -- scale`: bundles the program of lib/bench/seed and runs it on the project's own Node. */
await ensureDependencies()
const { build } = await import("esbuild")
const program = inRoot("dist", "bench", "seed.mjs")
await build({
  entryPoints: [inRoot("lib", "bench", "seed", "main.ts")],
  outfile: program,
  bundle: true,
  packages: "external",
  platform: "node",
  format: "esm",
  target: "node20",
  logLevel: "warning",
})
const node = existsSync(projectNode) ? projectNode : process.execPath
process.exitCode = await runInFront([node, program, ...process.argv.slice(2)], { cwd: process.cwd() })
