import { createHash } from "node:crypto"
import type OpenAI from "openai"
import { expect } from "playwright/test"
import { expectDead, TEXTS } from "./hostile"
import { test } from "./test"

/** Puts the text where a stranger can put one: prompts, answers, models that do not exist, headers, tool calls. */
async function say(client: OpenAI, text: string): Promise<void> {
  const headers = { "user-agent": text.replace(/[^\x20-\x7e]/g, "") }
  await client.chat.completions.create(
    {
      model: "echo-chat",
      user: text,
      messages: [
        { role: "system", content: text },
        { role: "user", content: [{ type: "text", text }] },
      ],
    },
    { headers },
  )
  await client.chat.completions.create({
    model: "fast-chat",
    messages: [
      { role: "user", content: text },
      { role: "assistant", tool_calls: [{ id: "one", type: "function", function: { name: "f", arguments: text } }] },
      { role: "tool", tool_call_id: "one", content: text },
    ],
  })
  const unknown = { model: text, messages: [{ role: "user" as const, content: text }] }
  await expect(client.chat.completions.create(unknown)).rejects.toThrow(/404/)
}

test("names of keys that are markup stay text", async ({ page, stage }) => {
  for (const text of TEXTS) {
    const client = stage.client(await stage.makeKey({ key_alias: text, metadata: { note: text } }))
    await client.chat.completions.create({ model: "fast-chat", messages: [{ role: "user", content: "Hello" }] })
  }
  await page.goto("/ui/keys")
  for (const text of TEXTS) await expect(page.getByRole("button", { name: text, exact: true })).toBeVisible()
  await expectDead(page)

  await page.goto("/ui/usage?by=key")
  await page.getByText("Show as a table").click()
  await page.getByRole("button", { name: /^Show all/ }).click()
  const keys = page.getByRole("table", { name: "Usage by key" })
  for (const text of TEXTS) await expect(keys.getByRole("link", { name: text, exact: true })).toBeVisible()
  await expectDead(page)
})

test("names of teams, users, customers and tags that are markup stay text", async ({ page, stage }) => {
  for (const [i, text] of TEXTS.entries()) {
    const { team_id } = await stage.manage<{ team_id: string }>("/team/new", { team_alias: text })
    const user = { user_id: `${text}${i}`, user_alias: text, teams: [team_id], auto_create_key: false }
    await stage.manage("/user/new", user)
    await stage.manage("/customer/new", { user_id: text, alias: text })
    await stage.manage("/tag/new", { name: text, description: text })
    await stage.makeKey({ team_id, user_id: user.user_id })
  }
  for (const path of ["teams", "users"]) {
    await page.goto(`/ui/${path}`)
    for (const text of TEXTS) await expect(page.getByRole("link", { name: text, exact: true })).toBeVisible()
    await expectDead(page)
    const [first = ""] = TEXTS
    await page.getByRole("link", { name: first, exact: true }).click()
    await expect(page.getByRole("heading", { level: 1 })).toContainText(first)
    await expect(page.getByRole("table", { name: "Keys" })).toBeVisible()
    await expectDead(page)
  }
  for (const tab of ["customer", "tag"]) {
    await page.goto(`/ui/customers?tab=${tab}`)
    for (const text of TEXTS) await expect(page.getByRole("button", { name: text, exact: true })).toBeVisible()
    await expectDead(page)
  }
  await page.goto("/ui/keys")
  for (const text of TEXTS) await expect(page.getByRole("link", { name: text, exact: true }).first()).toBeVisible()
  await expectDead(page)
})

test("prompts, answers and models that are markup stay text", async ({ page, stage }) => {
  const key = await stage.makeKey({ key_alias: "<img src=z onerror=window.__xss=4>" })
  for (const text of TEXTS) await say(stage.client(key), text)
  await page.goto(`/ui/logs?key=${createHash("sha256").update(key).digest("hex")}`)
  const rows = page.getByRole("table", { name: "Requests" }).locator("tbody tr")
  // Only the rows in sight are drawn: both ends of the list are looked at.
  await expect(page.getByText(`${3 * TEXTS.length} of ${3 * TEXTS.length} requests`)).toBeVisible()
  await expectDead(page)
  await page.mouse.wheel(0, 10_000)
  await expectDead(page)
  await page.mouse.wheel(0, -10_000)
  await expect(rows.first()).toBeInViewport()
  await rows.first().click()
  const panel = page.getByRole("dialog")
  const conversation = panel.getByRole("list", { name: "Conversation" })
  for (const text of [...TEXTS].reverse()) {
    await expect(panel.getByRole("heading").first()).toHaveText(text)
    for (const sign of [text, "Result of", "You said: "]) {
      await expect(conversation).toContainText(sign)
      await expectDead(page)
      await page.keyboard.press("j")
    }
  }
})

test("the forms of a hostile key are as harmless as its row", async ({ page, stage }) => {
  const text = "<img src=y onerror=window.__xss=2>"
  await stage.makeKey({ key_alias: text })
  await page.goto(`/ui/keys?q=${encodeURIComponent(text)}`)
  for (const action of ["Edit", "Use this key", "Block", "Unblock", "Delete"]) {
    await page.getByRole("button", { name: `Actions for ${text}` }).click()
    await page.getByRole("menuitem", { name: action, exact: true }).click()
    if (action === "Block" || action === "Unblock") {
      await expect(
        page.getByText(new RegExp(`${action === "Block" ? "is blocked" : "is working again"}$`)),
      ).toBeVisible()
    } else {
      await expect(page.getByRole(action === "Delete" ? "alertdialog" : "dialog")).toContainText(text)
      await expectDead(page)
      await page.keyboard.press("Escape")
    }
    await expectDead(page)
  }
})

test("an address made by a stranger opens nothing", async ({ page }) => {
  const text = encodeURIComponent('"></script><img src=x onerror=window.__xss=3>')
  for (const path of [
    `keys?q=${text}`,
    `logs?q=${text}&model=${text}&key=${text}`,
    `models?q=${text}`,
    `usage?by=${text}`,
    `teams?q=${text}&sort=${text}`,
    `users?q=${text}&role=${text}`,
    `customers?tab=${text}&q=${text}`,
    `keys?create=true&team=${text}&user=${text}`,
  ]) {
    await page.goto(`/ui/${path}`)
    // Not by its role: behind an open dialog it has none.
    await expect(page.locator("h1")).toBeVisible()
    await expectDead(page)
  }
})
