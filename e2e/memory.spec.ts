import { expect } from "playwright/test"
import { expectAccessible, expectFits } from "./looks"
import { test } from "./test"

const LONG = "a-user-with-a-name-that-somebody-pasted-".repeat(4)

test("what is remembered: added, searched, worded anew, erased one by one and all of a user", async ({
  page,
  stage,
}) => {
  await page.goto("/ui/memory")
  await expect(page.getByText("Nothing is remembered yet")).toBeVisible()

  await test.step("added by keyboard; a form without a user is not sent", async () => {
    await page.getByRole("button", { name: "Add the first fact" }).focus()
    await page.keyboard.press("Enter")
    const form = page.getByRole("dialog", { name: "Add fact" })
    await form.getByLabel("Fact").fill("Likes tea.")
    await page.keyboard.press("Enter")
    await expect(form.getByText("Say about whom it is.")).toBeVisible()
    await expect(form.getByLabel("User")).toBeFocused()
    await page.keyboard.type("ann")
    await page.keyboard.press("Enter")
    await expect(form).toBeHidden()
    await expect(page.getByRole("row", { name: /ann/ })).toContainText("1")
  })

  await stage.manage("/memory", { user_id: "ann", fact: "Has a cat that is called Momo." })
  await stage.manage("/memory", { user_id: LONG, fact: `${LONG} lives there. ${"And says so at length. ".repeat(12)}` })

  await test.step("the list fits a phone and has no barriers", async () => {
    await page.reload()
    await expect(page.getByRole("row", { name: /a-user-with/ })).toBeVisible()
    await expectAccessible(page)
    await expectFits(page, [1280, 320])
    await page.getByLabel("Search users").fill("nobody")
    await expect(page.getByText("No user matches")).toBeVisible()
    await page.getByRole("button", { name: "Clear search" }).click()
  })

  await test.step("a long fact, too", async () => {
    await page.getByRole("link", { name: LONG }).click()
    await expect(page.getByRole("heading", { name: LONG })).toBeVisible()
    await expect(page.getByRole("row", { name: /lives there/ })).toBeVisible()
    await expectAccessible(page)
    await expectFits(page, [1280, 320])
    await page.getByRole("link", { name: "All users" }).click()
  })

  await test.step("worded anew, erased", async () => {
    await page.getByRole("link", { name: "ann", exact: true }).click()
    await expect(page.getByRole("status")).toHaveText("2 facts")
    await page.getByLabel("Search facts").fill("cat")
    await expect(page.getByRole("status")).toHaveText("1 fact")
    await page.getByRole("button", { name: /Actions for Has a cat/ }).click()
    await page.getByRole("menuitem", { name: "Edit" }).click()
    const form = page.getByRole("dialog", { name: "Edit fact" })
    await form.getByLabel("Fact").fill("Has two cats.")
    await form.getByRole("button", { name: "Save" }).click()
    await expect(page.getByRole("row", { name: /Has two cats/ })).toBeVisible()
    await page.getByRole("button", { name: /Actions for Has two cats/ }).click()
    await page.getByRole("menuitem", { name: "Erase" }).click()
    await page.getByRole("alertdialog").getByRole("button", { name: "Erase fact" }).click()
    await expect(page.getByText("No fact matches")).toBeVisible()
    await page.getByRole("button", { name: "Clear search" }).click()
    await expect(page.getByRole("status")).toHaveText("1 fact")
  })

  await test.step("all of a user", async () => {
    await page.getByRole("button", { name: "Erase all" }).click()
    await page.getByRole("alertdialog").getByRole("button", { name: "Erase all" }).click()
    await expect(page.getByText("Nothing is remembered about this user")).toBeVisible()
    await page.getByRole("link", { name: "All users" }).click()
    await expect(page.getByRole("link", { name: "ann", exact: true })).toHaveCount(0)
  })
})
