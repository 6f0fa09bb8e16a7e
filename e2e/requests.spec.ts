import { expect } from "playwright/test"
import { expectAccessible } from "./looks"
import { test } from "./test"

test("a developer asks for more, and the admin approves another amount", async ({ page, stage, browser }) => {
  const email = "asker@example.com"
  await stage.manage("/user/new", {
    user_id: "asker",
    user_email: email,
    user_role: "internal_user",
    max_budget: 20,
    auto_create_key: false,
  })
  const key = await stage.makeKey({ user_id: "asker", key_alias: "asker-key", max_budget: 5 })
  const { id } = await stage.manage<{ id: string }>("/invitation/new", { user_id: "asker" })
  const password = "a long enough password"
  await stage.manage("/onboarding/claim_token", { invitation_link: id, user_id: "asker", password })

  const developer = await (
    await browser.newContext({ baseURL: stage.url, storageState: { cookies: [], origins: [] } })
  ).newPage()
  await developer.goto("/ui/login")
  await developer.getByRole("button", { name: "Use email and password" }).click()
  await developer.getByLabel("Email").fill(email)
  await developer.getByLabel("Password", { exact: true }).fill(password)
  await developer.keyboard.press("Enter")
  await developer.waitForURL("/ui")

  await developer.goto("/ui/keys")
  await developer.getByRole("button", { name: "Actions for asker-key" }).click()
  await developer.getByRole("menuitem", { name: "Ask for more budget" }).click()
  await developer.getByLabel("New budget in dollars").fill("5")
  await developer.getByRole("button", { name: "Send request" }).click()
  await expect(developer.getByRole("alert").first()).toContainText("more than $5.00")
  await expectAccessible(developer, { name: "the form that asks for a budget", within: '[role="dialog"]' })
  await developer.getByLabel("New budget in dollars").fill("50")
  await developer.getByLabel("What it is for").fill("<b>a launch</b> & more")
  await developer.getByRole("button", { name: "Send request" }).click()
  await expect(developer.getByText("Your request is sent")).toBeVisible()
  await developer.goto("/ui/account")
  await developer.getByRole("button", { name: "Ask for more" }).click()
  await developer.getByLabel("New budget in dollars").fill("30")
  await developer.getByRole("button", { name: "Send request" }).click()
  await developer.getByRole("link", { name: "Your requests" }).click()
  await expect(developer.getByRole("button", { name: /^Withdraw/ })).toHaveCount(2)
  await expect(developer.getByRole("button", { name: /^Approve/ })).toHaveCount(0)
  await developer.getByRole("button", { name: "Withdraw: Own budget" }).click()
  await expect(developer.getByText("Withdrawn")).toBeVisible()

  await expect(developer.getByTestId("waiting-requests")).toHaveCount(0)

  await page.goto("/ui")
  const link = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Requests" })
  await expect(link).toHaveAccessibleName(/^Requests\s*1 waits for you$/)
  await page.getByRole("link", { name: /asker@example.com asks for a larger budget/ }).click()
  await expect(page.getByText("<b>a launch</b> & more")).toBeVisible()
  await page.getByRole("button", { name: /^Approve: asker@example.com, Key asker-key/ }).click()
  await page.getByLabel("New budget in dollars").fill("25")
  await page.getByLabel("A word to them").fill("for now")
  await page.getByRole("dialog").getByRole("button", { name: "Approve" }).click()
  await expect(page.getByText("Nothing is open")).toBeVisible()
  await expect(link).toHaveAccessibleName("Requests")
  const { info } = await stage.read<{ info: { max_budget: number } }>(`/key/info?key=${key}`)
  expect(info.max_budget).toBe(25)

  await developer.goto("/ui/requests?status=all")
  await expect(developer.getByText("for now")).toBeVisible()
  await expect(developer.getByText("$5.00 → $25.00").filter({ visible: true })).toBeVisible()
  await developer.context().close()
})
