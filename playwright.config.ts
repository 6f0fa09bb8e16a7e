import { existsSync } from "node:fs"
import { defineConfig } from "playwright/test"

const globalSetup = ["./e2e/global-setup.ts"].filter((file) => existsSync(new URL(file, import.meta.url)))
const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium"

/** Started by `npm test`, which finds the browser. One worker: the journeys share one gateway and compare its totals. */
export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results/browser",
  globalSetup,
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 60_000,
  use: {
    browserName: "chromium",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath,
      args: [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
})
