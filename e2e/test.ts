import { test as base } from "playwright/test"
import { openStage, type Stage } from "./stage"
import { expectQuiet, type Incident, watch } from "./watch"

interface WorkerFixtures {
  /** Which gateway the file plays on: the one that most share, one that is not full of it, the one of roles.spec.ts or of hostile-pages.spec.ts, one without a config, or one on a database of somebody else's. */
  kind: "shared" | "fresh" | "peopled" | "hostile" | "demo" | "postgres"
  stage: Stage
  /** The browser's state after a login. */
  session: SessionState
}

interface TestFixtures {
  /** What went wrong in the page so far; a test that expects something takes it out with `expected`. */
  incidents: Incident[]
}

type SessionState = Awaited<ReturnType<typeof logInByForm>>

/** Nobody is logged in: `test.use({ storageState: STRANGER })`. */
export const STRANGER = { cookies: [], origins: [] }

/**
 * Playwright's `test` with a gateway, a page that is logged in, and a watch on that page: a script error, a broken policy, a
 * failed request or a dialog nobody asked for fails the test, whatever it was about.
 */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  kind: ["shared", { option: true, scope: "worker" }],
  stage: [
    async ({ kind }, use) => {
      const stage = await openStage(kind === "demo" || kind === "postgres" ? kind : "models")
      await use(stage)
      await stage.close()
    },
    { scope: "worker", timeout: 90_000 },
  ],
  session: [
    async ({ stage, playwright }, use) => {
      const context = await playwright.request.newContext({ baseURL: stage.url })
      await use(await logInByForm(context, stage.masterKey))
      await context.dispose()
    },
    { scope: "worker" },
  ],
  baseURL: ({ stage }, use) => use(stage.url),
  storageState: ({ session }, use) => use(session),
  incidents: [
    async ({ page }, use) => {
      const incidents = watch(page)
      await use(incidents)
      expectQuiet(incidents)
    },
    { auto: true },
  ],
})

type RequestContext = Awaited<ReturnType<typeof import("playwright/test")["request"]["newContext"]>>

async function logInByForm(context: RequestContext, masterKey: string) {
  const { csrfToken } = await (await context.get("/api/auth/csrf")).json()
  await context.post("/api/auth/callback/credentials", { form: { masterKey, csrfToken, json: "true" } })
  return context.storageState()
}
