import { readFileSync } from "node:fs"
import { expect } from "playwright/test"
import { callEveryWay } from "./call-every-way"
import { test } from "./test"
import { expected } from "./watch"
import { today, ZONE } from "./zone"

// Days are the viewer's, not the server's.
test.use({ timezoneId: ZONE.name })

test("the days, keys, providers and the exported file all add up to the database", async ({ page, stage }) => {
  const called = await callEveryWay(stage.client(await stage.makeKey({ key_alias: "accountant" })))
  await page.goto("/ui/usage")
  await expect(page.getByText("Equals the request log")).toBeVisible()
  const { logNano, hourlyNano } = await stage.ledger.sums()
  expect(hourlyNano).toBe(logNano)
  for (const key of await stage.ledger.keys()) expect(key.spentNano, key.alias ?? "").toBe(key.logNano)
  await expect(page.getByTestId("total-spend")).toHaveAttribute("data-nano", String(logNano))
  await expect(page.getByText(`days in ${ZONE.name} (${ZONE.offset})`)).toBeVisible()

  const download = page.waitForEvent("download")
  await page.getByRole("button", { name: "Export CSV" }).click()
  const saved = await (await download).path()
  const [head = "", ...lines] = readFileSync(saved, "utf8").trim().split("\r\n")
  const column = head.split(",").indexOf("spend_usd")
  const nano = lines.reduce((sum, line) => sum + Math.round(Number(line.split(",")[column]) * 1e9), 0)
  expect(nano).toBe(logNano)
  expect(lines.some((line) => line.startsWith(today()))).toBe(true)

  await page.getByRole("combobox", { name: "Group by" }).selectOption("By provider")
  await page.getByRole("radio", { name: "Requests" }).click()
  await expect(page).toHaveURL("/ui/usage?by=provider&measure=requests")
  await page.getByText("Show as a table").click()
  const days = page.getByRole("table", { name: "Requests by day and provider" })
  for (const provider of new Set(called.map((call) => call.provider))) {
    await expect(days.getByRole("columnheader", { name: provider })).toBeVisible()
  }
})

test("the whole ledger is verified from the page, and a balance that is off is named", async ({ page, stage }) => {
  await callEveryWay(stage.client(await stage.makeKey()))
  await page.goto("/ui/usage")
  await page.getByRole("button", { name: "Verify now" }).click()
  const check = page.getByRole("status", { name: "Ledger check" })
  await expect(check).toContainText("agree with every balance and report to the nano-dollar")
  await stage.ledger.spoil(7)
  await page.getByRole("button", { name: "Verify now" }).click()
  await expect(check).toContainText("is off by $0.000000007")
  await stage.ledger.spoil(-7)
  await page.getByRole("button", { name: "Verify now" }).click()
  await expect(check).toContainText("agree")
})

test("a model leads to its requests in the same days", async ({ page, stage }) => {
  await callEveryWay(stage.client(await stage.makeKey()))
  await page.goto("/ui/usage?range=today")
  await page.getByRole("link", { name: "slow-writer" }).click()
  await expect(page).toHaveURL(/\/ui\/logs\?.*model=slow-writer/)
  const rows = page.getByRole("table", { name: "Requests" }).locator("tbody tr")
  const known = (await stage.ledger.rows()).filter(({ model }) => model === "slow-writer")
  await expect(rows).toHaveCount(known.length)
})

test("by hour and by team, customer and tag: what is drawn is what the API says, and leads to the requests", async ({
  page,
  stage,
}) => {
  const { team_id } = await stage.manage<{ team_id: string }>("/team/new", { team_alias: "Bridge keepers" })
  const key = await stage.makeKey({ team_id, max_budget: 1, key_alias: "of-the-keepers" })
  const ask = () =>
    stage.client(key).chat.completions.create({
      model: "big-bill",
      messages: [{ role: "user", content: "Hello" }],
      user: "a-customer",
    })
  await ask()
  await ask()
  await page.goto("/ui/usage?range=today&slot=hour&by=team")
  const row = page.getByRole("table", { name: "Usage by team" }).locator("tbody tr", { hasText: "Bridge keepers" })
  await expect(row).toContainText("$0.006")
  // The page has brought what was settled to the database.
  expect(await stage.ledger.team(team_id)).toMatchObject({ logNano: 6_000_000, hourlyNano: 6_000_000 })
  await page.getByText("Show as a table").click()
  const hours = page.getByRole("table", { name: "Spend by hour and team" })
  await expect(hours.getByRole("columnheader", { name: "Bridge keepers" })).toBeVisible()
  const total = await hours.locator("tbody tr td:last-child").first().textContent()
  expect(total).toMatch(/^\$/)
  await hours.locator("tbody tr a").first().click()
  await expect(page).toHaveURL(/\/ui\/logs\?range=custom&from=/)
  await page.goBack()
  await row.getByRole("link").click()
  await expect(page).toHaveURL(new RegExp(`team=${team_id}`))
  await expect(page.getByRole("table", { name: "Requests" }).locator("tbody tr")).toHaveCount(2)

  await page.goto("/ui/usage?range=today&by=customer")
  await page.getByRole("table", { name: "Usage by customer" }).getByRole("link", { name: "a-customer" }).click()
  await expect(page).toHaveURL(/customer=a-customer/)
  await expect(page.getByRole("table", { name: "Requests" }).locator("tbody tr")).toHaveCount(2)
})

