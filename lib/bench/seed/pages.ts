import { type BrowserContext, chromium } from "playwright"

/** How long one page of the dashboard took, in milliseconds since it was asked for. */
export interface PageTime {
  readonly path: string
  /** Its buttons and links answer. */
  readonly interactiveMs: number
  /** Its lists are there. */
  readonly loadedMs: number
}

const TIMEOUT_MS = 20_000

/** Opens every page of the navigation in Chromium, logged in with the master key, twice: the second time counts. */
export async function pageTimes({ url, key }: { url: string; key: string }): Promise<PageTime[]> {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", "--disable-gpu"],
  })
  try {
    const context = await browser.newContext({ baseURL: url, viewport: { width: 1280, height: 800 } })
    const { csrfToken } = await (await context.request.get("/api/auth/csrf")).json()
    await context.request.post("/api/auth/callback/credentials", { form: { masterKey: key, csrfToken, json: "true" } })
    const paths = await pagesOf(context)
    for (const path of paths) await timeOf(context, path)
    const times: PageTime[] = []
    for (const path of paths) times.push(await timeOf(context, path))
    return times
  } finally {
    await browser.close()
  }
}

/** The rows of a table for people. */
export function pagesTable(times: readonly PageTime[]): string {
  const rows = times.map((t) => `| \`${t.path}\` | ${Math.round(t.interactiveMs)} | ${Math.round(t.loadedMs)} |`)
  return ["| page | interactive ms | lists there ms |", "| --- | ---: | ---: |", ...rows].join("\n")
}

async function pagesOf(context: BrowserContext): Promise<string[]> {
  const page = await context.newPage()
  await page.goto("/ui")
  const links = page.getByRole("navigation", { name: "Main" }).getByRole("link")
  await links.first().waitFor()
  const all = await links.evaluateAll((each) => each.map((link) => link.getAttribute("href") ?? ""))
  // The API reference is a document without a script of the dashboard's.
  const paths = all.filter((path) => path.startsWith("/ui"))
  await page.close()
  return paths
}

async function timeOf(context: BrowserContext, path: string): Promise<PageTime> {
  const page = await context.newPage()
  const startedAt = performance.now()
  await page.goto(path, { waitUntil: "commit" })
  // React marks an element when it has taken it over.
  await page.waitForFunction(
    () => {
      const element = document.querySelector("main button, main a, main input, aside button")
      return element !== null && Object.keys(element).some((name) => name.startsWith("__reactProps"))
    },
    null,
    { timeout: TIMEOUT_MS },
  )
  const interactiveMs = performance.now() - startedAt
  await page.waitForFunction(() => document.querySelector("main [role=status][aria-label^=Loading]") === null, null, {
    timeout: TIMEOUT_MS,
  })
  const loadedMs = performance.now() - startedAt
  await page.close()
  return { path, interactiveMs, loadedMs }
}
