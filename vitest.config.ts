import { defineConfig } from "vitest/config"

/** Two workers: many tests start servers and databases of their own, and the smallest machine they run on has two cores. */
export default defineConfig({
  test: {
    include: ["{app,components,drizzle,lib}/**/*.test.{ts,tsx}"],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    pool: "forks",
    maxWorkers: 2,
  },
})