test("the days before stand beside the figures, errors and savings are drawn, budgets say when they end", async ({
  page,
  stage,
}) => {
  const key = await stage.makeKey({ key_alias: "a-tight-budget", max_budget: 0.01 })
  await stage.client(key).chat.completions.create({ model: "big-bill", messages: [{ role: "user", content: "Hi" }] })
  await page.goto("/ui/usage?range=7d")
  // Nothing was asked in the week before: everything is new.
  const spend = page.getByText(/^new than/).first()
  await expect(spend).toBeAttached()
  await page.getByRole("checkbox", { name: "Compare with the days before" }).click()
  await expect(page).toHaveURL(/compare=false/)
  await expect(spend).toBeHidden()
  const budget = page.getByRole("table", { name: "Budgets" }).locator("tbody tr", { hasText: "a-tight-budget" })
  await expect(budget.getByTestId("budget-spent")).toHaveAttribute("data-nano", "3000000")
  await expect(budget).toContainText("used up about")
  // Other journeys may have had answers from the cache.
  const answered = page.waitForResponse(/\/usage\/savings/)
  await page.getByRole("radio", { name: "Cache savings" }).click()
  const { metadata } = (await (await answered).json()) as { metadata: { total_saved: number } }
  const saved = String(Math.round(metadata.total_saved * 1e9))
  await expect(page.getByTestId("cache-saved")).toHaveAttribute("data-nano", saved)
  await page.getByRole("radio", { name: "Errors" }).click()
  await expect(page).toHaveURL(/measure=errors/)
})

test("a budget's course is the API's, wherever it stands, and ends in what is left", async ({ page, stage }) => {
  const team = { team_id: "pacers", team_alias: "Pacers", max_budget: 0.1, budget_duration: "30d" }
  await stage.manage("/team/new", team)
  const key = await stage.makeKey({ team_id: "pacers", key_alias: "pacer", max_budget: 0.02, budget_duration: "1d" })
  const messages = [{ role: "user" as const, content: "Hello" }]
  for (let i = 0; i < 2; i++) await stage.client(key).chat.completions.create({ model: "big-bill", messages })

  await page.goto("/ui/teams/team?id=pacers")
  await expect(page.getByTestId("budget-left")).toHaveAttribute("data-nano", "94000000")
  await page.getByRole("link", { name: "Day by day" }).click()
  await expect(page).toHaveURL("/ui/usage?budget=team%3Apacers")
  const remaining = page.getByTestId("burn-remaining")
  await expect(remaining).toHaveAttribute("data-nano", "94000000")
  await expect(page.getByText(/At the pace of its window so far it is used up/)).toBeVisible()

  const choose = page.getByRole("combobox", { name: "Budget" })
  const answered = page.waitForResponse(/\/usage\/burndown\?kind=key/)
  await choose.selectOption({ label: "Key pacer · 30% used" })
  const told = (await (await answered).json()) as { remaining: number; points: { remaining: number }[] }
  await expect(remaining).toHaveAttribute("data-nano", "14000000")
  await page.getByText("Show the budget as a table").click()
  const left = page.getByRole("table", { name: "Left of the budget by hour" }).getByTestId("burn-left")
  const shown = await left.evaluateAll((cells) => cells.map((cell) => Number(cell.getAttribute("data-nano"))))
  expect(shown).toEqual(told.points.map((point) => Math.round(point.remaining * 1e9)).reverse())
  expect([shown[0], told.remaining]).toEqual([14_000_000, 0.014])

  await page.goto("/ui/keys?q=pacer")
  await page.getByRole("button", { name: "Actions for pacer" }).click()
  await page.getByRole("menuitem", { name: "Budget over time" }).click()
  await expect(page.getByRole("dialog").getByTestId("budget-left")).toHaveAttribute("data-nano", "14000000")
})

test("a refusal offers no second try; a session that has ended leads to the login and back", async ({
  page,
  incidents,
}) => {
  const refuseWith = (status: number) =>
    page.route(/\/user\/daily\/activity/, (route) =>
      route.fulfill({
        status,
        json: { error: { message: "Not with this session.", type: "x", code: "x", param: null } },
      }),
    )
  await refuseWith(403)
  await page.goto("/ui/usage")
  await expect(page.getByRole("alert").filter({ hasText: "Usage could not be loaded" })).toContainText("Not with this")
  await expect(page.getByRole("button", { name: "Try again" })).toHaveCount(0)
  await page.unrouteAll()
  await refuseWith(401)
  await page.goto("/ui/usage?range=7d")
  // The login has let them in again: only who asks anew finds out whether that helps.
  await expect(page.getByRole("link", { name: "Log in again" })).toHaveAttribute(
    "href",
    "/ui/login?next=%2Fui%2Fusage%3Frange%3D7d",
  )
  await expect(page.getByRole("button", { name: "Try again" })).toHaveCount(0)
  expected(incidents, /status of 40[13]/)
})
