import { spawnSync } from "node:child_process"
import { existsSync, rmSync } from "node:fs"
import { basename } from "node:path"
import { isInstalled, presentPackageCount, stampInstalled, wantedPackageCount } from "./installed.mjs"
import { withSetupLock } from "./lock.mjs"
import { projectNode } from "./paths.mjs"
import { withProgress } from "./progress.mjs"
import { machineEnv, runQuietly } from "./run.mjs"

/**
 * Installs the dependencies exactly as package-lock.json has them when node_modules is missing or older. Quick (a hash)
 * when there is nothing to do. Runs on any Node ≥ 18 and needs nothing installed.
 */
export async function ensureDependencies() {
  if (isInstalled()) return
  await withSetupLock(async () => {
    if (isInstalled()) return
    const wanted = wantedPackageCount()
    const state = () => `${Math.min(presentPackageCount(), wanted)} of ${wanted} packages`
    const words = {
      doing: "installing dependencies",
      done: "dependencies installed",
      about: "once, about a minute",
      state,
    }
    await withProgress(words, install)
    dropNodeThatCannotRun()
    stampInstalled()
  })
}

/**
 * Install scripts stay off: no dependency of ours needs one, and a package that turned bad could not run anything. The
 * build needs development packages whatever NODE_ENV says, and the native parts are optional packages.
 */
function install() {
  const args = [
    "ci",
    "--ignore-scripts",
    "--include=dev",
    "--include=optional",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
  ]
  const hint =
    "The dependencies could not be installed. They come from npm's registry: check the network (or `npm config get registry`),\n" +
    "and that package-lock.json belongs to package.json (`npm install --package-lock-only` renews it). Then start again."
  return runQuietly([...npmCommand(), ...args], { env: machineEnv(), hint })
}

/** npm as it started us when it did; otherwise the one on PATH. */
function npmCommand() {
  const { npm_execpath: script, npm_node_execpath: node } = process.env
  const usable =
    script && node && basename(script) === "npm-cli.js" && !node.includes("node_modules") && existsSync(node)
  return usable ? [node, script] : ["npm"]
}

/** The packaged Node needs glibc. Where it cannot run it must not stand first in npm's PATH either. */
function dropNodeThatCannotRun() {
  if (!existsSync(projectNode)) return
  const { status } = spawnSync(projectNode, ["--version"], { stdio: "ignore" })
  if (status !== 0) rmSync(projectNode)
}
