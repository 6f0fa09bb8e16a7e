import { mkdirSync, rmSync, statSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { expect, type Page, test } from "playwright/test"
import { logIn } from "./log-in"
import { openPictureStage } from "./picture-stage"
import { expectLoaded, pagesIn } from "./walk"

const FOLDER = fileURLToPath(new URL("../docs/screenshots", import.meta.url))
const MOST_BYTES = 150_000
const DESK = { width: 1280, height: 760 }
const PHONE = { width: 360, height: 720 }
const NAMES: Readonly<Record<string, string>> = { "/ui": "overview", "/docs": "api-reference" }
const DARK = ["overview", "usage", "logs"]
const ON_A_PHONE = ["overview", "logs", "keys"]

/** Views that no navigation names, and how one gets there. */
const FURTHER: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  team: (page) => goTo(page, "/ui/teams/team?id=team-0001"),
  organization: (page) => goTo(page, "/ui/organizations/organization?id=org-0000"),
  "new-key": (page) => goTo(page, "/ui/keys?create=true"),
  "new-model": (page) => goTo(page, "/ui/models?create=true"),
  async request(page) {
    await goTo(page, "/ui/logs?model=claude-sonnet")
    await page.getByRole("table", { name: "Requests" }).locator("tbody tr").nth(1).click()
    await expect(page.getByRole("dialog").getByRole("region", { name: "Timing" })).toBeVisible()
  },
  async "playground-answer"(page) {
    await goTo(page, "/ui/playground")
    await page.getByRole("button", { name: "Make one for an hour" }).click()
    await page.getByRole("button", { name: "Compare with another model" }).click()
    await page.getByRole("textbox", { name: "Message" }).fill("Which of you is cheaper?")
    await page.getByRole("button", { name: "Send" }).click()
    await expect(page.getByText("all is well")).toHaveCount(2)
  },
}

async function goTo(page: Page, path: string): Promise<void> {
  await page.goto(path)
  // Behind an open form the heading has no role.
  if (path.includes("create=")) await expect(page.getByRole("dialog")).toBeVisible()
  else await expectLoaded(page)
  await page.waitForLoadState("networkidle")
}

async function shoot(page: Page, name: string): Promise<void> {
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)))
  const path = join(FOLDER, `${name}.png`)
  await page.screenshot({ path, animations: "disabled", caret: "hide" })
  expect(statSync(path).size, name).toBeLessThan(MOST_BYTES)
}

test("every page of the dashboard, on a desk in light, some in dark and on a phone", async ({ browser }) => {
  test.setTimeout(300_000)
  const { gateway, close } = await openPictureStage()
  const context = await browser.newContext({ baseURL: gateway.url, viewport: DESK, reducedMotion: "reduce" })
  const page = await context.newPage()
  await page.goto("/ui/login")
  rmSync(FOLDER, { recursive: true, force: true })
  mkdirSync(FOLDER, { recursive: true })
  await shoot(page, "login")
  await logIn(page, gateway.masterKey)
  for (const path of await pagesIn(page)) {
    const name = NAMES[path] ?? path.slice("/ui/".length)
    await page.setViewportSize(DESK)
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" })
    await goTo(page, path)
    await shoot(page, name)
    if (DARK.includes(name)) {
      await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" })
      await expect(page.locator("html")).toHaveClass(/\bdark\b/)
      await shoot(page, `${name}-dark`)
    }
    if (ON_A_PHONE.includes(name)) {
      await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" })
      await page.setViewportSize(PHONE)
      await goTo(page, path)
      await shoot(page, `${name}-phone`)
    }
  }
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" })
  await page.setViewportSize(DESK)
  for (const [name, open] of Object.entries(FURTHER)) {
    await open(page)
    await shoot(page, name)
  }
  await context.close()
  await close()
})
