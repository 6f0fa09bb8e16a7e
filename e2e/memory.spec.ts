import { expect, type Locator } from "playwright/test"
import { test } from "./test"

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

  const told = async () =>
    (await stage.read<{ facts: { fact: string }[] }>("/memory?user_id=ann")).facts.map(({ fact }) => fact)
  await stage.manage("/memory", { user_id: "ann", fact: "Has a cat that is called Momo." })

  await test.step("searched", async () => {
    await page.reload()
    await expect(page.getByRole("row", { name: /ann/ })).toContainText("2")
    await page.getByLabel("Search users").fill("nobody")
    await expect(page.getByText("No user matches")).toBeVisible()
    await page.getByRole("button", { name: "Clear search" }).click()
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
    await expect(form).toBeHidden()
    await expect(page.getByRole("row", { name: /Has two cats/ })).toBeVisible()
    expect(await told()).toContain("Has two cats.")
    await page.keyboard.press("Control+z")
    await expect(page.getByRole("row", { name: /called Momo/ })).toBeVisible()
    await expect(page.getByText("“Has a cat that is called Momo.” is as it was")).toBeVisible()
    expect(await told()).toContain("Has a cat that is called Momo.")
  })

  await test.step("erased: gone at once, back when undone, and for good when the window is hidden", async () => {
    const erase = async () => {
      await page.getByRole("button", { name: /Actions for Has a cat/ }).click()
      await page.getByRole("menuitem", { name: "Erase" }).click()
      await expect(page.getByText("No fact matches")).toBeVisible()
    }
    await erase()
    await page.getByRole("button", { name: "Undo" }).first().click()
    await expect(page.getByRole("row", { name: /called Momo/ })).toBeVisible()
    await erase()
    expect(await told()).toHaveLength(2)
    await page.evaluate(() => {
      Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true })
      document.dispatchEvent(new Event("visibilitychange"))
      Reflect.deleteProperty(document, "visibilityState")
    })
    await expect.poll(told).toEqual(["Likes tea."])
    await expect(page.getByRole("button", { name: "Undo" })).toHaveCount(0)
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

const FACTS_ON_TWO_PAGES = 52

test("a message covers nothing one works with, on a desk and on a phone", async ({ page, stage }) => {
  for (let i = 1; i <= FACTS_ON_TWO_PAGES; i++)
    await stage.manage("/memory", {
      user_id: "crowd",
      fact: `Has said so ${i} times, each time at some length, and means to go on saying so for as long as it takes.`,
    })
  const rowActions = page.getByRole("button", { name: /^Actions for Has said so/ })
  const undo = page.getByRole("button", { name: "Undo" })
  const pager = page.getByRole("navigation", { name: "Pages" })

  for (const viewport of [
    { width: 1280, height: 800 },
    { width: 360, height: 720 },
  ])
    await test.step(`${viewport.width} px`, async () => {
      await page.setViewportSize(viewport)
      await page.goto("/ui/memory?user=crowd")
      await rowActions.first().click()
      await page.getByRole("menuitem", { name: "Erase" }).click()
      await expect(undo).toBeVisible()
      await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight))
      const message = await boxOf(page.locator("[data-sonner-toast]"))
      for (const last of [rowActions.last(), pager])
        expect(overlap(await boxOf(last), message), `${viewport.width} px`).toBe(false)
      await rowActions.last().click()
      await expect(page.getByRole("menuitem", { name: "Erase" })).toBeVisible()
      await page.keyboard.press("Escape")
      await undo.click()
      await expect(page.getByRole("status")).toHaveText(`${FACTS_ON_TWO_PAGES} facts`)
    })
})

type Box = Readonly<Record<"x" | "y" | "width" | "height", number>>

async function boxOf(part: Locator): Promise<Box> {
  const box = await part.boundingBox()
  if (box === null) throw new Error("it is not to be seen")
  return box
}

const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
