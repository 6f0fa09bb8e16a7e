import { expect, type Page } from "playwright/test"
import { callEveryWay } from "./call-every-way"
import { expectAccessible, expectFits } from "./looks"
import type { Stage } from "./stage"
import { STRANGER, test } from "./test"
import { expected } from "./watch"

const LONG = "a-name-without-any-space-that-somebody-pasted-".repeat(4)

/** Keys in every state and requests of every kind, once a worker. */
async function furnish(stage: Stage): Promise<void> {
  if ((await stage.ledger.keys()).some(({ alias }) => alias === LONG)) return
  const key = await stage.makeKey({ key_alias: LONG, max_budget: 0.004, budget_duration: "1mo", duration: "30d" })
  await callEveryWay(stage.client(key))
  const messages = [{ role: "user" as const, content: "unbroken".repeat(300) }]
  await stage.client(key).chat.completions.create({ model: "big-bill", messages, max_tokens: 500 })
  await expect(stage.client(key).chat.completions.create({ model: "busy-model", messages })).rejects.toThrow()
  await stage.makeKey({ key_alias: "a-blocked-one", models: ["fast-chat", "claude-writer"] })
  const blocked = await stage.makeKey({ key_alias: "blocked-one" })
  await stage.manage("/key/block", { key: blocked })
  await furnishPeople(stage)
}

/** A team, a user, a customer and a tag with long names, budgets and blocks. */
async function furnishPeople(stage: Stage): Promise<void> {
  const member = { user_id: "a-member", role: "admin" }
  await stage.manage("/team/new", { team_id: "a-team", team_alias: LONG, max_budget: 1, members_with_roles: [member] })
  await stage.manage("/team/block", { team_id: "a-team" })
  await stage.manage("/user/update", { user_id: "a-member", user_email: `${LONG}@example.com`, max_budget: 1 })
  const key = await stage.makeKey({ key_alias: "a-member-of-a-team", user_id: "a-member" })
  await stage
    .client(key)
    .chat.completions.create({ model: "fast-chat", messages: [{ role: "user", content: "Hello" }] })
  await stage.manage("/customer/new", { user_id: LONG, max_budget: 1, budget_duration: "1mo" })
  await stage.manage("/budget/new", { budget_id: LONG, max_budget: 1, budget_duration: "1d", rpm_limit: 60 })
  await stage.manage("/organization/new", {
    organization_id: "an-organization",
    organization_alias: LONG,
    budget_id: LONG,
  })
  await stage.manage("/organization/member_add", {
    organization_id: "an-organization",
    member: { user_id: "a-member" },
  })
  await stage.manage("/team/update", { team_id: "a-team", organization_id: "an-organization" })
  await stage.manage("/tag/new", { name: LONG, description: LONG, max_budget: 1, blocked: true })
}

interface View {
  readonly name: string
  open(page: Page): Promise<void>
}

