import { expect, type Page } from "playwright/test"
import { furnishAll } from "./furnish-all"
import { expectAccessible, expectFits } from "./looks"
import { STRANGER, test } from "./test"
import { VIEWS } from "./views"
import { pagesIn } from "./walk"
import { expected } from "./watch"

// Where others begin with an empty page.
test.use({ kind: "fresh" })
test.beforeEach(({ stage }) => furnishAll(stage))

for (const [group, views] of Object.entries(VIEWS))
  test(`${group}: no barriers in light and dark, and no window so narrow that it scrolls sideways`, async ({
    page,
  }) => {
    test.setTimeout(180_000)
    for (const { name, path, within, open } of views)
      await test.step(name, async () => {
        await open(page)
        await expectAccessible(page, { name, within })
        // Dialogs have one layout on a desk and one on a phone.
        await expectFits(page, path === undefined ? [320] : undefined)
      })
  })

test("each page the navigation leads to is looked at", async ({ page }) => {
  const looked = Object.values(VIEWS).flatMap((views) => views.map(({ path = "" }) => path.split("?")[0]))
  expect(looked).toEqual(expect.arrayContaining(await pagesIn(page)))
})

test.describe("before the login", () => {
  test.use({ storageState: STRANGER })
  test("the login and an invitation have no barriers and fit a phone", async ({ page, stage }) => {
    const { id } = await stage.manage<{ id: string }>("/invitation/new", { user_id: "a-member" })
    for (const [name, path, sign] of [
      ["the login", "/ui/login", "Log in"],
      ["an invitation", `/ui/invite?invitation_id=${id}`, "Set password"],
    ] as const) {
      await page.goto(path)
      await expect(page.getByRole("button", { name: sign }).first()).toBeVisible()
      await expectAccessible(page, { name })
      await expectFits(page, [320])
    }
  })
})

test("a page that is not there says so, without barriers", async ({ page, incidents }) => {
  await page.goto("/ui/nowhere")
  await expect(page.getByText("There is no such page").first()).toBeVisible()
  expected(incidents, /404/)
  await expectAccessible(page)
  await page.getByRole("link", { name: "To the overview", exact: true }).click()
  await expect(page).toHaveURL("/ui")
})

const keysAreHere = (page: Page) => expect(page.getByRole("table", { name: "Keys" })).toBeVisible()

test("the chosen theme stays, whatever the system says, in the API reference too", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" })
  await page.goto("/ui/keys")
  await keysAreHere(page)
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const light = await ground()
  await page.getByRole("button", { name: "Theme" }).click()
  await page.getByRole("menuitem", { name: "Dark" }).click()
  await expect(page.locator("html")).toHaveClass(/\bdark\b/)
  const dark = await ground()
  expect(dark).not.toBe(light)
  await page.goto("/docs")
  expect(await ground()).toBe(dark)
  await page.goto("/ui/keys")
  expect(await ground()).toBe(dark)
  await page.getByRole("button", { name: "Theme" }).click()
  await page.getByRole("menuitem", { name: "System" }).click()
  await expect.poll(ground).toBe(light)
})

test("on a phone the pages are reached through the menu, which has no barriers, and from the API reference one comes back", async ({
  page,
}) => {
  await page.setViewportSize({ width: 375, height: 812 })
  await page.goto("/ui/keys")
  await keysAreHere(page)
  const menu = page.getByRole("button", { name: "Menu" })
  await menu.click()
  await expect(page.getByRole("dialog", { name: "Menu" })).toBeVisible()
  await expectAccessible(page)
  // A menu in the menu.
  await page.getByRole("button", { name: "Theme" }).click()
  await page.getByRole("menuitem", { name: "Light" }).click()
  await expect(page.locator("html")).toHaveClass(/\blight\b/)
  await page.keyboard.press("Escape")
  for (const name of ["Customers & tags", "Logs", "API reference"]) {
    await menu.click()
    await page.getByRole("link", { name, exact: true }).click()
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible()
    await expect(page.getByRole("dialog")).toBeHidden()
  }
  await page.getByRole("link", { name: "Tollgate" }).click()
  await expect(page).toHaveURL("/ui")
})
