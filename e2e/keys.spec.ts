import type OpenAI from "openai"
import type { Locator, Page } from "playwright/test"
import { expect } from "playwright/test"
import { BIG_BILL_NANO } from "./prices"
import { test } from "./test"
import { expected } from "./watch"

const rowOf = (page: Page, alias: string) => page.getByRole("row").filter({ hasText: alias })

/** A request that costs BIG_BILL_NANO; gives the status, and the gateway's words when it refuses. */
async function spend(client: OpenAI): Promise<{ status: number; code?: string | null | undefined; message?: string }> {
  const messages: OpenAI.ChatCompletionMessageParam[] = [{ role: "user", content: "Write me something long." }]
  try {
    await client.chat.completions.create({ model: "big-bill", messages, max_tokens: 500 })
    return { status: 200 }
  } catch (e) {
    const { status = 0, code, message } = e as InstanceType<typeof OpenAI.APIError>
    return { status, code, message }
  }
}

async function choose(page: Page, alias: string, action: string): Promise<void> {
  await page.getByRole("button", { name: `Actions for ${alias}` }).click()
  await page.getByRole("menuitem", { name: action, exact: true }).click()
}

test("a used-up budget refuses with 429 and shows full; raising it in the browser lets the key work again", async ({
  page,
  stage,
}) => {
  const alias = "small-purse"
  const key = await stage.makeKey({ key_alias: alias, max_budget: (2 * BIG_BILL_NANO) / 1e9 })
  const client = stage.client(key)
  expect([(await spend(client)).status, (await spend(client)).status]).toEqual([200, 200])
  const refused = await spend(client)
  expect([refused.status, refused.code]).toEqual([429, "budget_exceeded"])
  expect(refused.message).toContain("spent $0.006 of $0.006")

  await page.goto("/ui/keys")
  const row = rowOf(page, alias)
  await expect(row).toContainText("$0.006 of $0.006")
  await expect(row).toContainText("Used up")
  await expect(row.getByRole("progressbar")).toHaveAttribute("aria-valuenow", "100")

  await choose(page, alias, "Edit")
  const form = page.getByRole("dialog", { name: `Edit ${alias}` })
  await form.getByLabel("Budget (USD)").fill("0.012")
  await form.getByRole("button", { name: "Save" }).click()
  await expect(form).toBeHidden()
  await expect(row).toContainText("$0.006 of $0.012")
  await expect(row.getByRole("progressbar")).toHaveAttribute("aria-valuenow", "50")
  expect((await spend(client)).status).toBe(200)
  await page.reload()
  await expect(row).toContainText("$0.009 of $0.012")
})

test("block, unblock and delete act at once; what a deleted key spent stays on the Usage page", async ({
  page,
  stage,
}) => {
  const alias = "night-shift"
  const client = stage.client(await stage.makeKey({ key_alias: alias }))
  await page.goto("/ui/keys")
  const row = rowOf(page, alias)
  expect((await spend(client)).status).toBe(200)

  await choose(page, alias, "Block")
  await expect(row).toContainText("Blocked")
  await expect(page.getByText(`${alias} is blocked`)).toBeVisible()
  expect((await spend(client)).status).toBe(401)
  await page.getByRole("radio", { name: "Blocked" }).click()
  await expect(page).toHaveURL("/ui/keys?status=blocked")
  await expect(row).toBeVisible()
  await choose(page, alias, "Unblock")
  await expect(row).toBeHidden()
  await page.getByRole("radio", { name: "All" }).click()
  await expect(row).toContainText("Active")
  await expect(page.getByText(`${alias} is working again`)).toBeVisible()
  expect((await spend(client)).status).toBe(200)

  await choose(page, alias, "Delete")
  const sure = page.getByRole("alertdialog", { name: `Delete ${alias}?` })
  await expect(sure.getByRole("button", { name: "Cancel" })).toBeFocused()
  await sure.getByRole("button", { name: "Delete key" }).click()
  // While it is open, everything else is hidden from the accessibility tree, and so from the row's locator.
  await expect(sure).toBeHidden()
  await expect(row).toBeHidden()
  expect((await spend(client)).status).toBe(401)

  await page.goto("/ui/usage")
  // The page has the last row written first; who looks into the database before it may be a moment early.
  await expect
    .poll(async () => String((await stage.ledger.sums()).logNano))
    .toBe(await page.getByTestId("total-spend").getAttribute("data-nano"))
  await expect(page.getByRole("table", { name: "Usage by key" }).getByRole("row", { name: alias })).toContainText(
    "$0.006",
  )
})

