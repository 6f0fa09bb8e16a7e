import { createHash } from "node:crypto"
import type OpenAI from "openai"
import { expect, type Page } from "playwright/test"
import type { Stage } from "./stage"
import { test } from "./test"

const hashOf = (key: string) => createHash("sha256").update(key).digest("hex")
const table = (page: Page) => page.getByRole("table", { name: "Requests" })
const rows = (page: Page) => table(page).locator("tbody tr")
const links = (page: Page) => rows(page).locator("a[data-request-id]")

async function ask(client: OpenAI, model: string, content: string): Promise<void> {
  await client.chat.completions.create({ model, messages: [{ role: "user", content }] })
}

/** A key with these questions asked, one after the other. */
async function keyThatAsked(stage: Stage, alias: string, questions: readonly string[]): Promise<string> {
  const key = await stage.makeKey({ key_alias: alias })
  for (const question of questions) await ask(stage.client(key), "fast-chat", question)
  return hashOf(key)
}

test("the key in the URL filters, from the key's menu and from the list of keys", async ({ page, stage }) => {
  const token = await keyThatAsked(stage, "left-lane", ["one", "two"])
  await keyThatAsked(stage, "right-lane", ["three"])
  await page.goto("/ui/keys?q=left-lane")
  await page.getByRole("button", { name: "Actions for left-lane" }).click()
  await page.getByRole("menuitem", { name: "See requests" }).click()
  await expect(page).toHaveURL(`/ui/logs?key=${token}&range=all`)
  await expect(rows(page)).toHaveCount(2)
  await expect(rows(page).filter({ hasText: "left-lane" })).toHaveCount(2)
  await page.getByRole("combobox", { name: "Key" }).selectOption("right-lane")
  await expect(rows(page)).toHaveCount(1)
  await page.goto(`/ui/logs?key=${token}`)
  await expect(rows(page)).toHaveCount(2)
  await page.getByRole("button", { name: "Clear filters" }).click()
  await expect(rows(page).filter({ hasText: "right-lane" })).toHaveCount(1)
})

test("j and k move, Enter opens, j moves on inside the panel, Escape closes and gives the focus back", async ({
  page,
  stage,
}) => {
  const token = await keyThatAsked(stage, "keyboard", ["first question", "second question", "third question"])
  await page.goto(`/ui/logs?key=${token}`)
  await expect(rows(page)).toHaveCount(3)
  await page.keyboard.press("j")
  await expect(links(page).nth(0)).toBeFocused()
  await page.keyboard.press("j")
  await expect(links(page).nth(1)).toBeFocused()
  await page.keyboard.press("k")
  await expect(links(page).nth(0)).toBeFocused()
  await page.keyboard.press("Enter")
  const conversation = page.getByRole("dialog").getByRole("list", { name: "Conversation" })
  await expect(conversation).toContainText("third question")
  await page.keyboard.press("j")
  await expect(conversation).toContainText("second question")
  await page.keyboard.press("Escape")
  await expect(page.getByRole("dialog")).toBeHidden()
  await expect(links(page).nth(1)).toBeFocused()
  await page.getByRole("searchbox").fill("jk")
  await expect(page.getByRole("searchbox")).toHaveValue("jk")
})

test("a link to one request opens its panel, and Back closes it", async ({ page, stage }) => {
  const token = await keyThatAsked(stage, "linked", ["a question to share"])
  await page.goto(`/ui/logs?key=${token}`)
  await rows(page).first().click()
  const panel = page.getByRole("dialog", { name: "fast-chat" })
  await expect(panel).toContainText("a question to share")
  await expect(page).toHaveURL(/row=/)
  const link = page.url()
  await page.goBack()
  await expect(panel).toBeHidden()
  await page.goto(link)
  await expect(panel).toContainText("a question to share")
  await panel.getByRole("tab", { name: "Request JSON" }).click()
  await expect(panel.getByRole("region", { name: "request JSON" })).toContainText('"role": "user"')
  await panel.getByRole("tab", { name: "Response JSON" }).click()
  await expect(panel.getByRole("region", { name: "response JSON" })).toContainText('"finish_reason": "stop"')
})

test("a refusal is in the log with its reason, costs nothing, and hides the provider's key", async ({
  page,
  stage,
}) => {
  const key = await stage.makeKey({ key_alias: "unlucky" })
  await expect(ask(stage.client(key), "busy-model", "Are you there?")).rejects.toThrow(/429/)
  await expect(ask(stage.client(key), "no-such-model", "And you?")).rejects.toThrow(/404/)
  await page.goto(`/ui/logs?key=${hashOf(key)}&status=failure`)
  await expect(rows(page)).toHaveCount(2)
  const busy = rows(page).filter({ hasText: "busy-model" })
  await expect(busy).toContainText("Failure 429")
  await expect(busy.getByTestId("log-cost")).toHaveAttribute("data-nano", "0")
  await busy.click()
  const panel = page.getByRole("dialog", { name: "busy-model" })
  await expect(panel.getByRole("region", { name: "Error" })).toContainText("rate limit")
  await expect(panel.getByRole("region", { name: "Routing" })).toContainText("429")
  expect(await page.content()).not.toContain("a-secret-of-the-provider")
  expect(await stage.ledger.rows(hashOf(key))).toMatchObject([{ nano: 0 }, { nano: 0 }])
})
