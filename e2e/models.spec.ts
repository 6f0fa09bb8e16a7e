import { expect } from "playwright/test"
import { MODELS } from "./prices"
import { test } from "./test"

test("each deployment is listed with its provider and prices, and none of its secrets", async ({ page }) => {
  await page.goto("/ui/models")
  const rows = page.getByRole("table", { name: "Deployments" }).locator("tbody tr")
  await expect(rows).toHaveCount(Object.keys(MODELS).length)
  for (const [name, { model, provider, inputNano, outputNano }] of Object.entries(MODELS)) {
    const row = rows.filter({ has: page.getByText(name, { exact: true }) })
    await expect(row).toContainText(model)
    await expect(row).toContainText(provider)
    // A nano-dollar for a token is a thousandth of a dollar for a million of them.
    await expect(row).toContainText(`$${(inputNano / 1_000).toFixed(2)}`.slice(0, 4))
    await expect(row).toContainText(`$${outputNano / 1_000}`)
  }
  expect(await page.content()).not.toContain("a-secret-of-the-provider")
})

test("Test calls the deployment for real and says what came of it", async ({ page }) => {
  await page.goto("/ui/models")
  await page.getByRole("button", { name: "Test claude-writer" }).click()
  const good = page.getByRole("status", { name: "Test of claude-writer" })
  await expect(good).toContainText(/Works · 200 · \d+ ms · \$0\.00\d+/)
  await expect(good).toContainText("Hello from the mock provider")
  await page.getByRole("button", { name: "Test busy-model" }).click()
  const bad = page.getByRole("status", { name: "Test of busy-model" })
  await expect(bad).toContainText("Failed · 429")
  await expect(bad).toContainText("Rate limit reached")
})

test("the filter is in the URL and says when nothing is left", async ({ page }) => {
  await page.goto("/ui/models?q=anthropic")
  const rows = page.getByRole("table", { name: "Deployments" }).locator("tbody tr")
  await expect(rows).toHaveCount(1)
  await page.getByRole("searchbox", { name: "Filter models" }).fill("nothing like it")
  await expect(page.getByText("No model matches")).toBeVisible()
  await page.getByRole("button", { name: "Clear the filter" }).click()
  await expect(rows).toHaveCount(Object.keys(MODELS).length)
})

test("models of the config file are shown as such, with the words why they are not changed here", async ({
  page,
  stage,
}) => {
  await page.goto("/ui/models")
  await expect(page.getByRole("row", { name: /fast-chat/ })).toContainText("Config file")
  await page.getByRole("button", { name: "Actions for fast-chat" }).click()
  await expect(page.getByRole("menuitem")).toHaveText(["Change in config.yaml"])
  await page.getByRole("menuitem", { name: "Change in config.yaml" }).click()
  const dialog = page.getByRole("dialog", { name: "fast-chat is in config.yaml" })
  await expect(dialog).toContainText("would undo a change made here")
  await expect(dialog.getByRole("region", { name: "config.yaml" })).toContainText("model_list:")
  await expect(dialog.getByRole("region", { name: "reload command" })).toContainText(`${stage.url}/config/reload`)
})