/** Everything there is to see, each with the sign that it has loaded. */
const VIEWS: readonly View[] = [
  { name: "keys", open: (page) => go(page, "/ui/keys", "blocked-one") },
  { name: "teams", open: (page) => go(page, "/ui/teams", "a-name-without") },
  { name: "a team", open: (page) => go(page, "/ui/teams/team?id=a-team", "Spend in the team") },
  { name: "organizations", open: (page) => go(page, "/ui/organizations", "a-name-without") },
  {
    name: "an organization",
    async open(page) {
      await go(page, "/ui/organizations/organization?id=an-organization", "Spend by day")
      await expect(page.getByRole("table", { name: "Teams" })).toBeVisible()
    },
  },
  { name: "budgets", open: (page) => go(page, "/ui/budgets", "1 organization") },
  { name: "users", open: (page) => go(page, "/ui/users", "a-name-without") },
  { name: "a user", open: (page) => go(page, "/ui/users/user?id=a-member", "a-member-of-a-team") },
  { name: "customers", open: (page) => go(page, "/ui/customers", "$1.00") },
  { name: "tags", open: (page) => go(page, "/ui/customers?tab=tag", "Blocked") },
  {
    name: "the form for a user",
    async open(page) {
      await go(page, "/ui/users?create=true", "Make a first key")
      await page.getByRole("combobox", { name: "Teams" }).fill("a-name")
      await expect(page.getByRole("listbox", { name: "Teams" }).getByRole("option").first()).toBeVisible()
    },
  },
  { name: "logs", open: (page) => go(page, "/ui/logs", "busy-model") },
  { name: "usage", open: (page) => go(page, "/ui/usage", "Show as a table") },
  { name: "models", open: (page) => go(page, "/ui/models", "anthropic/ok") },
  {
    name: "the form for a model",
    async open(page) {
      await go(page, "/ui/models?create=true", "It serves at once")
      const provider = page.getByRole("combobox", { name: "Provider" })
      await provider.fill("bedrock")
      await provider.press("Enter")
      await page.getByText("rates, weight, order, timeout").click()
      await page.getByText("what tokens cost here").click()
      await page.getByRole("dialog").getByRole("button", { name: "Add model" }).click()
      await expect(page.getByRole("combobox", { name: "Model" })).toHaveAttribute("aria-invalid", "true")
    },
  },
  {
    name: "the form for an organization",
    async open(page) {
      await go(page, "/ui/organizations?create=true", "right after this")
      await expect(page.getByLabel("Limits from")).toBeVisible()
    },
  },
  {
    name: "the form for a key",
    async open(page) {
      await go(page, "/ui/keys?create=true", "The key is shown once")
      await page.getByRole("radio", { name: "Only some" }).click()
      await page.getByText("requests, tokens, parallel").click()
      await page.getByLabel("Budget (USD)").fill("lots")
      await page.getByRole("dialog").getByRole("button", { name: "Create key" }).click()
      await expect(page.getByLabel("Budget (USD)")).toHaveAttribute("aria-invalid", "true")
    },
  },
  {
    name: "a request's panel",
    async open(page) {
      await go(page, "/ui/logs?model=claude-writer", "claude-writer")
      await page.getByRole("table", { name: "Requests" }).locator("tbody tr").first().click()
      await expect(page.getByRole("dialog").getByRole("region", { name: "Timing" })).toBeVisible()
    },
  },
  {
    name: "the panel of a failure",
    async open(page) {
      await go(page, "/ui/logs?model=busy-model", "busy-model")
      await page.getByRole("table", { name: "Requests" }).locator("tbody tr").first().click()
      await expect(page.getByRole("dialog").getByRole("region", { name: "Error" })).toBeVisible()
    },
  },
]

async function go(page: Page, path: string, sign: string): Promise<void> {
  await page.goto(path)
  await expect(page.getByText(sign).filter({ visible: true }).first()).toBeVisible()
}

test.beforeEach(({ stage }) => furnish(stage))

for (const { name, open } of VIEWS) {
  test(`${name}: no barriers in light and dark, and no window so narrow that it scrolls sideways`, async ({ page }) => {
    await open(page)
    await expectAccessible(page)
    await expectFits(page)
  })
}

test.describe("before the login", () => {
  test.use({ storageState: STRANGER })
  test("the login has no barriers and fits a phone", async ({ page }) => {
    await go(page, "/ui/login", "Log in")
    await expectAccessible(page)
    await expectFits(page, [320])
  })
})

test("a page that is not there says so, without barriers", async ({ page, incidents }) => {
  await go(page, "/ui/nowhere", "There is no such page")
  expected(incidents, /404/)
  await expectAccessible(page)
  await page.getByRole("link", { name: "To the overview", exact: true }).click()
  await expect(page).toHaveURL("/ui")
})

test("the chosen theme stays, whatever the system says", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" })
  await go(page, "/ui/keys", "blocked-one")
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const light = await ground()
  await page.getByRole("button", { name: "Theme" }).click()
  await page.getByRole("menuitem", { name: "Dark" }).click()
  await expect(page.locator("html")).toHaveClass(/\bdark\b/)
  const dark = await ground()
  expect(dark).not.toBe(light)
  await page.reload()
  expect(await ground()).toBe(dark)
  await page.getByRole("button", { name: "Theme" }).click()
  await page.getByRole("menuitem", { name: "System" }).click()
  await expect.poll(ground).toBe(light)
})

test("on a phone every page is reached through the menu", async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 812 })
  await go(page, "/ui/keys", "blocked-one")
  for (const name of [
    "Teams",
    "Organizations",
    "Users",
    "Customers & tags",
    "Budgets",
    "Logs",
    "Usage",
    "Models",
    "Keys",
  ]) {
    await page.getByRole("button", { name: "Menu" }).click()
    await page.getByRole("link", { name, exact: true }).click()
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible()
    await expect(page.getByRole("dialog")).toBeHidden()
  }
})
