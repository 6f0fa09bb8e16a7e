import { readFileSync } from "node:fs"
import { expect } from "playwright/test"
import { callEveryWay } from "./call-every-way"
import { test } from "./test"
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

  await page.getByRole("radio", { name: "By provider" }).click()
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
