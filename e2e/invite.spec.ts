import { expect } from "playwright/test"
import { STRANGER, test } from "./test"
import { expected } from "./watch"

const PASSWORD = "correct horse battery"

test("an invited user sets a password, makes a key within limits, and sees nothing that is the admin's", async ({
  page,
  stage,
  browser,
}) => {
  const made = { user_id: "grace", user_email: "grace@example.com", max_budget: 5, auto_create_key: false }
  await stage.manage("/user/new", made)
  await stage.manage("/key/generate", { key_alias: "of somebody else" })
  await page.goto("/ui/users?q=grace")
  await page.getByRole("button", { name: "Actions for grace@example.com" }).click()
  await page.getByRole("menuitem", { name: "Invite" }).click()
  const link = (await page.getByTestId("invitation-link").textContent()) ?? ""
  expect(link).toContain(`${stage.url}/ui/invite?invitation_id=`)

  const context = await browser.newContext({ storageState: STRANGER, baseURL: stage.url })
  const hers = await context.newPage()
  await hers.goto(link)
  await expect(hers.getByLabel("Email")).toHaveValue("grace@example.com")
  await hers.getByRole("textbox", { name: "Password" }).fill("short")
  await hers.getByRole("button", { name: "Set password and log in" }).click()
  await expect(hers.getByRole("alert").filter({ hasText: "10 characters" })).toBeVisible()
  await hers.getByRole("textbox", { name: "Password" }).fill(PASSWORD)
  await hers.getByRole("button", { name: "Set password and log in" }).click()
  await hers.waitForURL("/ui")

  const nav = hers.getByRole("navigation", { name: "Main" })
  await expect(nav.getByRole("link", { name: "Keys" })).toBeVisible()
  await expect(nav.getByRole("link", { name: "Users" })).toHaveCount(0)
  await expect(nav.getByRole("link", { name: "Customers & tags" })).toHaveCount(0)
  await hers.goto("/ui/users")
  await expect(hers.getByRole("heading", { name: "This page is not for your role" })).toBeVisible()
  expect((await hers.request.get("/user/list")).status()).toBe(403)
  expect((await hers.request.get("/global/spend")).status()).toBe(403)

  await hers.goto("/ui/keys?create=true")
  const form = hers.getByRole("dialog", { name: "Create key" })
  await form.getByLabel("Key name").fill("grace-bot")
  await form.getByLabel("Budget (USD)").fill("50")
  await form.getByRole("button", { name: "Create key" }).click()
  await expect(form.getByRole("alert").filter({ hasText: "max_budget" })).toBeVisible()
  await form.getByLabel("Budget (USD)").fill("5")
  await form.getByRole("button", { name: "Create key" }).click()
  const key = (await hers.getByTestId("new-key").textContent()) ?? ""
  await hers.getByRole("button", { name: "Done" }).click()
  await expect(hers.getByRole("table", { name: "Keys" }).locator("tbody tr")).toHaveCount(1)
  await expect(hers.getByRole("table", { name: "Keys" })).not.toContainText("of somebody else")
  const messages = [{ role: "user" as const, content: "Hello" }]
  await stage.client(key).chat.completions.create({ model: "fast-chat", messages })

  await hers.goto(link)
  await expect(hers.getByRole("alert").filter({ hasText: "was used" })).toBeVisible()
  await context.close()
})

test.describe("a login with email and password", () => {
  test.use({ storageState: STRANGER })

  test("works with the right password only; a copied cookie ends with the log-out (S23)", async ({
    page,
    stage,
    playwright,
    incidents,
  }) => {
    await stage.manage("/user/new", { user_id: "alan", user_email: "alan@example.com", auto_create_key: false })
    const { id } = await stage.manage<{ id: string }>("/invitation/new", { user_id: "alan" })
    await stage.manage("/onboarding/claim_token", { invitation_link: id, password: PASSWORD })
    await page.goto("/ui/login")
    await page.getByRole("button", { name: "Use email and password" }).click()
    await page.getByLabel("Email").fill("alan@example.com")
    await page.getByRole("textbox", { name: "Password" }).fill("not his password")
    await page.getByRole("button", { name: "Log in" }).click()
    await expect(page.getByRole("alert").filter({ hasText: "No user logs in" })).toBeVisible()
    expected(incidents, /401/)
    await page.getByRole("textbox", { name: "Password" }).fill(PASSWORD)
    await page.getByRole("button", { name: "Log in" }).click()
    await page.waitForURL("/ui")

    const copied = await playwright.request.newContext({
      baseURL: stage.url,
      storageState: await page.context().storageState(),
    })
    expect((await copied.get("/key/list")).status()).toBe(200)
    await page.goto("/ui/account")
    await expect(page.getByRole("list", { name: "Sessions" }).getByRole("listitem")).toHaveCount(1)
    await page.getByRole("button", { name: "Log out" }).click()
    await page.waitForURL(/\/ui\/login/)
    expect((await copied.get("/key/list")).status()).toBe(401)
    await copied.dispose()
  })
})
