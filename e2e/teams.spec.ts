import type { Page } from "playwright/test"
import { expect } from "playwright/test"
import { BIG_BILL_NANO } from "./prices"
import type { Stage } from "./stage"
import { test } from "./test"
import { expected } from "./watch"
import { ZONE } from "./zone"

// Days are the viewer's, not the server's.
test.use({ timezoneId: ZONE.name })

async function spend(stage: Stage, key: string): Promise<number> {
  const messages = [{ role: "user" as const, content: "Write me something long." }]
  try {
    await stage.client(key).chat.completions.create({ model: "big-bill", messages, max_tokens: 500 })
    return 200
  } catch (e) {
    return (e as { status?: number }).status ?? 0
  }
}

async function createTeam(page: Page, name: string, budgetUsd: number): Promise<string> {
  await page.goto("/ui/teams?create=true")
  const form = page.getByRole("dialog", { name: "Create team" })
  await form.getByLabel("Team name").fill(name)
  await form.getByLabel("Budget (USD)", { exact: true }).first().fill(String(budgetUsd))
  await form.getByRole("button", { name: "Create team" }).click()
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible()
  return new URL(page.url()).searchParams.get("id") ?? ""
}

async function createKey(page: Page, name: string): Promise<string> {
  await page.getByRole("link", { name: "Create key" }).click()
  const form = page.getByRole("dialog", { name: "Create key" })
  await form.getByLabel("Key name").fill(name)
  await form.getByRole("button", { name: "Create key" }).click()
  const key = (await page.getByTestId("new-key").textContent()) ?? ""
  await page.getByRole("button", { name: "Done" }).click()
  return key
}

test("a team made in the browser: a budget, a member, a key, a request, and the same money on the page and in the database", async ({
  page,
  stage,
}) => {
  const id = await createTeam(page, "Research", 0.006)

  await test.step("somebody joins by email, with a budget inside the team's", async () => {
    await page.getByRole("button", { name: "Add member" }).click()
    const form = page.getByRole("dialog", { name: "Add member" })
    await form.getByLabel("Email or user id").fill("ada@example.com")
    await form.getByLabel("Role in the team").selectOption("Admin")
    await form.getByLabel("Budget (USD)").fill("0.005")
    await form.getByRole("button", { name: "Add member" }).click()
    await expect(form).toBeHidden()
    const row = page.getByRole("table", { name: "Members" }).getByRole("row", { name: "ada@example.com" })
    await expect(row).toContainText("Admin")
    await expect(row).toContainText("$0.00 of $0.005")
  })

  const key = await createKey(page, "research-bot")
  await expect(page.getByRole("row").filter({ hasText: "research-bot" })).toContainText("Research")
  expect(await spend(stage, key)).toBe(200)

  await test.step("its spend is the database's, in the list, on its page and by day", async () => {
    await expect.poll(async () => (await stage.ledger.team(id)).spentNano).toBe(BIG_BILL_NANO)
    expect(await stage.ledger.team(id)).toEqual({
      spentNano: BIG_BILL_NANO,
      logNano: BIG_BILL_NANO,
      hourlyNano: BIG_BILL_NANO,
    })
    await page.goto("/ui/teams?q=Research")
    const row = page.getByRole("table", { name: "Teams" }).getByRole("row", { name: "Research" })
    await expect(row.getByTestId("spend")).toHaveAttribute("data-nano", String(BIG_BILL_NANO))
    await expect(row.getByRole("progressbar")).toHaveAttribute("aria-valuenow", "50")
    await row.getByRole("link", { name: "Research" }).click()
    await expect(page.getByTestId("total-spend")).toHaveAttribute("data-nano", String(BIG_BILL_NANO))
    await expect(page.getByTestId("days-spend")).toHaveAttribute("data-nano", String(BIG_BILL_NANO))
    await expect(page.getByRole("table", { name: "Keys" })).toContainText("research-bot")
  })

  await test.step("the team's budget refuses what its key alone would allow", async () => {
    expect(await spend(stage, key)).toBe(200)
    expect(await spend(stage, key)).toBe(429)
    await page.reload()
    await expect(page.getByText("Used up").first()).toBeVisible()
  })
})

test("a blocked team's keys are refused; a deleted team takes its keys along, and says so first", async ({
  page,
  stage,
}) => {
  await createTeam(page, "Night shift", 1)
  const key = await createKey(page, "night-bot")
  expect(await spend(stage, key)).toBe(200)
  await page.goto("/ui/teams?q=Night")
  const row = page.getByRole("row", { name: "Night shift" })
  const choose = async (action: string) => {
    await page.getByRole("button", { name: "Actions for Night shift" }).click()
    await page.getByRole("menuitem", { name: action, exact: true }).click()
  }
  await choose("Block")
  await expect(row).toContainText("Blocked")
  // A copy of the key in memory may serve once more while it is read anew.
  await expect.poll(() => spend(stage, key)).toBe(401)
  await page.getByRole("button", { name: "Undo" }).first().click()
  await expect(row).not.toContainText("Blocked")
  await expect(page.getByText("Night shift is working again")).toBeVisible()
  await expect.poll(() => spend(stage, key)).toBe(200)

  await choose("Delete")
  const sure = page.getByRole("alertdialog", { name: "Delete Night shift?" })
  await expect(sure).toContainText("Its key is deleted with it")
  await expect(sure.getByRole("button", { name: "Cancel" })).toBeFocused()
  await sure.getByRole("button", { name: "Delete team" }).click()
  await expect(page.getByText("No team matches")).toBeVisible()
  expect(await spend(stage, key)).toBe(401)
})

