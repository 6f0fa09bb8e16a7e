import { expect } from "playwright/test"
import { expectFits } from "./looks"
import { test } from "./test"
import { expected } from "./watch"

test("the cache: its state, what it answered and saved, and how it is emptied", async ({ page, stage }) => {
  await page.goto("/ui/caching")
  await expect(page.getByText("Working")).toBeVisible()
  await expect(page.getByText("Requests that ask for it")).toBeVisible()
  await expect(page.getByText("No hits in these days")).toBeVisible()

  const client = stage.client(await stage.makeKey())
  const ask = () =>
    client.chat.completions
      .create({
        model: "big-bill",
        messages: [{ role: "user", content: "Hello" }],
        // Ours, beside what OpenAI knows.
        ...{ cache: { "use-cache": true } },
      })
      .withResponse()
  await ask()
  await expect.poll(async () => (await ask()).response.headers.get("x-litellm-cache-hit")).toBe("True")

  await test.step("hits and what they saved", async () => {
    await page.reload()
    const row = page.getByRole("row", { name: /big-bill/ })
    await expect(row).toContainText("$0.003")
    await page.getByRole("radio", { name: "7 days" }).click()
    await expect(page).toHaveURL(/days=7/)
    await expect(row).toBeVisible()
  })

  await test.step("emptied after a question, and what was saved stays counted", async () => {
    await page.getByRole("button", { name: "Empty the cache" }).click()
    const question = page.getByRole("alertdialog", { name: "Empty the cache?" })
    await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused()
    await question.getByRole("button", { name: "Empty the cache" }).click()
    await expect(question).toBeHidden()
    expect((await ask()).response.headers.get("x-litellm-cache-hit")).toBe("False")
    await expect(page.getByRole("row", { name: /big-bill/ })).toBeVisible()
  })
})

test("without a cache the page says what to set", async ({ page, incidents }) => {
  const message = "No response cache is configured: set litellm_settings.cache: true."
  await page.route("**/cache/ping", (route) => route.fulfill({ status: 503, json: { error: { message } } }))
  await page.goto("/ui/caching")
  await expect(page.getByText("Off", { exact: true })).toBeVisible()
  await expect(page.getByText("litellm_settings.cache: true")).toBeVisible()
  await expect(page.getByRole("button", { name: "Empty the cache" })).toHaveCount(0)
  await expectFits(page, [320])
  expected(incidents, /503/)
})
