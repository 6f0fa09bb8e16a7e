import { execFile } from "node:child_process"
import { writeFileSync } from "node:fs"
import { promisify } from "node:util"
import { expect } from "playwright/test"
import { logIn } from "./log-in"
import { expectAccessible, expectFits } from "./looks"
import { STRANGER, test } from "./test"

test.use({ kind: "demo", storageState: STRANGER })

test("a newcomer without config or provider key sees the whole loop: empty pages that say what to do, a key, a call, its cost", async ({
  page,
  stage,
}, testInfo) => {
  await test.step("the printed master key lets in", async () => {
    await page.goto("/")
    await logIn(page, stage.masterKey)
  })

  const steps = page.getByRole("heading", { name: "Three steps to the first request" })
  await test.step("the overview teaches the first three steps", async () => {
    await expect(steps).toBeVisible()
    await expect(page.getByText(/^Nothing\. Budgets, deployments/)).toBeVisible()
    await expect(page.getByRole("link", { name: "Create a key" })).toBeVisible()
    await expect(page.getByRole("link", { name: "Add a model" })).toHaveCount(0)
    await expectAccessible(page)
    await expectFits(page)
  })

  await test.step("empty pages say what to do next", async () => {
    await page.goto("/ui/logs")
    await expect(page.getByRole("region", { name: "curl command" })).toContainText('"model":"demo"')
    await page.goto("/ui/usage")
    await expect(page.getByText("No requests in these days")).toBeVisible()
    await expect(page.getByTestId("total-spend")).toHaveAttribute("data-nano", "0")
    await page.getByRole("link", { name: "Create a key" }).click()
    await expect(page.getByRole("dialog", { name: "Create key" })).toBeVisible()
    await page.keyboard.press("Escape")
    await page.getByRole("button", { name: "Create your first key" }).click()
  })

  await test.step("the Node example that is shown with the key runs as it is", async () => {
    await page.getByRole("dialog").getByRole("button", { name: "Create key" }).click()
    await page.getByRole("tab", { name: "Node" }).click()
    const code = (await page.getByRole("region", { name: "Node example" }).textContent()) ?? ""
    await page.getByRole("button", { name: "Done" }).click()
    const file = testInfo.outputPath("example.mjs")
    writeFileSync(file, code)
    const { stdout } = await promisify(execFile)(process.execPath, [file], { timeout: 20_000 })
    expect(stdout).toContain("Say hello.")
  })

  await test.step("the first steps are done, and the overview counts", async () => {
    await page.goto("/ui")
    await expect(page.getByTestId("figure-requests")).toHaveText("1")
    await expect(steps).toBeHidden()
  })

  await test.step("the call is in the log with its cost, and on the Usage page", async () => {
    await page.goto("/ui/logs")
    const row = page.getByRole("table", { name: "Requests" }).locator("tbody tr")
    await expect(row).toHaveCount(1)
    await expect(row).toContainText("demo")
    const { logNano } = await stage.ledger.sums()
    expect(logNano).toBeGreaterThan(0)
    await expect(row.getByTestId("log-cost")).toHaveAttribute("data-nano", String(logNano))
    await page.goto("/ui/usage")
    await expect(page.getByTestId("total-spend")).toHaveAttribute("data-nano", String(logNano))
  })
})
