import { existsSync } from "node:fs"
import { withProgress } from "./progress.mjs"
import { runQuietly } from "./run.mjs"

/** True when system packages can be installed without asking anyone: Debian or Ubuntu, as root. */
export const canInstallPackages = () => process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")

/** Installs Debian packages, nothing recommended along with them. `doing` and `done` are the words shown meanwhile. */
export async function installPackages(names, { doing, done }) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" }
  await withProgress({ doing, done, about: "once, about a minute" }, async () => {
    await runQuietly(["apt-get", "update", "-q"], { env })
    await runQuietly(["apt-get", "install", "-y", "-q", "--no-install-recommends", ...names], { env })
  })
}