test("a block shows at once, is undone from the keyboard and from another page, and is taken back when it is refused", async ({
  page,
  stage,
  incidents,
}) => {
  const alias = "taken-back"
  const client = stage.client(await stage.makeKey({ key_alias: alias }))
  await page.goto("/ui/keys?q=taken-back")
  const row = rowOf(page, alias)

  await test.step("Ctrl Z, wherever the focus is but in a text field", async () => {
    await choose(page, alias, "Block")
    await expect(page.getByText(`${alias} is blocked`)).toBeVisible()
    expect((await spend(client)).status).toBe(401)
    await page.getByRole("searchbox", { name: "Search keys" }).press("Control+z")
    await expect(row).toContainText("Blocked")
    await page.getByRole("button", { name: `Actions for ${alias}` }).focus()
    await page.keyboard.press("Control+z")
    await expect(page.getByText(`${alias} is working again`)).toBeVisible()
    await expect(row).toContainText("Active")
    expect((await spend(client)).status).toBe(200)
  })

  await test.step("the button, by keyboard, on the page that was gone to meanwhile", async () => {
    await choose(page, alias, "Block")
    await expect(page.getByText(`${alias} is blocked`)).toBeVisible()
    await page.getByRole("link", { name: "Teams", exact: true }).click()
    await expect(page.getByRole("heading", { level: 1, name: "Teams" })).toBeVisible()
    await page.keyboard.press("Alt+t")
    await expect(page.getByRole("region", { name: /Notifications/ })).toContainText(`${alias} is blocked`)
    await page.getByRole("button", { name: "Undo" }).press("Enter")
    await expect.poll(async () => (await spend(client)).status).toBe(200)
    await page.goBack()
    await expect(row).toContainText("Active")
  })

  await test.step("what the gateway refuses shows until it has, and no longer", async () => {
    const refusal = Promise.withResolvers<void>()
    await page.route("**/key/block", async (route) => {
      await refusal.promise
      await route.fulfill({ status: 403, json: { error: { message: "Not by you, says the test.", code: "no" } } })
    })
    await choose(page, alias, "Block")
    await expect(row).toContainText("Blocked")
    refusal.resolve()
    await expect(page.getByText("Not by you, says the test.")).toBeVisible()
    await expect(page.getByText(`${alias} was not changed`)).toBeVisible()
    await expect(row).toContainText("Active")
    expected(incidents, /403/)
  })
})

test("a key for some models only is refused elsewhere, with 403", async ({ page, stage }) => {
  await page.goto("/ui/keys?create=true")
  const form = page.getByRole("dialog", { name: "Create key" })
  await form.getByLabel("Key name").fill("claude-only")
  await form.getByRole("radio", { name: "Only some" }).click()
  await form.getByLabel("Filter allowed models").fill("claude")
  await form.getByRole("checkbox", { name: "claude-writer" }).click()
  await form.getByRole("button", { name: "Create key" }).click()
  const key = (await page.getByTestId("new-key").textContent()) ?? ""
  await page.getByRole("button", { name: "Done" }).click()
  await expect(rowOf(page, "claude-only")).toContainText("claude-writer")

  expect((await spend(stage.client(key))).status).toBe(403)
  const answer = await stage.client(key).chat.completions.create({
    model: "claude-writer",
    messages: [{ role: "user", content: "Hello" }],
  })
  expect(answer.choices[0]?.message.content).toBeTruthy()
})

