import { expect } from "playwright/test"
import { expectAccessible } from "./looks"
import { test } from "./test"

// Settings are the gateway's: others that play on it must not meet what is changed here.
test.use({ kind: "fresh" })

interface Setting {
  readonly field_name: string
  readonly field_value: unknown
  readonly origin: string
}

const info = "/config/field/info?config_type=router_settings&field_name="

test("a setting is found, changed with its diff in sight, counts at once, and is gone back on", async ({
  page,
  stage,
}) => {
  await page.goto("/ui/settings?search=num_retries&section=router_settings")
  const row = page.getByRole("listitem").filter({ hasText: "Retries of a request; 2 unless set." })
  await expect(row).toContainText("built in")
  await row.getByRole("button", { name: "Change num_retries" }).click()
  const typed = row.getByLabel("New value of num_retries")
  await typed.fill("many")
  await expect(row).toContainText("Give a number.")
  await expect(page.getByRole("button", { name: "Review" })).toBeDisabled()
  await typed.fill("5")
  await page.getByRole("button", { name: "Review" }).click()
  const dialog = page.getByRole("dialog", { name: "Save these settings?" })
  await expect(dialog).toContainText("router_settings.num_retries")
  await expect(dialog).toContainText("after: 5")
  await expectAccessible(page)
  await dialog.getByRole("button", { name: "Save" }).click()
  await expect(page.getByText("Saved as version 1")).toBeVisible()
  await expect(row).toContainText("changed here")
  expect(await stage.read<Setting>(`${info}num_retries`)).toMatchObject({ field_value: 5, origin: "database" })

  await page.getByRole("button", { name: "Versions" }).click()
  const panel = page.getByRole("dialog", { name: "Versions" })
  await expect(panel.getByRole("listitem").first()).toContainText("Version 1")
  await expect(panel.getByRole("listitem").first()).toContainText("in force")
  await expectAccessible(page)
  await panel.getByRole("listitem").last().getByRole("button", { name: "Go back to this" }).click()
  const back = page.getByRole("dialog", { name: "Go back to version 0?" })
  await expect(back).toContainText("before: 5")
  await back.getByRole("button", { name: "Go back" }).click()
  await expect(panel.getByRole("listitem").first()).toContainText("Version 2")
  expect(await stage.read<Setting>(`${info}num_retries`)).toMatchObject({ origin: "default" })
  await page.keyboard.press("Escape")
  await expect(row).toContainText("built in")
})

test("what the loader refuses is said at the field, and nothing changes", async ({ page, stage }) => {
  const before = await stage.read<{ current: number }>("/config/versions")
  await page.goto("/ui/settings?search=default_fallbacks&section=router_settings")
  await page.getByRole("button", { name: "Change default_fallbacks" }).click()
  await page.getByLabel("New value of default_fallbacks").fill("<b>nobody</b>")
  await page.getByRole("button", { name: "Review" }).click()
  await expect(page.getByRole("alert").filter({ hasText: "The loader refuses this" })).toBeVisible()
  await expect(
    page.getByRole("listitem").filter({ hasText: 'no model of model_list is called "<b>nobody</b>"' }).first(),
  ).toBeVisible()
  await expectAccessible(page)
  expect((await stage.read<{ current: number }>("/config/versions")).current).toBe(before.current)
  await page.getByRole("button", { name: "Discard" }).click()
  await expect(page.getByLabel("Changes not saved")).toBeHidden()
})

test("all there is can be read on a desk and on a phone, what is locked says so, and the file is read again", async ({
  page,
  stage,
}) => {
  await page.goto("/ui/settings?show=all")
  const told = await stage.read<readonly Setting[]>("/config/list")
  await expect(page.getByRole("status").filter({ hasText: "settings" })).toHaveText(`${told.length} settings`)
  await page.getByLabel("Search settings").fill("database_url")
  const row = page.getByRole("listitem").filter({ hasText: "A Postgres server" })
  await expect(row).toContainText("config file only")
  await expect(row.getByRole("button")).toHaveCount(0)
  await page.getByLabel("Search settings").fill("no-such-setting")
  await page.getByRole("button", { name: "Show all settings" }).click()
  await page.getByRole("radio", { name: "In effect" }).click()
  await page.getByLabel("Search settings").fill("ttl")
  await page.getByRole("button", { name: "Config file" }).click()
  const dialog = page.getByRole("dialog", { name: "Config file" })
  await dialog.getByRole("button", { name: "Read the file again" }).click()
  await expect(page.getByText(/The file was read again/)).toBeVisible()
})
