import { expect, type Page } from "playwright/test"
import type { Person } from "./people"
import { test } from "./test"
import { toldFor } from "./told"

/** Pages that no navigation names. */
const FURTHER = ["/ui/teams/team?id=platform", "/ui/organizations/organization?id=north", "/ui/users/user?id=ida"]
/** What changes something of the gateway's, by how its button begins. */
const ACTS =
  /^(Add|Approve|Block|Create|Delete|Edit|Empty|Erase|Invite|Make|Refuse|Remove|Restore|Roll|Save|Test|Unblock)\b/
/** Of a head, and of the first rows below it. */
const MENUS = 3
const NOT_FOR_YOU = "This page is not for your role"

const mainLinks = (page: Page) => page.getByRole("navigation", { name: "Main" }).getByRole("link")

/** The pages the navigation leads to. A new page of the dashboard is walked without being named here. */
export async function pagesIn(page: Page): Promise<string[]> {
  await page.goto("/ui")
  await expect(mainLinks(page).first()).toBeVisible()
  return mainLinks(page).evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""))
}

/** Everything has come, and nothing of it is an error. */
export async function expectLoaded(page: Page): Promise<void> {
  // Looked at with every frame: what asserts would wait at first is as long as most pages take.
  await page.waitForFunction(
    () =>
      document.querySelector("h1") !== null &&
      document.querySelector('[role="status"][aria-label^="Loading"], main .animate-pulse') === null,
  )
  await expect(page.locator("main").getByText(/could not be|went wrong|Not up to date/)).toHaveCount(0)
}

/** As many rows as the API tells, with its names. */
async function expectAsTold(page: Page, path: string): Promise<void> {
  const told = await toldFor(page, path)
  if (told === null || told.names.length === 0) return
  const table = page.getByRole("table", { name: told.table, exact: true })
  await expect(table.locator("tbody tr"), path).toHaveCount(told.names.length)
  for (const name of new Set(told.names))
    await expect(table.getByText(name, { exact: true }).first(), path).toBeVisible()
}

/** What the page offers to do, its first menus included. */
async function actsOn(page: Page): Promise<string[]> {
  const main = page.locator("main")
  const offered = await main
    .locator("button:enabled, a")
    .evaluateAll((all) => all.map((each) => each.textContent ?? ""))
  const menus = await main.getByRole("button", { name: /^Actions for / }).all()
  for (const menu of menus.slice(0, MENUS)) {
    await menu.click()
    await expect(page.getByRole("menuitem").first()).toBeVisible()
    offered.push(...(await page.getByRole("menuitem").allTextContents()))
    await page.keyboard.press("Escape")
    await expect(page.getByRole("menu")).toHaveCount(0)
  }
  return [...new Set(offered.map((each) => each.trim()).filter((each) => ACTS.test(each)))].sort()
}

/** How one comes to a page: by its address, from the server, or by a click on its link, in the browser. */
export type Way = "address" | "click"

async function come(page: Page, path: string, way: Way): Promise<void> {
  const link = page.locator(`nav[aria-label="Main"] a[href="${path}"]`).filter({ visible: true })
  // The API reference has no such navigation: from there one starts anew.
  if (way === "address" || (await link.count()) === 0) {
    await page.goto(path)
    return
  }
  const name = (await link.textContent()) ?? ""
  await link.click()
  await page.waitForFunction(
    ([to, title]) => location.pathname === to && document.querySelector("h1")?.textContent === title,
    [path, name],
  )
}

/** All of it for one visitor: what is theirs as the API says, no button that would be refused, and the word on the other pages. */
export async function walk(page: Page, person: Person, how: { pages: readonly string[]; way: Way }): Promise<void> {
  const mine = await pagesIn(page)
  expect(how.pages).toEqual(expect.arrayContaining(mine))
  for (const path of [...how.pages, ...FURTHER]) {
    await test.step(path, async () => {
      await come(page, path, how.way)
      const refused = page.getByRole("heading", { name: NOT_FOR_YOU })
      if (!mine.some((each) => path === each || (each !== "/ui" && path.startsWith(`${each}/`)))) {
        await expect(refused).toBeVisible()
        return
      }
      await expectLoaded(page)
      await expect(refused).toHaveCount(0)
      await expectAsTold(page, path)
      if (person.limited) await expect(page.locator("main")).not.toContainText("elsewhere")
      if (person.acts === "all") return
      const acts = [...(person.acts[path] ?? [])].sort()
      await expect.poll(() => actsOn(page), path).toEqual(acts)
    })
  }
}
