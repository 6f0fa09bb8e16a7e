import { existsSync } from "node:fs"
import { projectNode, realPath } from "./paths.mjs"
import { SetupError, say } from "./progress.mjs"
import { projectEnv, runInFront } from "./run.mjs"

/** Oldest Node the gateway runs on when the packaged one is not there for this platform. */
const OLDEST = [20, 19]

/** True when this process is the Node from node_modules. */
export const isOwnNode = () => existsSync(projectNode) && realPath(process.execPath) === realPath(projectNode)

/**
 * Sees to it that the rest runs on the project's own Node. Returns null to go on in this process, or the exit status of the
 * program after it ran to its end on the right Node.
 */
export async function onOwnNode(script, args) {
  if (isOwnNode()) return null
  if (existsSync(projectNode)) return restart(script, args)
  if (!isNewEnough(process.versions.node)) {
    throw new SetupError(
      `Node ${process.versions.node} is too old and there is no packaged Node for ${process.platform}-${process.arch}. ` +
        `Install Node ${OLDEST.join(".")} or newer (24 is best).`,
    )
  }
  say(`no packaged Node for ${process.platform}-${process.arch}; going on with Node ${process.versions.node}`)
  return null
}

/** Takes this process's place where Node can do that (22.15 and later); otherwise runs beneath it. */
function restart(script, args) {
  const command = [projectNode, script, ...args]
  if (typeof process.execve === "function" && process.platform !== "win32") {
    process.execve(projectNode, command, projectEnv())
  }
  return runInFront(command, { cwd: process.cwd() })
}

/** True when a version like "20.19.0" is at least the oldest we run on. */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number)
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])
}
