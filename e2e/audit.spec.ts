import { expect } from "playwright/test"
import { test } from "./test"

interface Listed {
  readonly total: number
  readonly audit_logs: readonly { id: string; hash: string }[]
}

test("a change made on a page is seen with what differs, as the API says, and the chain holds", async ({
  page,
  stage,
}) => {
  await stage.manage("/team/new", { team_id: "audited", team_alias: "Audited <b>team</b>", max_budget: 5 })
  await stage.manage("/team/update", { team_id: "audited", max_budget: 7.5 })
  await page.goto("/ui/audit?object=audited")
  const told = await stage.read<Listed>("/audit?object_id=audited")
  const table = page.getByRole("table", { name: "Changes" })
  await expect(table.getByRole("row")).toHaveCount(told.total + 1)
  await expect(table.getByRole("row").nth(1)).toContainText("max_budget: 5 → 7.5")
  await expect(table.getByRole("row").nth(2)).toContainText("Audited <b>team</b>")

  await table.getByRole("button", { name: /updated/ }).focus()
  await page.keyboard.press("Enter")
  const panel = page.getByRole("dialog", { name: "Team updated" })
  await expect(panel.getByLabel("What differs")).toContainText("max_budget")
  await expect(panel.getByLabel("What differs")).toContainText("before: 5")
  await expect(panel.getByLabel("What differs")).toContainText("after: 7.5")
  await expect(panel).toContainText(told.audit_logs[0]?.hash ?? "no hash")
  await expect(page).toHaveURL(/row=\d+/)
  await page.keyboard.press("Escape")
  await expect(panel).toBeHidden()

  await page.getByRole("button", { name: "Verify now" }).click()
  await expect(page.getByRole("status", { name: "Chain check" })).toContainText(
    /All [\d,]+ rows are as they were written/,
  )
  await page.getByLabel("Action").selectOption("created")
  await expect(table.getByRole("row")).toHaveCount(2)
  await page.getByLabel("Changed by").fill("nobody-of-this-name")
  await expect(page.getByText("No change matches")).toBeVisible()
  await page.getByRole("button", { name: "Clear filters" }).first().click()
  await expect(table).toBeVisible()
})
