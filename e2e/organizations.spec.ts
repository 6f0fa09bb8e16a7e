import type { Page } from "playwright/test"
import { expect } from "playwright/test"
import { logInAs } from "./people"
import { BIG_BILL_NANO } from "./prices"
import type { Stage } from "./stage"
import { test } from "./test"
import { expected, expectQuiet, watch } from "./watch"
import { ZONE } from "./zone"

// Days are the viewer's, not the server's.
test.use({ timezoneId: ZONE.name })

const HOSTILE = `"><img src=x onerror=window.__xss=1>`

async function spend(stage: Stage, key: string): Promise<number> {
  const messages = [{ role: "user" as const, content: "Write me something long." }]
  try {
    await stage.client(key).chat.completions.create({ model: "big-bill", messages, max_tokens: 500 })
    return 200
  } catch (e) {
    return (e as { status?: number }).status ?? 0
  }
}

async function act(page: Page, name: string, action: string): Promise<void> {
  await page.getByRole("button", { name: `Actions for ${name}`, exact: true }).click()
  await page.getByRole("menuitem", { name: action, exact: true }).click()
}

async function createOrganization(page: Page, name: string): Promise<string> {
  await page.goto("/ui/organizations?create=true")
  const form = page.getByRole("dialog", { name: "Create organization" })
  await form.getByRole("button", { name: "Create organization" }).click()
  await expect(form.getByText("Give the organization a name.")).toBeVisible()
  await expect(form.getByLabel("Organization name")).toBeFocused()
  await form.getByLabel("Organization name").fill(name)
  await form.getByLabel("Budget (USD)").fill("0.006")
  await form.getByRole("button", { name: "Create organization" }).click()
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible()
  return new URL(page.url()).searchParams.get("id") ?? ""
}

