import { expect, type Locator, type Page } from "playwright/test"
import type { Stage } from "./stage"
import { test } from "./test"

// It adds and deletes models: others count theirs.
test.use({ kind: "fresh" })

const SECRET = "sk-a-new-secret-of-the-provider"
const HOSTILE = `<img src=x onerror=window.__xss=1>"'`

async function openForm(page: Page): Promise<Locator> {
  await page.goto("/ui/models")
  await page.getByRole("button", { name: "Add model" }).click()
  return page.getByRole("dialog", { name: "Add model" })
}

async function choose(form: Locator, typed: string, provider: RegExp): Promise<void> {
  const field = form.getByRole("combobox", { name: "Provider" })
  await field.fill(typed)
  await expect(form.getByRole("option").first()).toHaveText(provider)
  await field.press("Enter")
}

async function act(page: Page, name: string, action: string): Promise<void> {
  await page.getByRole("button", { name: `Actions for ${name}` }).click()
  await page.getByRole("menuitem", { name: action, exact: true }).click()
}

async function ask(stage: Stage, model: string): Promise<number> {
  const key = await stage.makeKey({})
  try {
    await stage.client(key).chat.completions.create({ model, messages: [{ role: "user", content: "Hello" }] })
    return 200
  } catch (e) {
    return (e as { status?: number }).status ?? 0
  }
}

test("a deployment from the browser alone: tried, added, asked, changed, blocked, deleted, and its key never seen again", async ({
  page,
  stage,
}) => {
  const url = stage.providerUrl
  const form = await openForm(page)

  await test.step("the provider's own fields, and the price of a model that is known", async () => {
    await choose(form, "openai", /^OpenAI ?openai$/)
    await expect(form.getByLabel("API key")).toHaveAttribute("type", "password")
    await expect(form.getByText("OPENAI_API_KEY of the gateway's environment")).toBeVisible()
    await form.getByRole("combobox", { name: "Model" }).fill("gpt-4o-mini")
    await expect(form.getByText("$0.15 in, $0.60 out per million")).toBeVisible()
    await form.getByRole("combobox", { name: "Model" }).fill("429")
    await expect(form.getByText("Not in the price table")).toBeVisible()
  })

  await test.step("a connection that fails says why; a result goes when the form changes", async () => {
    await form.getByLabel("API key").fill(SECRET)
    await form.getByLabel("Address").fill(url)
    await form.getByRole("button", { name: "Test connection" }).click()
    const result = form.getByRole("status", { name: "Test of the connection" })
    await expect(result).toContainText("Failed · 429")
    await form.getByRole("combobox", { name: "Model" }).fill("ok")
    await expect(result).toBeHidden()
    await form.getByRole("button", { name: "Test connection" }).click()
    await expect(result).toContainText("Works · 200")
    await expect(result).toContainText("Hello from the mock provider")
  })

  await test.step("added, it serves at once at the price that was given", async () => {
    await form.getByLabel("Name for clients").fill("from-the-browser")
    await form.getByText("what tokens cost here").click()
    await form.getByLabel("Input, $ per million tokens").fill("2.50")
    await form.getByRole("button", { name: "Add model" }).click()
    await expect(form.getByText("Give both prices, or none.")).toBeVisible()
    await form.getByLabel("Output, $ per million tokens").fill("10")
    await form.getByRole("button", { name: "Add model" }).click()
    await expect(form).toBeHidden()
    const row = page.getByRole("row", { name: /from-the-browser/ })
    await expect(row).toContainText("$2.5")
    await expect(row).not.toContainText("Config file")
    expect(await ask(stage, "from-the-browser")).toBe(200)
  })

  await test.step("changed, its key stays and is not shown", async () => {
    await act(page, "from-the-browser", "Edit")
    const edit = page.getByRole("dialog", { name: "Edit from-the-browser" })
    await expect(edit.getByText("One is stored. Empty keeps it.")).toBeVisible()
    await expect(edit.getByLabel("API key")).toHaveValue("")
    expect(await page.content()).not.toContain(SECRET)
    await edit.getByText("rates, weight, order, timeout").click()
    await edit.getByLabel("Requests per minute").fill("soon")
    await edit.getByRole("button", { name: "Save" }).click()
    await expect(edit.getByLabel("Requests per minute")).toHaveAttribute("aria-invalid", "true")
    await edit.getByLabel("Requests per minute").fill("600")
    await edit.getByLabel("Name for clients").fill("renamed")
    await edit.getByRole("button", { name: "Test connection" }).click()
    await expect(edit.getByRole("status", { name: "Test of the connection" })).toContainText("Works · 200")
    await edit.getByRole("button", { name: "Save" }).click()
    await expect(edit).toBeHidden()
    await expect(page.getByRole("row", { name: /renamed/ })).toBeVisible()
    expect([await ask(stage, "renamed"), await ask(stage, "from-the-browser")]).toEqual([200, 404])
  })

  await test.step("blocked it is not asked, unblocked it is, deleted it is gone", async () => {
    await act(page, "renamed", "Block")
    // The message of the change before may stand yet, with an Undo of its own.
    const blocked = page.getByRole("listitem").filter({ hasText: "renamed is blocked" })
    await expect(blocked).toBeVisible()
    await expect(page.getByRole("row", { name: /renamed/ })).toContainText("Blocked")
    expect(await ask(stage, "renamed")).toBeGreaterThanOrEqual(400)
    await blocked.getByRole("button", { name: "Undo" }).click()
    await expect(page.getByText("renamed is working again")).toBeVisible()
    await expect(page.getByRole("row", { name: /renamed/ })).not.toContainText("Blocked")
    expect(await ask(stage, "renamed")).toBe(200)
    // Messages lie over the last rows, and stay while the pointer is on them.
    await page.mouse.move(640, 90)
    await act(page, "renamed", "Delete")
    const question = page.getByRole("alertdialog")
    await expect(question).toContainText("the only deployment of this name")
    await question.getByRole("button", { name: "Delete deployment" }).click()
    await expect(page.getByRole("row", { name: /renamed/ })).toBeHidden()
    expect(await ask(stage, "renamed")).toBe(404)
  })
})

