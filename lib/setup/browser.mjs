import { existsSync } from "node:fs"
import { canInstallPackages, installPackages } from "./apt.mjs"
import { inRoot } from "./paths.mjs"
import { SetupError, withProgress } from "./progress.mjs"
import { runQuietly } from "./run.mjs"

const USUAL_PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
]

/**
 * The path of a Chromium for the browser tests: $CHROMIUM_PATH, the system's, or Playwright's own. When there is none it is
 * installed: by apt as root on Debian, otherwise by Playwright.
 */
export async function ensureBrowser() {
  const found = await findBrowser()
  if (found) return found
  const words = { doing: "installing Chromium for the browser tests", done: "Chromium installed" }
  if (canInstallPackages()) await installPackages(["chromium", "fonts-liberation"], words)
  else await installFromPlaywright(words)
  const installed = await findBrowser()
  if (installed) return installed
  throw new SetupError("Chromium was installed but is in none of the usual places; set CHROMIUM_PATH to its program")
}

async function findBrowser() {
  const named = process.env.CHROMIUM_PATH
  if (named && !existsSync(named)) throw new SetupError(`CHROMIUM_PATH is ${named}, and there is no such file`)
  const { chromium } = await import("playwright")
  return [named, ...USUAL_PLACES, chromium.executablePath()].find((path) => path && existsSync(path)) ?? null
}

async function installFromPlaywright(words) {
  const hint =
    "The browser tests need Chromium. Install it (`apt install chromium`), or set CHROMIUM_PATH to one you have."
  const command = [process.execPath, inRoot("node_modules", "playwright", "cli.js"), "install", "chromium"]
  await withProgress({ ...words, about: "once, about a minute" }, () => runQuietly(command, { hint }))
}
