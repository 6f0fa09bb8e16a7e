import { createHash } from "node:crypto"
import { expect, type Page } from "playwright/test"
import { logInAs } from "./people"
import { test } from "./test"

const hashOf = (key: string) => createHash("sha256").update(key).digest("hex")
const rows = (page: Page) => page.getByRole("table", { name: "Requests" }).locator("tbody tr")
const messages = [{ role: "user" as const, content: "Hello" }]

test("new requests come into the list by themselves; paused, they wait and are counted", async ({ page, stage }) => {
  const key = await stage.makeKey({ key_alias: "live-lane" })
  const ask = (model: string) => stage.client(key).chat.completions.create({ model, messages })
  await ask("fast-chat")
  await page.goto(`/ui/logs?key=${hashOf(key)}`)
  await expect(rows(page)).toHaveCount(1)
  await page.getByRole("switch", { name: "Live" }).click()
  await expect(page).toHaveURL(/live=true/)
  await expect(page.getByText("Live", { exact: true }).last()).toBeVisible()
  await expect(page.getByRole("status").filter({ hasText: /^Live$/ })).toBeVisible()
  await ask("claude-writer")
  await expect(rows(page).first()).toContainText("claude-writer")
  await expect(rows(page)).toHaveCount(2)

  await page.getByRole("button", { name: "Pause" }).click()
  await ask("echo-chat")
  await ask("echo-chat")
  await expect(page.getByRole("status").filter({ hasText: "Paused · 2 new" })).toBeVisible()
  await expect(rows(page)).toHaveCount(2)
  await page.getByRole("button", { name: "Show 2 new" }).click()
  await expect(rows(page)).toHaveCount(4)
  await expect(rows(page).first()).toContainText("echo-chat")

  // While a request is read, the list under it stands still.
  await rows(page).nth(1).click()
  await expect(page.getByRole("dialog")).toBeVisible()
  await ask("fast-chat")
  await expect(page.getByText("Live · 1 new")).toBeVisible()
  await page.keyboard.press("Escape")
  await page.getByRole("button", { name: "Show 1 new" }).click()
  await expect(rows(page)).toHaveCount(5)
  // What came live is what the log says.
  const shown = await rows(page)
    .getByTestId("log-cost")
    .evaluateAll((cells) => cells.map((c) => Number(c.getAttribute("data-nano"))))
  const known = async () => (await stage.ledger.rows(hashOf(key))).map(({ nano }) => nano).reverse()
  await expect.poll(known).toEqual(shown)
})

test("a long log is loaded as one scrolls, and only what is in sight is drawn", async ({ page, stage }) => {
  const key = await stage.makeKey({ key_alias: "long-lane" })
  const client = stage.client(key)
  for (let n = 0; n < 24; n++)
    await Promise.all(
      Array.from({ length: 10 }, () => client.chat.completions.create({ model: "echo-chat", messages })),
    )
  await page.goto(`/ui/logs?key=${hashOf(key)}`)
  await expect(page.getByText("100 of 240 requests")).toBeVisible()
  expect(await rows(page).count()).toBeLessThan(80)
  await page.keyboard.press("End")
  await expect(page.getByText("200 of 240 requests")).toBeVisible()
  await page.keyboard.press("End")
  await expect(page.getByText("240 of 240 requests")).toBeVisible()
  await page.keyboard.press("End")
  await expect(page.locator('tr[aria-rowindex="241"]')).toBeInViewport()
  expect(await rows(page).count()).toBeLessThan(80)
  // j goes on where it was, also where the row has to be drawn first.
  await page.locator('tr[aria-rowindex="240"] a').focus()
  await page.keyboard.press("j")
  await expect(page.locator('tr[aria-rowindex="241"] a')).toBeFocused()
  // On a phone the rows that are not drawn take no width from the columns that are.
  await page.setViewportSize({ width: 360, height: 780 })
  const model = page.getByRole("columnheader", { name: "Model" })
  await expect.poll(async () => (await model.boundingBox())?.width ?? 0).toBeGreaterThan(100)
})