test("each provider asks what it needs, found by typing; what the gateway refuses is said in its words", async ({
  page,
  incidents,
}) => {
  const form = await openForm(page)
  await form.getByRole("button", { name: "Add model" }).click()
  await expect(form.getByText("Choose a provider.")).toBeVisible()
  await choose(form, "bedrock", /Amazon Bedrock/)
  await expect(form.getByLabel("AWS region")).toBeVisible()
  await expect(form.getByLabel("Secret access key")).toHaveAttribute("type", "password")
  await form.getByRole("button", { name: /^Remove Amazon Bedrock/ }).click()
  await choose(form, "vertex", /Vertex/)
  for (const label of ["Project", "Location", "Credentials"]) await expect(form.getByLabel(label)).toBeVisible()
  await form.getByRole("button", { name: /^Remove Vertex/ }).click()
  await choose(form, "azure", /^Azure ?azure$/)
  await form.getByRole("combobox", { name: "Model" }).fill("my-deployment")
  await form.getByRole("button", { name: "Add model" }).click()
  await expect(form.getByRole("alert")).toContainText("azure needs api_base")
  incidents.splice(0)
})

test("names and addresses that are markup stay text, in the list, the forms and the questions", async ({
  page,
  stage,
}) => {
  const params = { model: `openai/${HOSTILE}`, api_base: stage.providerUrl, api_key: SECRET }
  await stage.manage("/model/new", { model_name: HOSTILE, litellm_params: params, model_info: { id: HOSTILE } })
  await page.goto("/ui/models")
  for (const action of ["Edit", "Delete"]) {
    await act(page, HOSTILE, action)
    const dialog = page.getByRole(action === "Edit" ? "dialog" : "alertdialog", { name: `${action} ${HOSTILE}` })
    await expect(dialog).toBeVisible()
    await page.keyboard.press("Escape")
    await expect(dialog).toBeHidden()
  }
  expect(await page.evaluate(() => "__xss" in window)).toBe(false)
  expect(await page.locator('img:not([src^="/"])').count()).toBe(0)
})