test("a member's budget and role are changed, and a member is removed", async ({ page, stage }) => {
  const { team_id: id } = await stage.manage<{ team_id: string }>("/team/new", {
    team_alias: "Support",
    members_with_roles: [{ user_id: "grace" }],
  })
  await page.goto(`/ui/teams/team?id=${id}`)
  const row = page.getByRole("table", { name: "Members" }).getByRole("row", { name: "grace" })
  await expect(row).toContainText("no limit")
  const choose = async (action: string) => {
    await page.getByRole("button", { name: "Actions for grace" }).click()
    await page.getByRole("menuitem", { name: action, exact: true }).click()
  }
  await choose("Edit")
  const form = page.getByRole("dialog", { name: "Edit grace" })
  await form.getByLabel("Budget (USD)").fill("2")
  await form.getByLabel("Budget resets").selectOption("Monthly")
  await form.getByLabel("Role in the team").selectOption("Admin")
  await form.getByRole("button", { name: "Save" }).click()
  await expect(form).toBeHidden()
  await expect(row).toContainText("$0.00 of $2.00")
  await expect(row).toContainText("Admin")
  // A window that began anew cannot be put back.
  await expect(page.getByText(/^grace\S* is changed$/)).toBeVisible()
  await expect(page.getByRole("button", { name: "Undo" })).toHaveCount(0)

  await test.step("a role alone can be put back", async () => {
    const told = async () => {
      const { team_memberships } = await stage.read<{ team_memberships: { role: string }[] }>(
        `/team/info?team_id=${id}`,
      )
      return team_memberships.map((member) => member.role)
    }
    await choose("Edit")
    await form.getByLabel("Role in the team").selectOption("Member")
    await form.getByRole("button", { name: "Save" }).click()
    await expect(row).toContainText("Member")
    await expect(form).toBeHidden()
    expect(await told()).toEqual(["user"])
    await page.getByRole("button", { name: "Undo" }).first().click()
    await expect(row).toContainText("Admin")
    await expect(page.getByText(/^grace\S* is as it was$/)).toBeVisible()
    expect(await told()).toEqual(["admin"])
  })

  await choose("Remove")
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove member" }).click()
  await expect(page.getByText("Nobody yet.")).toBeVisible()
})

test("a form says what is wrong; a team that is not there is an error in words", async ({ page, incidents }) => {
  await page.goto("/ui/teams?create=true")
  const form = page.getByRole("dialog", { name: "Create team" })
  await form.getByRole("button", { name: "Create team" }).click()
  await expect(form.getByLabel("Team name")).toBeFocused()
  await expect(form.getByLabel("Team name")).toHaveAccessibleDescription("Give the team a name.")
  await page.keyboard.press("Escape")
  await expect(form).toBeHidden()
  await page.goto("/ui/teams/team?id=nowhere")
  await expect(page.getByRole("alert").filter({ hasText: "nowhere" })).toBeVisible()
  expected(incidents, /404/)
})

test("a key's team and user are chosen with the keyboard, and taken away again", async ({ page, stage }) => {
  await stage.manage("/team/new", { team_id: "kb-team", team_alias: "Keyboard people" })
  await stage.manage("/user/new", { user_id: "kb-user", user_alias: "Keyboard person", auto_create_key: false })
  await page.goto("/ui/keys?create=true")
  const form = page.getByRole("dialog", { name: "Create key" })
  await form.getByLabel("Key name").fill("typed-key")
  await form.getByRole("combobox", { name: "Team" }).fill("keyboard")
  await expect(form.getByRole("option", { name: "Keyboard people" })).toBeVisible()
  await page.keyboard.press("Escape")
  await expect(form.getByRole("option", { name: "Keyboard people" })).toBeHidden()
  await expect(form).toBeVisible()
  await page.keyboard.press("ArrowDown")
  await page.keyboard.press("Enter")
  await expect(form.getByRole("list", { name: "Chosen: Team" })).toContainText("Keyboard people")
  await form.getByRole("combobox", { name: "User" }).fill("keyboard")
  await form.getByRole("option", { name: "Keyboard person" }).click()
  await form.getByRole("button", { name: "Create key" }).click()
  await page.getByRole("button", { name: "Done" }).click()
  const row = page.getByRole("row").filter({ hasText: "typed-key" })
  await expect(row).toContainText("Keyboard people")
  await expect(row).toContainText("Keyboard person")

  await row.getByRole("button", { name: "typed-key", exact: true }).click()
  const edit = page.getByRole("dialog", { name: "Edit typed-key" })
  await edit.getByRole("button", { name: "Remove Keyboard people" }).click()
  await edit.getByRole("button", { name: "Save" }).click()
  await expect(edit).toBeHidden()
  await expect(row).not.toContainText("Keyboard people")
  await expect(row).toContainText("Keyboard person")
})
