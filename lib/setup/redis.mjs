import { spawnSync } from "node:child_process"
import { canInstallPackages, installPackages } from "./apt.mjs"

/** A Redis server for the tests of the cache: they start their own. Where none can be installed, those tests are skipped and say so. */
export async function ensureRedis() {
  if (spawnSync("redis-server", ["--version"], { stdio: "ignore" }).status === 0) return
  const words = { doing: "installing Redis for the tests of the cache", done: "Redis installed" }
  if (canInstallPackages()) await installPackages(["redis-server"], words)
  else console.log("There is no redis-server: the tests of the cache in Redis are skipped.")
}
