import { expect } from "playwright/test"
import { addHostileModels, expectDead, NAUGHTY, NAUGHTY_NAMES, TEXTS } from "./hostile"
import { test } from "./test"

test.use({ kind: "hostile" })

const [FIRST = "", ...OTHERS] = TEXTS

/** Names that stand in the settings alone. */
const ALIASES = TEXTS.map((text) => `${text} too`)

test("fallbacks, settings and what the loader says against them stay text", async ({ page, stage }) => {
  const model_group_alias = Object.fromEntries(ALIASES.map((alias) => [alias, "echo-chat"]))
  const router_settings = { model_group_alias, fallbacks: [{ "fast-chat": ALIASES }], default_fallbacks: ALIASES }
  await stage.manage("/config/update", { router_settings })
  await page.goto("/ui/routing?q=fast-chat")
  for (const alias of ALIASES) await expect(page.getByRole("link", { name: alias, exact: true })).toBeVisible()
  await expectDead(page)

  await page.goto("/ui/settings?search=default_fallbacks&section=router_settings")
  await expect(page.locator("main")).toContainText(ALIASES[0] ?? "")
  await expectDead(page)
  await page.getByRole("button", { name: "Change default_fallbacks" }).click()
  const field = page.getByLabel("New value of default_fallbacks")
  await expect(field).toHaveValue(ALIASES.join("\n"))
  const unknown = [...TEXTS.map((text) => `no ${text}`), ...NAUGHTY_NAMES]
  await field.fill(unknown.join("\n"))
  await page.getByRole("button", { name: "Review" }).click()
  const refused = page.getByRole("alert").filter({ hasText: "The loader refuses this" })
  for (const name of unknown) await expect(refused).toContainText(JSON.stringify(name))
  await expectDead(page)
  await field.fill(ALIASES.slice(1).join("\n"))
  await page.getByRole("button", { name: "Review" }).click()
  await expect(page.getByRole("dialog")).toContainText(ALIASES[0] ?? "")
  await expectDead(page)
})

test("the text for each client is text, whatever the model is called", async ({ page, stage }) => {
  await addHostileModels(stage)
  await page.goto("/ui/connect?client=codex")
  const example = page.getByRole("region", { name: "Codex example" })
  for (const text of TEXTS) {
    await page.getByRole("combobox", { name: "Model" }).selectOption(text)
    await expect(example).toContainText(`model = ${JSON.stringify(text)}`)
    await expectDead(page)
  }
  for (const client of await page.getByRole("radio").all()) {
    await client.click()
    await expectDead(page)
  }
})

test("what people write who ask for more, and what others answer, stays text", async ({ page, stage }) => {
  const user = { user_id: FIRST, user_email: "asks@example.com", user_role: "internal_user", auto_create_key: false }
  await stage.manage("/user/new", { ...user, max_budget: 9 })
  const words = [...TEXTS, ...NAUGHTY_NAMES]
  for (const [i, note] of [words.join("\n"), null].entries()) {
    const key = await stage.makeKey({ user_id: FIRST, key_alias: `${OTHERS[i]} asks`, max_budget: 1 })
    const { request_id } = await stage.manageAs<{ request_id: string }>(key, "/budget/request", {
      key,
      max_budget: 2,
      reason: words.join("\n"),
    })
    if (note !== null) await stage.manage("/budget/request/decline", { request_id, note })
  }
  await page.goto("/ui/requests?status=all")
  const rows = page.getByRole("table", { name: "Requests" }).locator("tbody tr")
  await expect(rows).toHaveCount(2)
  for (const row of await rows.all()) await expect(row).toContainText(words.join("\n"), { useInnerText: true })
  await expectDead(page)
  await page.getByRole("button", { name: /^Approve/ }).click()
  await expect(page.getByRole("dialog")).toContainText(OTHERS[1] ?? "")
  await expectDead(page)
  await page.goto("/ui")
  await expect(page.getByRole("link", { name: /asks for a larger budget/ })).toBeVisible()
  await expectDead(page)
})

const STORABLE = NAUGHTY.filter((text) => !text.includes("\0"))

test("what was changed is text before and after, and so is the name of a view", async ({ page, stage }) => {
  const [before, after] = [TEXTS.join("\n"), STORABLE.join("\n")]
  await stage.manage("/tag/new", { name: OTHERS[0], description: before })
  await stage.manage("/tag/update", { name: OTHERS[0], description: after })
  await page.goto(`/ui/audit?object=${encodeURIComponent(OTHERS[0] ?? "")}`)
  await page
    .getByRole("table", { name: "Changes" })
    .getByRole("button", { name: /updated/ })
    .first()
    .click()
  const panel = page.getByRole("dialog").getByLabel("What differs")
  // The values are JSON.
  const shown = await panel.textContent()
  for (const text of [before, after]) expect(shown).toContain(JSON.stringify(text))
  await expectDead(page)

  await page.goto("/ui/logs")
  const names = [...TEXTS.slice(0, 3), ...TEXTS.slice(-2)]
  for (const name of names) {
    await page.getByRole("button", { name: "Views" }).click()
    await page.getByRole("menuitem", { name: "Save this view…" }).click()
    await page.getByLabel("Name", { exact: true }).fill(name)
    await page.keyboard.press("Enter")
    await expect(page.getByText(`Saved as ${name}`)).toBeVisible()
  }
  await page.getByRole("button", { name: "Views" }).click()
  for (const name of names) await expect(page.getByRole("menuitem", { name, exact: true })).toBeVisible()
  await expectDead(page)
})
