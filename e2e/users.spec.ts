import { expect } from "playwright/test"
import { BIG_BILL_NANO } from "./prices"
import { test } from "./test"
import { expected } from "./watch"

test("a user made in the browser: role, team, budget, a first key that is shown once and counts for them", async ({
  page,
  stage,
}) => {
  await stage.manage("/team/new", { team_id: "pilots", team_alias: "Pilots" })
  await page.goto("/ui/users")
  await page.getByRole("button", { name: "Create user" }).first().click()
  const form = page.getByRole("dialog", { name: "Create user" })
  await form.getByLabel("Email").fill("amelia@example.com")
  await form.getByLabel("Role").selectOption("User, view only")
  await form.getByRole("combobox", { name: "Teams" }).fill("pil")
  await form.getByRole("option", { name: "Pilots" }).click()
  await form.getByLabel("Budget (USD)").fill("0.012")
  await form.getByRole("button", { name: "Create user" }).click()

  const made = page.getByRole("dialog", { name: "amelia@example.com created" })
  const key = (await made.getByTestId("new-key").textContent()) ?? ""
  await made.getByRole("button", { name: "Done" }).click()
  await expect(page.getByRole("button", { name: "Create user" })).toBeFocused()
  expect(await page.content()).not.toContain(key)

  const messages = [{ role: "user" as const, content: "Where am I?" }]
  await stage.client(key).chat.completions.create({ model: "big-bill", messages, max_tokens: 500 })
  await page.goto("/ui/users?q=amelia")
  const row = page.getByRole("table", { name: "Users" }).getByRole("row", { name: "amelia@example.com" })
  await expect(row).toContainText("User, view only")
  await expect(row.getByTestId("spend")).toHaveAttribute("data-nano", String(BIG_BILL_NANO))
  await row.getByRole("link", { name: "amelia@example.com" }).click()
  await expect(page.getByTestId("total-spend")).toHaveAttribute("data-nano", String(BIG_BILL_NANO))
  await expect(page.getByRole("table", { name: "Teams" })).toContainText("Pilots")
  await expect(page.getByRole("table", { name: "Keys" }).locator("tbody tr")).toHaveCount(1)

  const edit = page.getByRole("dialog", { name: "Edit amelia@example.com" })
  await page.getByRole("button", { name: "Edit" }).click()
  await edit.getByLabel("Name").fill("Amelia")
  await edit.getByRole("button", { name: "Save" }).click()
  await expect(edit).toBeHidden()
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Amelia")
  await page.getByRole("button", { name: "Undo" }).first().click()
  await expect(page.getByText("amelia@example.com is as it was")).toBeVisible()
  await expect(page.getByRole("heading", { level: 1 })).toContainText("amelia@example.com")

  await page.getByRole("button", { name: "Delete" }).click()
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete user" }).click()
  await expect(page).toHaveURL("/ui/users")
  await expect(stage.client(key).chat.completions.create({ model: "fast-chat", messages })).rejects.toThrow(/401/)
})

test("an email somebody has already is refused in words; the form keeps what was typed", async ({
  page,
  stage,
  incidents,
}) => {
  await stage.manage("/user/new", { user_email: "taken@example.com", auto_create_key: false })
  await page.goto("/ui/users?create=true")
  const form = page.getByRole("dialog", { name: "Create user" })
  await form.getByLabel("Email").fill("Taken@example.com")
  await form.getByLabel("Budget (USD)").fill("7")
  await form.getByRole("button", { name: "Create user" }).click()
  await expect(form.getByRole("alert")).toContainText("belongs to the user")
  expected(incidents, /status of 4\d\d/)
  await expect(form.getByLabel("Budget (USD)")).toHaveValue("7")
})

test("search, role and order of users are in the URL", async ({ page, stage }) => {
  await stage.manage("/user/new", { user_alias: "Zoe Admin", user_role: "proxy_admin", auto_create_key: false })
  await stage.manage("/user/new", { user_alias: "Zoe User", auto_create_key: false })
  await page.goto("/ui/users")
  await page.getByRole("searchbox", { name: "Search users" }).fill("Zoe")
  const names = page.getByRole("table", { name: "Users" }).locator("tbody tr td:first-child a")
  await page.getByRole("button", { name: "User", exact: true }).click()
  await expect(page).toHaveURL("/ui/users?q=Zoe&sort=alias&order=asc")
  await expect(names).toHaveText(["Zoe Admin", "Zoe User"])
  await page.getByLabel("Role").selectOption("Admin")
  await expect(names).toHaveText(["Zoe Admin"])
  await expect(page).toHaveURL(/role=proxy_admin/)
  await page.reload()
  await expect(names).toHaveText(["Zoe Admin"])
})

test("a customer and a tag: made, counted by what requests say, blocked, deleted", async ({ page, stage }) => {
  const client = stage.client(await stage.makeKey())
  const ask = () =>
    client.chat.completions.create(
      { model: "big-bill", max_tokens: 500, user: "acme", messages: [{ role: "user", content: "Hello" }] },
      { headers: { "x-litellm-tags": "spring-campaign" } },
    )
  for (const [tab, id, label] of [
    ["customer", "acme", "Customer id"],
    ["tag", "spring-campaign", "Tag"],
  ] as const) {
    await page.goto(tab === "tag" ? "/ui/customers?tab=tag" : "/ui/customers")
    await page.getByRole("button", { name: `Create ${tab}`, exact: true }).click()
    const form = page.getByRole("dialog", { name: `Create ${tab}` })
    await form.getByLabel(label, { exact: true }).fill(id)
    await form.getByLabel("Budget (USD)").fill("0.03")
    await form.getByRole("button", { name: `Create ${tab}` }).click()
    await expect(page.getByRole("row", { name: id })).toContainText("$0.00 of $0.03")
  }
  await ask()
  // The address says no longer that the form is open, so the reload does not open it again.
  await expect(page).toHaveURL("/ui/customers?tab=tag")
  await page.reload()
  const spend = page.getByRole("row", { name: "spring-campaign" }).getByTestId("spend")
  await expect(spend).toHaveAttribute("data-nano", String(BIG_BILL_NANO))

  await page.getByRole("tab", { name: "Customers" }).click()
  const row = page.getByRole("table", { name: "Customers" }).getByRole("row", { name: "acme" })
  await expect(row.getByTestId("spend")).toHaveAttribute("data-nano", String(BIG_BILL_NANO))
  const choose = async (action: string) => {
    await page.getByRole("button", { name: "Actions for acme" }).click()
    await page.getByRole("menuitem", { name: action, exact: true }).click()
  }
  await choose("Block")
  await expect(row).toContainText("Blocked")
  await expect(page.getByText("acme is blocked")).toBeVisible()
  await expect(ask()).rejects.toThrow()
  await choose("Unblock")
  await expect(row).not.toContainText("Blocked")
  await expect(page.getByText("acme is working again")).toBeVisible()
  await ask()

  const told = async () =>
    (await stage.read<{ user_id: string }[]>("/customer/list")).filter(({ user_id: id }) => id === "acme").length
  await choose("Delete")
  await expect(row).toBeHidden()
  await expect(page.locator("main")).toBeFocused()
  await expect(page.getByText("Deleting acme")).toBeVisible()
  await page.keyboard.press("Control+z")
  await expect(row).toBeVisible()
  expect(await told(), "kept").toBe(1)
  await choose("Delete")
  await expect(row).toBeHidden()
  expect(await told(), "until the time to undo it is over").toBe(1)
  await page.goto("/ui/keys")
  await expect.poll(told, "or the page is left").toBe(0)
})