test("an organization made in the browser: people with roles, a team inside it, its money, and what stops at its budget", async ({
  page,
  stage,
}) => {
  const id = await createOrganization(page, "Northern branch")

  await test.step("people join by email, and change what they are", async () => {
    await page.getByRole("button", { name: "Add member" }).click()
    const form = page.getByRole("dialog", { name: "Add member" })
    await form.getByLabel("Email or user id").fill("grace@example.com")
    await form.getByLabel("Role in the organization").selectOption("Admin")
    await form.getByRole("button", { name: "Add member" }).click()
    await expect(form).toBeHidden()
    const row = page.getByRole("table", { name: "Members" }).getByRole("row", { name: /grace@example.com/ })
    await expect(row).toContainText("Admin")
    await act(page, "grace@example.com", "Change role")
    const role = page.getByRole("dialog", { name: "Role of grace@example.com" })
    await role.getByLabel("Role in the organization").selectOption("Viewer")
    await role.getByRole("button", { name: "Save" }).click()
    await expect(row).toContainText("Viewer")
  })

  await test.step("a team made from its page is one of its teams", async () => {
    await page.getByRole("link", { name: "Create team" }).click()
    const form = page.getByRole("dialog", { name: "Create team" })
    await expect(form).toContainText("counts against its organization as well")
    await form.getByLabel("Team name").fill("Northern sales")
    await form.getByRole("button", { name: "Create team" }).click()
    await expect(page.getByRole("heading", { level: 1, name: "Northern sales" })).toBeVisible()
  })
  const team = new URL(page.url()).searchParams.get("id") ?? ""

  await test.step("what its team spends is the organization's spend, in the list, on its page and by day", async () => {
    const key = await stage.makeKey({ team_id: team })
    expect(await spend(stage, key)).toBe(200)
    await page.goto("/ui/organizations?q=Northern")
    const row = page.getByRole("table", { name: "Organizations" }).getByRole("row", { name: /Northern branch/ })
    await expect(row.getByTestId("spend")).toHaveAttribute("data-nano", String(BIG_BILL_NANO), { timeout: 30_000 })
    await row.getByRole("link", { name: "Northern branch" }).click()
    await expect(page.getByTestId("total-spend")).toHaveAttribute("data-nano", String(BIG_BILL_NANO))
    await expect(page.getByTestId("days-spend")).toHaveAttribute("data-nano", String(BIG_BILL_NANO))
    const teams = page.getByRole("table", { name: "Teams" })
    await expect(teams.getByRole("row", { name: /Northern sales/ }).getByTestId("spend")).toHaveAttribute(
      "data-nano",
      String(BIG_BILL_NANO),
    )
    expect(await spend(stage, key)).toBe(200)
    expect(await spend(stage, key), "its budget is used up").toBe(429)
  })

  await test.step("edited, what was not touched stays; a wrong amount is said at its field", async () => {
    await act(page, "Northern branch", "Edit")
    const form = page.getByRole("dialog", { name: "Edit Northern branch" })
    await form.getByLabel("Budget (USD)").fill("plenty")
    await form.getByRole("button", { name: "Save" }).click()
    await expect(form.getByLabel("Budget (USD)")).toHaveAttribute("aria-invalid", "true")
    await form.getByLabel("Budget (USD)").fill("1")
    await form.getByRole("radio", { name: "Only some" }).click()
    await form.getByRole("checkbox", { name: "big-bill" }).click()
    await form.getByRole("button", { name: "Save" }).click()
    await expect(form).toBeHidden()
    await expect(page.getByText("of $1.00").first()).toBeVisible()
    const members = page.getByRole("table", { name: "Members" })
    await expect(members).toContainText("grace@example.com")
  })

  await test.step("a member leaves; the organization goes with its team", async () => {
    await act(page, "grace@example.com", "Remove")
    await page.getByRole("alertdialog").getByRole("button", { name: "Remove member" }).click()
    await expect(page.getByText("Nobody yet.")).toBeVisible()
    await act(page, "Northern branch", "Delete")
    const question = page.getByRole("alertdialog")
    await expect(question).toContainText("Its team and all its keys are deleted with it")
    await question.getByRole("button", { name: "Delete organization" }).click()
    await expect(page).toHaveURL("/ui/organizations")
    await expect(page.getByRole("link", { name: "Northern branch" })).toBeHidden()
  })
  await expect(stage.manage("/team/block", { team_id: team })).rejects.toThrow(/404/)
  expect(id).not.toBe("")
})

test("an organization can take over a named budget, and have limits of its own again", async ({ page, stage }) => {
  await stage.manage("/budget/new", { budget_id: "guests", max_budget: 2, budget_duration: "1d" })
  await stage.manage("/organization/new", { organization_id: "visitors", organization_alias: "Visitors" })
  await page.goto("/ui/organizations/organization?id=visitors")
  await act(page, "Visitors", "Edit")
  const form = page.getByRole("dialog", { name: "Edit Visitors" })
  await form.getByLabel("Limits from").selectOption("guests")
  await expect(form.getByText("$2.00, daily")).toBeVisible()
  await expect(form.getByLabel("Budget (USD)")).toBeHidden()
  await form.getByRole("button", { name: "Save" }).click()
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Limits of guests")
  await expect(page.getByText("of $2.00")).toBeVisible()

  await page.goto("/ui/budgets")
  await page
    .getByRole("row", { name: /guests/ })
    .getByRole("button", { name: "1 organization" })
    .focus()
  await expect(page.getByRole("tooltip")).toContainText("Visitors")

  await page.goto("/ui/organizations")
  await act(page, "Visitors", "Edit")
  await form.getByLabel("Limits from").selectOption("Its own")
  await form.getByLabel("Budget (USD)").fill("3")
  await form.getByRole("button", { name: "Save" }).click()
  await expect(page.getByRole("row", { name: /Visitors/ })).toContainText("of $3.00")
  await expect(page.getByRole("row", { name: /Visitors/ })).not.toContainText("Limits of")
})

