import { spawn } from "node:child_process"
import { existsSync, mkdirSync } from "node:fs"
import { ensureDependencies } from "./ensure-dependencies.mjs"
import { inRoot, projectNode } from "./paths.mjs"

/**
 * `npm run bench [-- --seconds N --rounds N --json --assert --target floor]`: installs and builds what is missing, bundles the
 * bench's programs and runs them on the project's own Node. Runs on any Node ≥ 18.
 */
const args = process.argv.slice(2)
await ensureDependencies()
const node = existsSync(projectNode) ? projectNode : process.execPath
const floorOnly = args.some((arg, i) => arg === "--target=floor" || (arg === "--target" && args[i + 1] === "floor"))
if (!floorOnly) await run([inRoot("lib", "setup", "build.mjs")])
await bundle()
process.exitCode = await run([inRoot("dist", "bench", "main.mjs"), ...args], false)

/** Every program of the bench becomes one file; packages stay outside. */
async function bundle() {
  const { build } = await import("esbuild")
  mkdirSync(inRoot("dist", "bench"), { recursive: true })
  await build({
    entryPoints: ["main", "floor", "upstream", "load"].map((name) => inRoot("lib", "bench", `${name}.ts`)),
    outdir: inRoot("dist", "bench"),
    outExtension: { ".js": ".mjs" },
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "warning",
  })
}

/** Runs a script to its end; output other than the bench's own result goes to stderr, so that --json stays clean. */
function run(command, mustSucceed = true) {
  return new Promise((resolve) => {
    const child = spawn(node, command, {
      stdio: ["inherit", mustSucceed ? process.stderr : "inherit", "inherit"],
      cwd: inRoot(),
    })
    for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal))
    child.on("close", (code, signal) => {
      const status = code ?? (signal === null ? 1 : 130)
      if (mustSucceed && status !== 0) process.exit(status)
      resolve(status)
    })
  })
}