test("further filters are in the URL, and a view of them is kept for every browser, shared and deleted", async ({
  page,
  stage,
  browser,
  playwright,
}) => {
  const key = await stage.makeKey({ key_alias: "viewed" })
  const ask = (user: string) => stage.client(key).chat.completions.create({ model: "fast-chat", messages, user })
  await ask("customer-a")
  await ask("customer-b")
  await page.goto(`/ui/logs?key=${hashOf(key)}`)
  await expect(rows(page)).toHaveCount(2)
  await page.getByRole("button", { name: "More filters" }).click()
  await page.getByLabel("Customer").fill("customer-a")
  await page.keyboard.press("Enter")
  await expect(page).toHaveURL(/customer=customer-a/)
  await expect(rows(page)).toHaveCount(1)
  await page.getByLabel("Cost from ($)").fill("5")
  await page.keyboard.press("Enter")
  await expect(page.getByText("No request matches")).toBeVisible()
  await page.getByLabel("Cost from ($)").fill("")
  await page.keyboard.press("Enter")
  await expect(rows(page)).toHaveCount(1)

  await page.getByRole("button", { name: "Views" }).click()
  await expect(page.getByText("Nothing saved yet")).toBeVisible()
  await page.getByRole("menuitem", { name: "Save this view…" }).click()
  await page.getByLabel("Name").fill("Customer A")
  await page.getByRole("button", { name: "Save" }).click()
  await expect(page.getByText("Saved as Customer A")).toBeVisible()

  // Nothing of it is in this browser: another one has it, too.
  const desk = await browser.newContext({ baseURL: stage.url, storageState: await page.context().storageState() })
  const elsewhere = await desk.newPage()
  await elsewhere.goto("/ui/logs")
  expect(await elsewhere.evaluate(() => JSON.stringify(localStorage))).not.toContain("Customer A")
  await elsewhere.getByRole("button", { name: "Views" }).click()
  await elsewhere.getByRole("menuitem", { name: "Customer A", exact: true }).click()
  await expect(elsewhere).toHaveURL(/customer=customer-a/)
  await expect(rows(elsewhere)).toHaveCount(1)
  await desk.close()

  await stage.manage("/user/new", { user_id: "vic", user_email: "vic@example.com", auto_create_key: false })
  const other = await browser.newContext({ baseURL: stage.url, storageState: await logInAs(stage, playwright, "vic") })
  const theirs = await other.newPage()
  await theirs.goto("/ui/logs")
  await theirs.getByRole("button", { name: "Views" }).click()
  await expect(theirs.getByText("Nothing saved yet")).toBeVisible()
  await page.getByRole("button", { name: "Views" }).click()
  await page.getByRole("menuitem", { name: "Save this view…" }).click()
  await page.getByLabel("Name").fill("Customer A")
  await expect(page.getByText("Your view of this name is replaced.")).toBeVisible()
  await page.getByRole("checkbox", { name: "Share it with everybody" }).click()
  await page.getByRole("button", { name: "Save" }).click()
  await expect(page.getByRole("dialog")).toBeHidden()
  await theirs.reload()
  await theirs.getByRole("button", { name: "Views" }).click()
  await expect(theirs.getByRole("menuitem", { name: /^Customer A\s*shared$/ })).toBeVisible()
  await expect(theirs.getByRole("menuitem", { name: "Delete the view Customer A" })).toHaveCount(0)
  await other.close()

  await page.getByRole("button", { name: "Views" }).click()
  await page.getByRole("menuitem", { name: "Delete the view Customer A" }).click()
  await expect(page.getByRole("menuitem", { name: /^Customer A/ })).toBeHidden()
  await page.keyboard.press("Escape")
  await page.getByRole("button", { name: "Undo" }).first().click()
  await page.getByRole("button", { name: "Views" }).click()
  await page.getByRole("menuitem", { name: "Delete the view Customer A" }).click()
  await page.goto("/ui/connect")
  const kept = async () => (await stage.read<{ views: unknown[] }>("/saved_view/list")).views
  await expect.poll(kept).toEqual([])
})
