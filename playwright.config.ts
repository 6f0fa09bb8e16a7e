import { defineConfig } from "playwright/test"

const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium"

/**
 * Started by `npm test`, which builds the gateway and finds the browser. One worker: the journeys share one gateway and compare
 * its totals. A trace takes as long again as the test: `--trace on` records one.
 */
export default defineConfig({
  testDir: "e2e",
  // `npm run screenshots` sets it: the pictures are no test.
  testMatch: process.env.TOLLGATE_SCREENSHOTS === "1" ? "screenshots.ts" : "*.spec.ts",
  outputDir: "test-results/browser",
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    browserName: "chromium",
    screenshot: "only-on-failure",
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
