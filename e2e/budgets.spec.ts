import { expect } from "playwright/test"
import { test } from "./test"
import { expected } from "./watch"

// It begins with none.
test.use({ kind: "fresh" })

test("a budget from the first to the last: made, taken over, changed, deleted, and who took it over keeps its limits", async ({
  page,
  stage,
  incidents,
}) => {
  const told = async () => {
    const budgets = await stage.read<{ budget_id: string; max_budget: number }[]>("/budget/list")
    return Object.fromEntries(budgets.map((budget) => [budget.budget_id, budget.max_budget]))
  }
  await page.goto("/ui/budgets")
  await expect(page.getByText("No budgets yet")).toBeVisible()

  await test.step("made by keyboard alone; a form without a limit is not sent", async () => {
    await page.getByRole("button", { name: "Create your first budget" }).focus()
    await page.keyboard.press("Enter")
    const form = page.getByRole("dialog", { name: "Create budget" })
    await form.getByLabel("Budget name").fill("free-tier")
    await page.keyboard.press("Enter")
    await expect(form.getByText("Give an amount, or a limit below.")).toBeVisible()
    await expect(form.getByLabel("Budget (USD)")).toBeFocused()
    await page.keyboard.type("5")
    await form.getByLabel("Budget resets").selectOption("Daily")
    await form.getByLabel("Requests per minute").fill("60")
    await page.keyboard.press("Enter")
    await expect(form).toBeHidden()
    const row = page.getByRole("row", { name: /free-tier/ })
    await expect(row).toContainText("$5.00 daily")
    await expect(row).toContainText("60")
    await expect(row).toContainText("nobody")
  })

  await test.step("a second one of the name is refused in words", async () => {
    await page.getByRole("button", { name: "Create budget" }).click()
    const form = page.getByRole("dialog", { name: "Create budget" })
    await form.getByLabel("Budget name").fill("free-tier")
    await form.getByLabel("Budget (USD)").fill("1")
    await form.getByRole("button", { name: "Create budget" }).click()
    await expect(form.getByRole("alert")).toContainText('There is a budget with the id "free-tier" already')
    expected(incidents, /status of 4\d\d/)
    await page.keyboard.press("Escape")
    await expect(form).toBeHidden()
  })

  await test.step("who took it over is counted and named", async () => {
    await stage.manage("/tag/new", { name: "a-tag", budget_id: "free-tier" })
    await page.goto("/ui/customers?create=true")
    const form = page.getByRole("dialog", { name: "Create customer" })
    await form.getByRole("textbox").first().fill("a-customer")
    await form.getByLabel("Limits from").selectOption("free-tier")
    await expect(form.getByText("$5.00, daily, 60 requests/min")).toBeVisible()
    await form.getByRole("button", { name: "Create customer" }).click()
    await expect(page.getByRole("row", { name: /a-customer/ })).toContainText("of $5.00")
    await stage.manage("/budget/new", { budget_id: "spare", max_budget: 1 })
    await page.goto("/ui/budgets")
    const users = page.getByRole("button", { name: "1 customer, 1 tag" })
    await users.focus()
    await expect(page.getByRole("tooltip")).toContainText("a-customer")
    await expect(page.getByRole("tooltip")).toContainText("a-tag")
  })

  await test.step("changed for those to come, and changed back", async () => {
    await page.getByRole("button", { name: "Actions for free-tier" }).click()
    await page.getByRole("menuitem", { name: "Edit" }).click()
    const form = page.getByRole("dialog", { name: "Edit free-tier" })
    await expect(form).toContainText("The 1 customer, 1 tag that have keep what they took.")
    await form.getByLabel("Budget (USD)").fill("7")
    await form.getByRole("button", { name: "Save" }).click()
    await expect(page.getByRole("row", { name: /free-tier/ })).toContainText("$7.00 daily")
    await expect(form).toBeHidden()
    expect((await told())["free-tier"]).toBe(7)
    await page.getByRole("button", { name: "Undo" }).first().click()
    await expect(page.getByRole("row", { name: /free-tier/ })).toContainText("$5.00 daily")
    await expect(page.getByText("free-tier is as it was")).toBeVisible()
    expect((await told())["free-tier"]).toBe(5)
  })

  await test.step("one that nobody uses goes without a question, comes back when undone, and goes for good with the page", async () => {
    const spare = page.getByRole("row", { name: /spare/ })
    const remove = async () => {
      await page.getByRole("button", { name: "Actions for spare" }).click()
      await page.getByRole("menuitem", { name: "Delete" }).click()
      await expect(spare).toBeHidden()
    }
    await remove()
    await page.getByRole("button", { name: "Undo" }).first().click()
    await expect(spare).toBeVisible()
    await remove()
    expect(Object.keys(await told()).sort()).toEqual(["free-tier", "spare"])
  })

  await test.step("one that is used is asked about first; the customer keeps what it took", async () => {
    await page.getByRole("button", { name: "Actions for free-tier" }).click()
    await page.getByRole("menuitem", { name: "Delete" }).click()
    const question = page.getByRole("alertdialog", { name: "Delete free-tier?" })
    await expect(question).toContainText("keep its limits as they are now")
    await question.getByRole("button", { name: "Delete budget" }).click()
    await expect(page.getByText("No budgets yet")).toBeVisible()
    await page.goto("/ui/customers?q=a-customer")
    await expect(page.getByRole("row", { name: /a-customer/ })).toContainText("of $5.00")
    await expect.poll(told).toEqual({})
  })
})
