import { expect, type Page } from "playwright/test"
import { LONG } from "./furnish-all"
import { at, behind, chosen, close, DIALOG, go, type View } from "./view"

const panelOf = (page: Page, region: string) => page.getByRole("dialog").getByRole("region", { name: region })
const firstRequest = (page: Page) => page.getByRole("table", { name: "Requests" }).locator("tbody tr").first()

const MEMBER = `${LONG}@`

const BUILD: readonly View[] = [
  at("the overview", "/ui", "Top models"),
  at("keys", "/ui/keys", "blocked-one"),
  {
    name: "the menu of a row",
    async open(page) {
      await page.getByRole("button", { name: "Actions for blocked-one" }).click()
      await expect(page.getByRole("menuitem", { name: "Unblock" })).toBeVisible()
    },
  },
  chosen("the form of a key", "a-name", "Edit"),
  chosen("how a key is used", "a-name", "Use this key"),
  chosen("a key's budget over time", "a-name", "Budget over time"),
  chosen("the question before a key is deleted", "a-name", "Delete"),
  behind("the form for a key, with what is wrong in it", "Create key", async (page) => {
    await page.getByRole("radio", { name: "Only some" }).click()
    await page.getByText("requests, tokens, parallel").click()
    await page.getByLabel("Budget (USD)").fill("lots")
    await page.getByRole("dialog").getByRole("button", { name: "Create key" }).click()
    await expect(page.getByLabel("Budget (USD)")).toHaveAttribute("aria-invalid", "true")
  }),
  {
    name: "a new key, this once",
    within: DIALOG,
    async open(page) {
      await page.getByLabel("Budget (USD)").fill("1")
      await page.getByText("All models", { exact: true }).click()
      await page.getByRole("dialog").getByRole("button", { name: "Create key" }).click()
      await expect(page.getByTestId("new-key")).toBeVisible()
    },
  },
  at("models", "/ui/models", "anthropic/ok"),
  chosen("how a model of the file is changed", "fast-chat", "Change in config.yaml"),
  chosen("the form of a model", "a-stored-model", "Edit"),
  chosen("the question before a model is deleted", "a-stored-model", "Delete"),
  behind("the form for a model, with what is wrong in it", "Add model", async (page) => {
    const provider = page.getByRole("combobox", { name: "Provider" })
    await provider.fill("bedrock")
    await provider.press("Enter")
    await page.getByText("rates, weight, order, timeout").click()
    await page.getByText("what tokens cost here").click()
    await page.getByRole("dialog").getByRole("button", { name: "Add model" }).click()
    await expect(page.getByRole("combobox", { name: "Model" })).toHaveAttribute("aria-invalid", "true")
  }),
  at("connect", "/ui/connect", "ANTHROPIC_BASE_URL"),
  {
    name: "the API reference, searched, an endpoint open",
    path: "/docs",
    async open(page) {
      await go(page, "/docs", "API reference")
      await page.getByRole("searchbox", { name: "Search" }).fill("post /key/generate")
      await expect(page.getByRole("status")).toHaveText("1 endpoint")
      await page.locator("summary").filter({ visible: true }).click()
      await expect(page.getByRole("cell", { name: "max_budget", exact: true })).toBeVisible()
    },
  },
]

const tab = (name: string, button: string): View => ({
  name: `the playground's ${name}`,
  async open(page) {
    await page.getByRole("tab", { name }).click()
    await expect(page.getByRole("button", { name: button })).toBeVisible()
  },
})

const PLAYGROUND: readonly View[] = [
  {
    name: "the playground, with two answers",
    path: "/ui/playground",
    async open(page) {
      await page.goto("/ui/playground")
      await page.getByRole("button", { name: "Make one for an hour" }).click()
      await page.getByRole("combobox", { name: "Model" }).selectOption("echo-chat")
      await page.getByRole("button", { name: "Compare with another model" }).click()
      await expect(page.getByLabel("Key", { exact: true })).not.toHaveValue("")
      await page.getByRole("textbox", { name: "Message" }).fill("unbroken".repeat(80))
      await page.getByRole("button", { name: "Send" }).click()
      await expect(page.locator('[data-state="done"]')).toHaveCount(2)
    },
  },
  tab("Images", "Make images"),
  tab("Speech", "Read aloud"),
  tab("Transcription", "Write down"),
  tab("Embeddings", "Embed"),
]

