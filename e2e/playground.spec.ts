import type { Page } from "playwright/test"
import { expect } from "playwright/test"
import type { Stage } from "./stage"
import { test } from "./test"
import { expected } from "./watch"

const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
)
const WEATHER = '[{"name": "weather", "parameters": {"type": "object", "properties": {"city": {"type": "string"}}}}]'

/** A model of this kind at the provider that answers for the others. */
async function addModel(stage: Stage, name: string, fields: { model: string; mode: string }): Promise<void> {
  const { data } = await stage.read<{ data: { model_name: string }[] }>("/model/info")
  if (data.some(({ model_name }) => model_name === name)) return
  await stage.manage("/model/new", {
    model_name: name,
    litellm_params: {
      model: fields.model,
      api_base: stage.providerUrl,
      api_key: "a-secret",
      input_cost_per_token: 1e-6,
      output_cost_per_token: 1e-6,
    },
    model_info: { mode: fields.mode },
  })
}

async function say(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: "Message" }).fill(text)
  await page.getByRole("button", { name: "Send" }).click()
}

const done = (page: Page) => page.locator('[data-state="done"]')

test("two models answer side by side; what each cost is what the database says, and a reload keeps all but the key", async ({
  page,
  stage,
}) => {
  const key = await stage.makeKey({ key_alias: "playing" })
  await page.goto("/ui/playground")
  await page.getByRole("textbox", { name: "Key" }).fill(key)
  await page.getByRole("combobox", { name: "Model" }).selectOption("echo-chat")
  await page.getByRole("button", { name: "Compare with another model" }).click()
  await page.getByRole("combobox", { name: "Model" }).nth(1).selectOption("claude-writer")
  await page.getByRole("textbox", { name: "System prompt" }).fill("Be brief.")
  await page.getByRole("textbox", { name: "Max tokens" }).fill("200")
  await say(page, "<b>What</b> is a ford?")
  await expect(done(page)).toHaveCount(2)
  await expect(page.getByRole("log", { name: "Conversation with echo-chat" })).toContainText("<b>What</b> is a ford?")
  const costs = page.getByTestId("answer-cost")
  await expect(costs).toHaveCount(2)
  const shown = (await costs.evaluateAll((all) => all.map((one) => Number(one.getAttribute("data-nano"))))).reduce(
    (a, b) => a + b,
  )
  const mine = async () => (await stage.ledger.keys()).find(({ alias }) => alias === "playing")?.spentNano
  await expect.poll(mine).toBe(shown)
  await expect(done(page).first()).toContainText(/first token .* · .* in, \d+ out/)

  // The second question brings the first one and its answer along.
  await say(page, "And a bridge?")
  await expect(done(page)).toHaveCount(4)
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))
  expect(kept).not.toContain(key)
  await page.reload()
  await expect(done(page)).toHaveCount(4)
  await expect(page.getByRole("textbox", { name: "Key" })).toHaveValue("")
  await expect(page.getByText("Paste a key above, or make one for an hour.")).toBeVisible()
  await page.getByRole("button", { name: "Clear" }).click()
  await expect(done(page)).toHaveCount(0)
})

test("an answer can be stopped, a tool's call is seen, and what is wrong in the settings is said there", async ({
  page,
  stage,
}) => {
  await addModel(stage, "endless-model", { model: "openai/stall-3", mode: "chat" })
  await page.goto("/ui/playground")
  await page.getByRole("button", { name: "Make one for an hour" }).click()
  await expect(page.getByRole("textbox", { name: "Key" })).toHaveValue(/^sk-/)
  await page.getByRole("combobox", { name: "Model" }).selectOption("endless-model")
  await say(page, "Go on and on")
  await expect(page.getByText(/First token after/)).toBeVisible()
  await page.getByRole("button", { name: "Stop" }).click()
  await expect(page.locator('[data-state="stopped"]')).toContainText("stopped")

  await page.getByRole("button", { name: "Clear" }).click()
  await page.getByRole("combobox", { name: "Model" }).selectOption("fast-chat")
  const tools = page.getByRole("textbox", { name: "Tools" })
  await tools.fill("[{")
  await page.getByRole("textbox", { name: "Message" }).fill("What is the weather in Paris?")
  await expect(page.getByRole("button", { name: "Send" })).toBeDisabled()
  await expect(tools).toHaveAttribute("aria-invalid", "true")
  await expect(tools).toHaveAccessibleDescription(/A JSON list of tools/)
  await tools.fill(WEATHER)
  await page.getByRole("button", { name: "Send" }).click()
  await expect(done(page)).toContainText("Calls the tool weather")
  await expect(done(page)).toContainText('"city"')
})

test("a refusal is in the gateway's words, images go along, and the request can be copied as code", async ({
  page,
  context,
  stage,
  incidents,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"])
  await page.goto("/ui/playground")
  await page.getByRole("textbox", { name: "Key" }).fill("sk-nobody-knows-this-key")
  await page.getByRole("combobox", { name: "Model" }).selectOption("fast-chat")
  await page.getByLabel("Images to attach").setInputFiles({ name: "a.png", mimeType: "image/png", buffer: PIXEL })
  await expect(page.getByRole("list", { name: "Attached images" }).getByRole("img")).toHaveCount(1)
  await say(page, "What is on it?")
  await expect(page.locator('[data-state="failed"]').getByRole("alert")).toBeVisible()
  expected(incidents, /401/)
  await page.getByRole("button", { name: "Copy as code" }).click()
  await page.getByRole("menuitem", { name: "Python" }).click()
  const code = await page.evaluate(() => navigator.clipboard.readText())
  expect(code).toContain(`base_url="${stage.url}/v1"`)
  expect(code).toContain('"image_url"')
  expect(code).not.toContain("sk-nobody-knows-this-key")
})

test("images, speech, transcription and embeddings are asked for in tabs of their own", async ({ page, stage }) => {
  for (const [name, mode] of [
    ["painter", "image_generation"],
    ["reader", "audio_speech"],
    ["writer", "audio_transcription"],
    ["words", "embedding"],
  ] as const)
    await addModel(stage, name, { model: `openai/${name}`, mode })
  await page.goto("/ui/playground?tab=images")
  await page.getByRole("textbox", { name: "Key" }).fill(await stage.makeKey())
  await page.getByRole("textbox", { name: "Prompt" }).fill("A gate")
  await page.getByRole("button", { name: "Make images" }).click()
  await expect(page.getByRole("img", { name: "A gate, number 1" })).toBeVisible()

  await page.getByRole("tab", { name: "Speech" }).click()
  await page.getByRole("textbox", { name: "Text" }).fill("Hello")
  await page.getByRole("button", { name: "Read aloud" }).click()
  await expect(page.getByLabel("The text, read aloud")).toHaveAttribute("src", /^data:audio\/mpeg/)

  await page.getByRole("tab", { name: "Transcription" }).click()
  await page
    .getByLabel("Recording")
    .setInputFiles({ name: "a.mp3", mimeType: "audio/mpeg", buffer: Buffer.alloc(2_000) })
  await page.getByRole("button", { name: "Write down" }).click()
  await expect(page.getByTestId("transcript")).not.toBeEmpty()

  await page.getByRole("tab", { name: "Embeddings" }).click()
  await page.getByRole("textbox", { name: "Texts" }).fill("a gate\na gate\na bird")
  await page.getByRole("button", { name: "Embed" }).click()
  const rows = page.getByRole("table", { name: "Embeddings" }).locator("tbody tr")
  await expect(rows).toHaveCount(3)
  await expect(rows.nth(1)).toContainText("1.000")
})
