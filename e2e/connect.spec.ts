import { expect } from "playwright/test"
import { test } from "./test"

test("each client's text has address, model and a fresh key, which nothing keeps", async ({ page, stage }) => {
  await page.goto("/ui/connect?model=echo-chat")
  const text = page.getByRole("region", { name: "Claude Code example" })
  await expect(text).toContainText(`ANTHROPIC_BASE_URL="${stage.url}"`)
  await expect(text).toContainText('ANTHROPIC_MODEL="echo-chat"')
  await expect(text).toContainText("sk-your-key")
  await page.getByRole("button", { name: "Create a key for this" }).click()
  const key = (await page.getByTestId("fresh-key").textContent()) ?? ""
  expect(key).toMatch(/^sk-/)
  await expect(text).toContainText(`ANTHROPIC_AUTH_TOKEN="${key}"`)
  await page.getByRole("radio", { name: "Codex" }).click()
  await expect(page.getByRole("region", { name: "Codex example" })).toContainText(key)
  await expect(page).toHaveURL("/ui/connect?model=echo-chat&client=codex")
  await page.getByRole("radio", { name: "curl" }).click()
  await page.getByRole("combobox", { name: "Model" }).selectOption("fast-chat")
  await expect(page.getByRole("region", { name: "curl example" })).toContainText('"model":"fast-chat"')

  // The key works, with the official client too.
  const answer = await stage
    .client(key)
    .chat.completions.create({ model: "echo-chat", messages: [{ role: "user", content: "Hi" }] })
  expect(answer.choices[0]?.message.content).toContain("Hi")
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href]))
  expect(kept).not.toContain(key)

  // On a phone the clients are in a select.
  await page.setViewportSize({ width: 360, height: 800 })
  await page.getByRole("combobox", { name: "Client" }).selectOption("Continue")
  const example = page.getByRole("region", { name: "Continue example" })
  await expect(example).toContainText("provider: openai")
  await expect(page).toHaveURL(/client=continue/)
  await page.reload()
  await expect(example).toContainText("sk-your-key")
})
