import { expect } from "playwright/test"
import { askUntilCached } from "./ask-until-cached"
import { addHostileModels, expectDead, expectShown, TEXTS } from "./hostile"
import { test } from "./test"
import { expectLoaded } from "./walk"

test.use({ kind: "hostile" })

test("models, keys, tags, users and facts with names of markup stay text on every page that tells of them", async ({
  page,
  stage,
}) => {
  test.setTimeout(120_000)
  await addHostileModels(stage)
  const key = await stage.makeKey({ key_alias: TEXTS[0], max_budget: 0.0001, duration: "2d" })
  const client = stage.client(await stage.makeKey({ key_alias: TEXTS[1] }))
  for (const text of TEXTS) {
    const request = { model: text, messages: [{ role: "user" as const, content: text }], user: text }
    await client.chat.completions.create(request)
    await stage.manage("/memory", { user_id: text, fact: text })
  }
  await askUntilCached(client, TEXTS[0] ?? "", "Hello")
  const messages = [{ role: "user" as const, content: TEXTS[0] ?? "" }]
  const [model = ""] = TEXTS
  await stage.client(key).chat.completions.create({ model, messages })

  for (const path of ["/ui/models", "/ui/routing", "/ui/memory"]) {
    await page.goto(path)
    await expectShown(page, TEXTS)
  }
  await page.goto("/ui/audit")
  await expectShown(page, TEXTS.slice(0, 2))
  await page.goto("/ui/caching")
  await expectShown(page, TEXTS.slice(0, 1))
  await page.goto("/ui")
  await expect(page.getByRole("table", { name: "Top models" })).toBeVisible()
  await expectShown(page, TEXTS.slice(0, 2))
  await page.goto("/ui/usage?by=model")
  await expectLoaded(page)
  await expectDead(page)
})

test("a conversation in the playground is text on both sides", async ({ page }) => {
  await page.goto("/ui/playground")
  await page.getByRole("button", { name: "Make one for an hour" }).click()
  await expect(page.getByLabel("Key", { exact: true })).not.toHaveValue("")
  await page.getByRole("combobox", { name: "Model" }).or(page.getByLabel("Model")).first().selectOption("echo-chat")
  const talk = page.getByRole("log", { name: "Conversation with echo-chat" })
  for (const text of TEXTS.slice(0, 5)) {
    await page.getByRole("textbox", { name: "Message" }).fill(text)
    await page.keyboard.press("Enter")
    await expect(page.getByRole("button", { name: "Send" })).toBeVisible()
    await expect(talk.getByText(text).first()).toBeVisible()
    await expectDead(page)
  }
})

test("what went over the wire is text, and a request asked again", async ({ page, stage }) => {
  const text = TEXTS.at(-2) ?? ""
  const client = stage.client(await stage.makeKey())
  await client.chat.completions.create({ model: "echo-chat", messages: [{ role: "user", content: text }] })
  await page.goto("/ui/logs?model=echo-chat")
  await page.getByRole("table", { name: "Requests" }).locator("tbody tr").first().click()
  const panel = page.getByRole("dialog")
  for (const tab of await panel.getByRole("tab").all()) {
    await tab.click()
    await expectDead(page)
  }
  await expect(panel).toContainText(text)
  await expectDead(page)
})
