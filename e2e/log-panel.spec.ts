import { createHash } from "node:crypto"
import { expect } from "playwright/test"
import { costNano } from "./prices"
import { test } from "./test"

const hashOf = (key: string) => createHash("sha256").update(key).digest("hex")

test("the wire of a request: four bodies, what was changed, and the routing", async ({ page, stage }) => {
  const key = await stage.makeKey()
  await stage.client(key).chat.completions.create({
    model: "claude-writer",
    messages: [{ role: "user", content: "What is a toll?" }],
    metadata: { team: "bridges" },
  })
  await page.goto(`/ui/logs?key=${hashOf(key)}`)
  await page.getByRole("table", { name: "Requests" }).locator("tbody tr").first().click()
  const panel = page.getByRole("dialog", { name: "claude-writer" })
  await panel.getByRole("tab", { name: "Raw wire" }).click()
  await expect(panel.getByRole("region", { name: "Client asked" })).toContainText('"team": "bridges"')
  await panel.getByRole("radio", { name: "Provider out" }).click()
  await expect(panel.getByText(/^POST http.*\/v1\/messages$/)).toBeVisible()
  await expect(panel.getByRole("region", { name: "Provider was asked" })).toContainText('"max_tokens"')
  await panel.getByRole("radio", { name: "Provider in" }).click()
  await expect(panel.getByRole("region", { name: "Provider answered" })).toContainText('"stop_reason"')
  await panel.getByRole("radio", { name: "Client out" }).click()
  await expect(panel.getByRole("region", { name: "Client was answered" })).toContainText('"finish_reason"')
  await panel.getByRole("radio", { name: "Diff in → out" }).click()
  await expect(panel.getByText("Dropped").locator("+ dd")).toHaveText(/metadata/)
  await expect(panel.getByText("Added", { exact: true }).locator("+ dd")).toHaveText(/max_tokens/)
  await expect(panel.getByRole("region", { name: "Routing" })).toContainText("Only one deployment")
  expect(await page.content()).not.toContain("a-secret-of-the-provider")
})

test("a request is asked again of another model: the cost before, both answers and what it cost after", async ({
  page,
  stage,
}) => {
  const key = await stage.makeKey({ key_alias: "payer-of-replays" })
  const { usage } = await stage
    .client(key)
    .chat.completions.create({ model: "fast-chat", messages: [{ role: "user", content: "Say it twice." }] })
  if (!usage) throw new Error("the mock gave no usage")
  await page.goto(`/ui/logs?key=${hashOf(key)}`)
  await page.getByRole("table", { name: "Requests" }).locator("tbody tr").first().click()
  const replay = page.getByRole("dialog").getByRole("region", { name: "Ask another model" })
  await replay.getByLabel("Model").selectOption("claude-writer")
  await replay.getByLabel("Paid by").selectOption("payer-of-replays")
  const dollars = costNano("claude-writer", usage) / 1e9
  await expect(replay.getByRole("status", { name: "Expected cost" })).toContainText(
    `Expected: $${dollars.toPrecision(2)}`.replace(/0+$/, ""),
  )
  await replay.getByRole("button", { name: "Ask again" }).click()
  const before = replay.getByRole("region", { name: "Answer of fast-chat" })
  const after = replay.getByRole("region", { name: "Answer of claude-writer" })
  await expect(after.getByRole("list", { name: "Conversation" })).toContainText("Hello")
  await expect(before.getByRole("list", { name: "Conversation" })).toContainText("Hello")
  // The answer is in the journal when it leaves, and in the database moments later.
  await expect.poll(async () => (await stage.ledger.rows(hashOf(key))).length).toBe(2)
  const [first, second] = await stage.ledger.rows(hashOf(key))
  if (!first || !second) throw new Error("the replay is not in the log")
  expect([first.model, second.model]).toEqual(["fast-chat", "claude-writer"])
  expect(second.nano).toBe(
    costNano("claude-writer", { prompt_tokens: second.promptTokens, completion_tokens: second.completionTokens }),
  )
  await expect(after.locator('[data-replay="tokens"]')).toHaveText(
    `${second.promptTokens} → ${second.completionTokens}`,
  )
  await expect(before.locator('[data-replay="tokens"]')).toHaveText(`${first.promptTokens} → ${first.completionTokens}`)
})
