import { expect } from "playwright/test"
import { callEveryWay } from "./call-every-way"
import { test } from "./test"
import { ZONE } from "./zone"

test.use({ timezoneId: ZONE.name })

interface Overview {
  readonly current: {
    readonly figures: { readonly requests: number; readonly failures: number; readonly spend: number }
  }
  readonly top_keys: readonly { readonly spend: number }[]
}

test("the figures are those of the API and of the database, and what needs attention leads to where it is mended", async ({
  page,
  stage,
}) => {
  const key = await stage.makeKey({ key_alias: "nearly-spent", max_budget: 0.004, duration: "3d" })
  await callEveryWay(stage.client(key))
  await stage.client(key).chat.completions.create({ model: "big-bill", messages: [{ role: "user", content: "Hi" }] })
  const messages = [{ role: "user" as const, content: "Hi" }]
  for (let i = 0; i < 3; i++)
    await expect(stage.client(key).chat.completions.create({ model: "busy-model", messages })).rejects.toThrow()
  await page.goto("/ui")
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible()
  const told = (await (await page.request.get("/usage/overview?range=24h")).json()) as Overview
  const { logNano } = await stage.ledger.sums()
  await expect(page.getByTestId("figure-spend")).toHaveAttribute("data-raw", String(logNano))
  expect(Math.round(told.current.figures.spend * 1e9)).toBe(logNano)
  await expect(page.getByTestId("figure-requests")).toHaveAttribute("data-raw", String(told.current.figures.requests))
  await expect(page.getByTestId("figure-failures")).toHaveAttribute("data-raw", String(told.current.figures.failures))
  await expect(page.getByRole("table", { name: "Top keys" }).locator("[data-nano]").first()).toHaveAttribute(
    "data-nano",
    String(Math.round((told.top_keys[0]?.spend ?? 0) * 1e9)),
  )
  const attention = page.getByRole("list", { name: "Needs attention" })
  await expect(attention.getByText(/Key nearly-spent expires in/)).toBeVisible()
  await expect(attention.getByText(/busy-model: \d+% of requests fail/)).toBeVisible()
  await expect(page.getByRole("list", { name: "Recent errors" }).getByRole("listitem").first()).toContainText("429")
  await attention.getByRole("link", { name: /Key nearly-spent .* budget/ }).click()
  await expect(page).toHaveURL(/\/ui\/keys\?q=nearly-spent/)
})

test("the range is in the URL, and days are the viewer's", async ({ page }) => {
  await page.goto("/ui")
  await page.getByRole("radio", { name: "7 days" }).click()
  await expect(page).toHaveURL("/ui?range=7d")
  await expect(page.getByText(`days in ${ZONE.name} (${ZONE.offset})`)).toBeVisible()
  await page.reload()
  await expect(page.getByRole("radio", { name: "7 days" })).toBeChecked()
})