const PEOPLE: readonly View[] = [
  at("teams", "/ui/teams", "a-name-without"),
  behind("the form for a team", "Create team"),
  at("a team", "/ui/teams/team?id=a-team", "Spend in the team"),
  chosen("the form of a team", "a-name", "Edit"),
  chosen("the question before a team is deleted", "a-name", "Delete"),
  chosen("the form of a member", MEMBER, "Edit"),
  chosen("the question before a member is removed", MEMBER, "Remove"),
  behind("the form for a member", "Add member"),
  at("organizations", "/ui/organizations", "a-name-without"),
  behind("the form for an organization", "Create organization", async (page) => {
    await expect(page.getByLabel("Limits from")).toBeVisible()
  }),
  at("an organization", "/ui/organizations/organization?id=an-organization", "Spend by day"),
  behind("the form for its member", "Add member"),
  chosen("the form of its member", MEMBER, "Change role"),
  chosen("the question before its member is removed", MEMBER, "Remove"),
  chosen("the form of an organization", "a-name", "Edit"),
  chosen("the question before an organization is deleted", "a-name", "Delete"),
  at("users", "/ui/users", "a-name-without"),
  chosen("an invitation", "a-name", "Invite"),
  chosen("the form of a user", MEMBER, "Edit"),
  chosen("the question before a user is deleted", MEMBER, "Delete"),
  {
    name: "the form for a user, with a list open",
    within: DIALOG,
    async open(page) {
      await go(page, "/ui/users?create=true", "Make a first key")
      await page.getByRole("combobox", { name: "Teams" }).fill("a-name")
      await expect(page.getByRole("listbox", { name: "Teams" }).getByRole("option").first()).toBeVisible()
    },
  },
  at("a user", "/ui/users/user?id=a-member", "a-member-of-a-team"),
  at("customers", "/ui/customers", "a-name-without"),
  behind("the form for a customer", "Create customer"),
  at("tags", "/ui/customers?tab=tag", "Blocked"),
  chosen("the form of a tag", "a-name", "Edit"),
  at("memory", "/ui/memory", "a-name-without"),
  behind("the form for a fact", "Add fact"),
  chosen("the question before all of a user is erased", "a-name", "Erase all"),
  at("what is remembered of a user", `/ui/memory?user=${LONG}`, "Likes tea."),
  chosen("the form of a fact", "a-name", "Edit"),
]

const MONEY: readonly View[] = [
  {
    name: "usage, as a table",
    path: "/ui/usage",
    async open(page) {
      await go(page, "/ui/usage", "Show as a table")
      await page.getByText("Show as a table").click()
    },
  },
  at("budgets", "/ui/budgets", "1 organization"),
  behind("the form for a budget", "Create budget"),
  chosen("the form of a budget", "a-name", "Edit"),
  chosen("the question before a budget is deleted", "a-name", "Delete"),
  at("requests", "/ui/requests", "is the reason"),
  behind("the form that approves a request", /^Approve/),
  behind("the form that declines a request", /^Decline/),
  at("caching", "/ui/caching", "big-bill"),
  behind("the question before the cache is emptied", "Empty the cache"),
]

const OBSERVE: readonly View[] = [
  at("logs", "/ui/logs", "busy-model"),
  {
    name: "the name for a view",
    within: DIALOG,
    async open(page) {
      await page.getByRole("button", { name: "Views" }).click()
      await page.getByRole("menuitem", { name: "Save this view…" }).click()
      await expect(page.getByRole("dialog", { name: "Save this view" })).toBeVisible()
    },
  },
  {
    name: "a request's panel",
    within: DIALOG,
    async open(page) {
      await go(page, "/ui/logs?model=claude-writer", "claude-writer")
      await firstRequest(page).click()
      await expect(panelOf(page, "Timing")).toBeVisible()
    },
  },
  {
    name: "a request's wire, compared",
    within: DIALOG,
    async open(page) {
      await page.getByRole("tab", { name: "Raw wire" }).click()
      await page.getByRole("radio", { name: "Diff in → out" }).click()
      await expect(page.getByText("Added", { exact: true })).toBeVisible()
    },
  },
  {
    name: "the panel of a failure",
    within: DIALOG,
    async open(page) {
      await go(page, "/ui/logs?model=busy-model", "busy-model")
      await firstRequest(page).click()
      await expect(panelOf(page, "Error")).toBeVisible()
    },
  },
  at("routing", "/ui/routing", "fast-chat"),
]

const SYSTEM: readonly View[] = [
  at("audit", "/ui/audit", "a-name-without"),
  {
    name: "a change's panel",
    within: DIALOG,
    async open(page) {
      await page
        .getByRole("table", { name: "Changes" })
        .getByRole("button", { name: /updated/ })
        .first()
        .click()
      await expect(page.getByRole("dialog").getByLabel("What differs")).toBeVisible()
    },
  },
  at("settings", "/ui/settings?section=router_settings", "num_retries"),
  behind("what the loader says of the config file", "Config file"),
  at("the account", "/ui/account", "This one"),
  {
    name: "the palette",
    within: DIALOG,
    async open(page) {
      await page.keyboard.press("Control+k")
      await expect(page.getByRole("combobox", { name: /^Search pages, actions/ })).toBeFocused()
    },
  },
  {
    name: "the keyboard help",
    within: DIALOG,
    async open(page) {
      await close(page)
      await page.keyboard.press("?")
      await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible()
    },
  },
]

/** Everything there is to see with data in it, by the groups of the navigation. */
export const VIEWS = {
  build: BUILD,
  playground: PLAYGROUND,
  people: PEOPLE,
  money: MONEY,
  observe: OBSERVE,
  system: SYSTEM,
}
