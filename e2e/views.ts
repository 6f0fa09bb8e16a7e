import { expect, type Page } from "playwright/test"
import { LONG } from "./furnish-all"

/** Something to look at. Where it is opened from the one before it, that has left the page as it needs it. */
export interface View {
  readonly name: string
  /** The page it is, for those the navigation leads to. */
  readonly path?: string
  /** What is open above the page. */
  readonly within?: string
  open(page: Page): Promise<void>
}

/** A page, and the words by which one sees that it has loaded. */
export function at(name: string, path: string, sign: string): View {
  return { name, path, open: (page) => go(page, path, sign) }
}

async function go(page: Page, path: string, sign: string): Promise<void> {
  await page.goto(path)
  await page.getByText(sign).filter({ visible: true }).first().waitFor()
  await page.waitForFunction(
    () => document.querySelector('[role="status"][aria-label^="Loading"], main .animate-pulse') === null,
  )
}

const DIALOG = '[role="dialog"], [role="alertdialog"]'

/** A dialog that a button opens; what was open before is closed first. */
export function behind(name: string, button: string | RegExp, then?: (page: Page) => Promise<void>): View {
  return {
    name,
    within: DIALOG,
    async open(page) {
      await close(page)
      await page.getByRole("button", { name: button }).first().click()
      await expect(dialog(page)).toBeVisible()
      await then?.(page)
    },
  }
}

/** A dialog out of the menu of the first row whose name begins like this. */
export function chosen(name: string, row: string, action: string): View {
  return {
    name,
    within: DIALOG,
    async open(page) {
      await close(page)
      await page
        .getByRole("button", { name: new RegExp(`^Actions for ${row}`) })
        .first()
        .click()
      await page.getByRole("menuitem", { name: action, exact: true }).click()
      await expect(dialog(page)).toBeVisible()
    },
  }
}

const dialog = (page: Page) => page.getByRole("dialog").or(page.getByRole("alertdialog")).first()

/** Closes what is open above the page. */
async function close(page: Page): Promise<void> {
  const above = page.getByRole("dialog").or(page.getByRole("alertdialog")).or(page.getByRole("menu"))
  while ((await above.count()) > 0) {
    const open = await above.count()
    await page.keyboard.press("Escape")
    await expect.poll(() => above.count()).toBeLessThan(open)
  }
}

const panelOf = (page: Page, region: string) => page.getByRole("dialog").getByRole("region", { name: region })
const firstRequest = (page: Page) => page.getByRole("table", { name: "Requests" }).locator("tbody tr").first()

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
  chosen("the question before a key is deleted", "a-name", "Delete"),
  behind("the form for a key, with what is wrong in it", "Create key", async (page) => {
    await page.getByRole("radio", { name: "Only some" }).click()
    await page.getByText("requests, tokens, parallel").click()
    await page.getByLabel("Budget (USD)").fill("lots")
    await page.getByRole("dialog").getByRole("button", { name: "Create key" }).click()
    await expect(page.getByLabel("Budget (USD)")).toHaveAttribute("aria-invalid", "true")
  }),
  at("models", "/ui/models", "anthropic/ok"),
  chosen("how a model of the file is changed", "fast-chat", "Change in config.yaml"),
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
  behind("the form for a member", "Add member"),
  at("organizations", "/ui/organizations", "a-name-without"),
  behind("the form for an organization", "Create organization", async (page) => {
    await expect(page.getByLabel("Limits from")).toBeVisible()
  }),
  at("an organization", "/ui/organizations/organization?id=an-organization", "Spend by day"),
  behind("the form for its member", "Add member"),
  at("users", "/ui/users", "a-name-without"),
  chosen("an invitation", "a-name", "Invite"),
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
  at("what is remembered of a user", `/ui/memory?user=${LONG}`, "Likes tea."),
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
  at("requests", "/ui/requests", "is the reason"),
  behind("the form that approves a request", /^Approve/),
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
