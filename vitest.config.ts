import { defineConfig } from "vitest/config"

/**
 * Folders whose test files share a process, half of them with databases of their own in one server: a process a file takes a second
 * each to load the code anew. Two groups, because what is to be kept out of words (lib/core/log.ts) is known to a whole process, and
 * the tests of providers sign in with words like "secret". The rest start processes, or look at how one begins.
 */
const PURE = "lib/{architecture,cache,catalog,core,providers,quota,router,ui,wire}"
const GATEWAY = "lib/{admin,batches,files,gateway,identity,ledger,memory,responses,sso,store}"

const TESTS = "**/*.test.{ts,tsx}"

/** Two workers: many tests start servers and databases of their own, and the smallest machine they run on has two cores. */
export default defineConfig({
  test: {
    testTimeout: 20_000,
    hookTimeout: 60_000,
    pool: "forks",
    maxWorkers: 2,
    projects: [
      project("alone", {
        include: [`{app,components,drizzle,lib}/${TESTS}`],
        exclude: [PURE, GATEWAY].map((of) => `${of}/${TESTS}`),
      }),
      project("gateway", { include: [`${GATEWAY}/${TESTS}`], isolate: false }),
      project("pure", { include: [`${PURE}/${TESTS}`], isolate: false }),
    ],
  },
})

function project(name: string, test: { include: string[]; exclude?: string[]; isolate?: boolean }) {
  return { extends: true as const, test: { name, ...test } }
}