test("the form says what is wrong, by the field, and keeps what was typed when the gateway refuses", async ({
  page,
  stage,
  incidents,
}) => {
  await stage.makeKey({ key_alias: "taken-name" })
  await page.goto("/ui/keys?create=true")
  const form = page.getByRole("dialog", { name: "Create key" })
  const send = form.getByRole("button", { name: "Create key" })
  const budget = form.getByLabel("Budget (USD)")
  await form.getByLabel("Key name").fill("taken-name")
  await budget.fill("a lot")
  await send.click()
  await expect(budget).toBeFocused()
  await expect(budget).toHaveAttribute("aria-invalid", "true")
  await expect(budget).toHaveAccessibleDescription(/\d/)
  await budget.fill("2.50")
  await send.click()
  await expect(form.getByRole("alert")).toContainText("taken-name")
  expected(incidents, /status of 4\d\d/)
  await expect(budget).toHaveValue("2.50")
  await form.getByLabel("Key name").fill("free-name")
  await send.click()
  await expect(page.getByRole("dialog", { name: "free-name created" })).toBeVisible()
  await page.getByRole("button", { name: "Done" }).click()
  await expect(page.getByRole("button", { name: "Create key" })).toBeFocused()

  await test.step("an edit is undone to what the API said before; an undo it refuses is said in its words", async () => {
    const told = async (alias: string) => {
      const { keys } = await stage.read<{ keys: { max_budget: number }[] }>(
        `/key/list?return_full_object=true&key_alias=${alias}`,
      )
      return keys.map((key) => key.max_budget)
    }
    const rename = async (from: string, to: string) => {
      await choose(page, from, "Edit")
      const edit = page.getByRole("dialog", { name: `Edit ${from}` })
      await edit.getByLabel("Key name").fill(to)
      await edit.getByLabel("Budget (USD)").fill("9")
      await edit.getByRole("button", { name: "Save" }).click()
      await expect(edit).toBeHidden()
      await expect(rowOf(page, to)).toContainText("of $9.00")
      expect(await told(to)).toEqual([9])
    }
    await rename("free-name", "other-name")
    await page.keyboard.press("Control+z")
    await expect(rowOf(page, "free-name")).toContainText("of $2.50")
    await expect(page.getByText("free-name is as it was")).toBeVisible()
    expect([await told("free-name"), await told("other-name")]).toEqual([[2.5], []])

    await rename("free-name", "other-name")
    await stage.makeKey({ key_alias: "free-name" })
    await page.getByRole("button", { name: "Undo" }).first().click()
    await expect(page.getByText("It could not be undone")).toBeVisible()
    await expect(rowOf(page, "other-name")).toContainText("of $9.00")
    expected(incidents, /status of 4\d\d/)
  })
})

test("search and order are in the URL", async ({ page, stage }) => {
  await stage.makeKey({ key_alias: "zebra-crossing" })
  await stage.makeKey({ key_alias: "zebra-apples" })
  const names = page.getByRole("table", { name: "Keys" }).locator("tbody tr td:first-child button")
  await page.goto("/ui/keys")
  await page.getByRole("searchbox", { name: "Search keys" }).fill("zebra")
  await page.getByRole("button", { name: "Key", exact: true }).click()
  await expect(page).toHaveURL("/ui/keys?q=zebra&sort=key_alias&order=asc")
  await expect(names).toHaveText(["zebra-apples", "zebra-crossing"])
  await page.reload()
  await expect(names).toHaveText(["zebra-apples", "zebra-crossing"])
  await page.getByRole("searchbox", { name: "Search keys" }).fill("no key is called this")
  await expect(page.getByText("No key matches")).toBeVisible()
})

test("a dialog keeps the keyboard inside and gives the focus back", async ({ page, stage }) => {
  await stage.makeKey({ key_alias: "keyboard-key" })
  await page.goto("/ui/keys?q=keyboard-key")
  const actions = page.getByRole("button", { name: "Actions for keyboard-key" })
  await actions.focus()
  await page.keyboard.press("Enter")
  await expect(page.getByRole("menuitem", { name: "Edit" })).toBeFocused()
  await page.keyboard.press("Enter")
  const dialog = page.getByRole("dialog", { name: "Edit keyboard-key" })
  await expect(dialog.getByLabel("Key name")).toBeFocused()
  for (let i = 0; i < 20; i++) {
    await page.keyboard.press("Tab")
    expect(await holdsFocus(dialog)).toBe(true)
  }
  await page.keyboard.press("Escape")
  await expect(dialog).toBeHidden()
  await expect(actions).toBeFocused()
})

const holdsFocus = (box: Locator) => box.evaluate((element) => element.contains(document.activeElement))

test("an API that refuses a good session is an error on the page, not a round trip without end", async ({
  page,
  incidents,
}) => {
  let loads = 0
  page.on("framenavigated", () => loads++)
  await page.route("**/key/list?*", (route) =>
    route.fulfill({ status: 401, json: { error: { message: "Refused for the test.", type: "auth", code: "no" } } }),
  )
  await page.goto("/ui/keys")
  await expect(page.getByText("Refused for the test.")).toBeVisible()
  expect(loads).toBeLessThan(5)
  expected(incidents, /401/)
})
