import { createHash } from "node:crypto"
import type { Page } from "playwright/test"
import { expect } from "playwright/test"
import { type Called, callEveryWay } from "./call-every-way"
import { logIn } from "./log-in"
import type { Stage } from "./stage"
import { STRANGER, test } from "./test"
import { expected } from "./watch"
import { ZONE } from "./zone"

test.use({
  kind: "fresh",
  timezoneId: ZONE.name,
  storageState: STRANGER,
  permissions: ["clipboard-read", "clipboard-write"],
})

test("from the login to the bill: a key made in the browser, calls with it, and the same money on every page and in the database", async ({
  page,
  stage,
  incidents,
}) => {
  await test.step("a wrong key is refused in words, the master key lets in", async () => {
    await page.goto("/ui")
    await expect(page).toHaveURL("/ui/login?next=%2Fui")
    await page.getByLabel("Master key").fill("sk-not-the-master-key")
    await page.getByRole("button", { name: "Log in" }).click()
    await expect(page.getByRole("alert").filter({ hasText: "This is not the master key." })).toBeVisible()
    expected(incidents, /401/)
    await logIn(page, stage.masterKey)
  })

  const key = await test.step("a key with a budget is made and copied once", () => makeKeyByHand(page))
  const token = createHash("sha256").update(key).digest("hex")

  const called = await test.step("the official client calls with it", () => callEveryWay(stage.client(key)))
  const spentNano = called.reduce((sum, { nano }) => sum + nano, 0)

  await test.step("the database has what the client was told", async () => {
    await expect.poll(() => rowsOf(stage, token)).toEqual(called.map(rowOf))
  })
  await test.step("the Logs page shows each request with model, provider, tokens and cost", () =>
    expectLogs(page, called))
  await test.step("the panel shows question, answer, arithmetic and timing", () => expectPanel(page, called))
  await test.step("the Keys page shows the spend against the budget", () => expectKey(page, spentNano))
  await test.step("the Usage page adds up to the database, by day, key and model", () =>
    expectUsage(page, stage, { token, called, spentNano }))
})

const NAME = "billing-bot"
const BUDGET_USD = 0.05

async function makeKeyByHand(page: Page): Promise<string> {
  await page.goto("/ui/keys")
  await page.getByRole("button", { name: "Create key" }).click()
  const form = page.getByRole("dialog", { name: "Create key" })
  await form.getByLabel("Key name").fill(NAME)
  await form.getByLabel("Budget (USD)").fill(String(BUDGET_USD))
  await form.getByLabel("Budget resets").selectOption("Monthly")
  await form.getByRole("button", { name: "Create key" }).click()

  const made = page.getByRole("dialog", { name: `${NAME} created` })
  const key = (await made.getByTestId("new-key").textContent()) ?? ""
  expect(key).toMatch(/^sk-\S{20,}$/)
  await made.getByRole("button", { name: "Copy key" }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key)
  for (const client of ["curl", "Python", "Node"]) {
    await made.getByRole("tab", { name: client }).click()
    await expect(made.getByRole("tabpanel")).toContainText(key)
  }
  await page.keyboard.press("Escape")
  await expect(made).toBeVisible()
  await made.getByRole("button", { name: "Done" }).click()
  await expect(made).toBeHidden()
  await expectKeyGone(page, key)
  return key
}

/** Not in the page, not after a reload, and nowhere in what the browser keeps or the gateway answers. */
async function expectKeyGone(page: Page, key: string): Promise<void> {
  expect(await page.content()).not.toContain(key)
  const answers: string[] = []
  page.on("response", (response) => {
    if (response.url().includes("/key/")) void response.text().then((text) => answers.push(text))
  })
  await expect(page).toHaveURL("/ui/keys")
  await page.reload()
  await expect(page.getByRole("row").filter({ hasText: NAME })).toContainText(key.slice(-4))
  await expect.poll(() => answers.some((text) => text.includes(NAME))).toBe(true)
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]))
  expect([await page.content(), kept, ...answers].filter((text) => text.includes(key))).toEqual([])
}

const rowOf = ({ model, promptTokens, completionTokens, nano }: Called) => ({
  model,
  status: "success",
  promptTokens,
  completionTokens,
  nano,
})
const rowsOf = (stage: Stage, token: string) => stage.ledger.rows(token)