test("the search and the order are in the URL; nothing found says what to do", async ({ page, stage }) => {
  for (const name of ["Alpha branch", "Beta branch"])
    await stage.manage("/organization/new", { organization_alias: name })
  await page.goto("/ui/organizations?q=branch&sort=name&order=desc")
  const links = page.getByRole("table", { name: "Organizations" }).getByRole("link")
  await expect(links).toHaveText(["Beta branch", "Alpha branch"])
  await page.getByRole("button", { name: "Organization", exact: true }).click()
  await expect(links).toHaveText(["Alpha branch", "Beta branch"])
  await expect(page).toHaveURL(/order=asc/)
  await page.getByRole("searchbox", { name: "Search organizations" }).fill("nothing like it")
  await expect(page.getByText("No organization matches")).toBeVisible()
  await page.getByRole("button", { name: "Clear search" }).click()
  await expect(links.first()).toBeVisible()
})

test("an admin is offered the organizations they administrate; of one they merely belong to they see its row alone", async ({
  browser,
  playwright,
  stage,
}) => {
  await stage.manage("/user/new", { user_id: "olga", user_email: "olga@example.com", auto_create_key: false })
  for (const [id, role] of [
    ["led", "org_admin"],
    ["joined", "internal_user"],
  ] as const) {
    await stage.manage("/organization/new", { organization_id: id, organization_alias: `Branch ${id}`, max_budget: 2 })
    await stage.manage("/organization/member_add", { organization_id: id, member: { user_id: "olga", role } })
  }
  const context = await browser.newContext({
    baseURL: stage.url,
    storageState: await logInAs(stage, playwright, "olga"),
  })
  const page = await context.newPage()
  const incidents = watch(page)
  await page.goto("/ui/organizations")
  const joined = page.getByRole("row", { name: /Branch joined/ })
  await expect(joined).toContainText("of $2.00")
  await expect(joined.getByRole("link")).toHaveCount(0)
  await expect(joined.getByRole("button")).toHaveCount(0)
  await expect(page.getByRole("button", { name: "Actions for Branch led" })).toBeVisible()
  await page.getByRole("link", { name: "Branch led" }).click()
  await expect(page.getByTestId("budget-left")).toHaveAttribute("data-nano", "2000000000")
  await expect(page.getByRole("table", { name: "Members" })).toContainText("olga@example.com")
  expectQuiet(incidents)
  await context.close()
})

test("an organization that is not there says so", async ({ page, incidents }) => {
  await page.goto("/ui/organizations/organization?id=nobody")
  await expect(page.getByText("This organization could not be loaded")).toBeVisible()
  expected(incidents, /404/)
})

test("names of organizations, members and budgets that are markup stay text", async ({ page, stage }) => {
  await stage.manage("/budget/new", { budget_id: HOSTILE, max_budget: 1 })
  await stage.manage("/organization/new", {
    organization_id: "hostile",
    organization_alias: HOSTILE,
    budget_id: HOSTILE,
  })
  await stage.manage("/organization/member_add", {
    organization_id: "hostile",
    member: { user_id: HOSTILE, role: "org_admin" },
  })
  await stage.manage("/team/new", { team_alias: HOSTILE, organization_id: "hostile" })
  await page.goto("/ui/organizations")
  await page.getByRole("link", { name: HOSTILE, exact: true }).click()
  await expect(page.getByRole("heading", { level: 1 })).toContainText(HOSTILE)
  await expect(page.getByRole("table", { name: "Members" })).toContainText(HOSTILE)
  await expect(page.getByRole("table", { name: "Teams" })).toContainText(HOSTILE)
  await page.goto("/ui/budgets")
  for (const action of ["Edit", "Delete"]) {
    await act(page, HOSTILE, action)
    await expect(page.getByRole(action === "Edit" ? "dialog" : "alertdialog")).toContainText(HOSTILE)
    await page.keyboard.press("Escape")
  }
  expect(await page.evaluate(() => "__xss" in window)).toBe(false)
  expect(await page.locator('img:not([src^="/"])').count()).toBe(0)
})
