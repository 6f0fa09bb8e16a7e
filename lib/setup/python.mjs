import { spawnSync } from "node:child_process"
import { canInstallPackages, installPackages } from "./apt.mjs"
import { has, inRoot } from "./paths.mjs"
import { SetupError } from "./progress.mjs"
import { runInFront } from "./run.mjs"

const CLIENT = ["lib", "testing", "python-client", "ensure.mjs"]

/** The Python client the compatibility tests run, in a virtual environment of its own; nothing when no test needs it. */
export async function ensurePython() {
  if (!has(...CLIENT)) return
  if (!canMakeEnvironment()) {
    if (!canInstallPackages())
      throw new SetupError("The tests need Python 3 with venv: install python3 and python3-venv.")
    const words = { doing: "installing Python for the client tests", done: "Python installed" }
    await installPackages(["python3", "python3-venv"], words)
  }
  const status = await runInFront([process.execPath, inRoot(...CLIENT)])
  if (status !== 0) throw new SetupError("The Python client for the tests could not be set up (see above).")
}

const canMakeEnvironment = () =>
  spawnSync("python3", ["-c", "import venv, ensurepip"], { stdio: "ignore" }).status === 0