async function expectLogs(page: Page, called: readonly Called[]): Promise<void> {
  await page.getByRole("link", { name: "Logs", exact: true }).click()
  const table = page.getByRole("table", { name: "Requests" })
  const rows = table.locator("tbody tr")
  await expect(rows).toHaveCount(called.length)
  // The newest stands first.
  for (const [i, call] of [...called].reverse().entries()) {
    const row = rows.nth(i)
    await expect(row).toContainText(call.model)
    await expect(row).toContainText(`${call.provider} · `)
    await expect(row).toContainText(NAME)
    await expect(row).toContainText(`${call.promptTokens} → ${call.completionTokens}`)
    await expect(row.getByTestId("log-cost")).toHaveAttribute("data-nano", String(call.nano))
    await expect(row).toContainText("Success")
  }
}

async function expectPanel(page: Page, called: readonly Called[]): Promise<void> {
  const stream = called.findIndex(({ streamed }) => streamed)
  const call = called[stream]
  if (call === undefined) throw new Error("nothing was streamed")
  await page
    .getByRole("table", { name: "Requests" })
    .locator("tbody tr")
    .nth(called.length - 1 - stream)
    .click()
  const panel = page.getByRole("dialog", { name: call.model })
  await expect(panel.getByRole("region", { name: "Request and response" })).toContainText(call.question)
  await expect(panel.getByRole("region", { name: "Request and response" })).toContainText(call.answer)
  const bill = panel.getByRole("table", { name: "Tokens and cost" })
  await expect(bill.getByRole("row", { name: /^Input/ })).toContainText(`${call.promptTokens} × `)
  await expect(bill.getByRole("row", { name: /^Output/ })).toContainText(`${call.completionTokens} × `)
  await expect(bill.getByRole("row", { name: /^Billed/ })).toContainText(usd(call.nano))
  await expect(panel.getByRole("region", { name: "Timing" })).toContainText("First token after")
  await expect(panel.getByRole("region", { name: "Routing" })).toContainText(call.provider)
  await page.keyboard.press("Escape")
  await expect(panel).toBeHidden()
}

async function expectKey(page: Page, spentNano: number): Promise<void> {
  await page.getByRole("link", { name: "Keys", exact: true }).click()
  const row = page.getByRole("row").filter({ hasText: NAME })
  await expect(row.getByTitle(usd(spentNano))).toBeVisible()
  await expect(row).toContainText("of $0.05")
  const used = row.getByRole("progressbar", { name: "Budget used" })
  await expect(used).toHaveAttribute("aria-valuenow", String(Math.round((spentNano / (BUDGET_USD * 1e9)) * 100)))
  await expect(row).toContainText(/Resets in/)
}

interface Spent {
  readonly token: string
  readonly called: readonly Called[]
  readonly spentNano: number
}

async function expectUsage(page: Page, stage: Stage, { token, called, spentNano }: Spent): Promise<void> {
  await page.getByRole("link", { name: "Usage", exact: true }).click()
  await expect(page.getByText("Equals the request log")).toBeVisible()
  const { logNano, hourlyNano, requests } = await stage.ledger.sums()
  expect([logNano, hourlyNano]).toEqual([spentNano, spentNano])
  expect(await stage.ledger.keys()).toContainEqual({ token, alias: NAME, spentNano, logNano: spentNano })
  await expect(page.getByTestId("total-spend")).toHaveAttribute("data-nano", String(logNano))
  await expect(page.getByText(`${requests} succeeded`)).toBeVisible()

  const models = page.getByRole("table", { name: "Usage by model" })
  for (const model of new Set(called.map((call) => call.model))) {
    const nano = called.filter((call) => call.model === model).reduce((sum, call) => sum + call.nano, 0)
    await expect(models.getByRole("row").filter({ hasText: model })).toContainText(short(nano))
  }
  const byKey = page.getByRole("table", { name: "Usage by key" })
  await expect(byKey.getByRole("row").filter({ hasText: NAME })).toContainText(short(spentNano))
  await page.getByText("Show as a table").click()
  const days = page.getByRole("table", { name: "Spend by day and model" })
  const today = await page.evaluate(() =>
    new Intl.DateTimeFormat("en-US", { month: "short", day: "numeric" }).format(Date.now()),
  )
  await expect(days.getByRole("row").filter({ hasText: today }).getByRole("cell").last()).toHaveText(short(spentNano))
}

/** Dollars to the nano-dollar, as the pages write them where figures are compared. */
function usd(nano: number): string {
  return `$${(nano / 1e9).toFixed(9).replace(/(\.\d\d\d*?)0+$/, "$1")}`
}

/** Dollars as the pages write small amounts: two digits that say something. */
function short(nano: number): string {
  return `$${Number((nano / 1e9).toPrecision(2))}`
}
