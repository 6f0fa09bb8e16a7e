import { expect } from "playwright/test"
import { test } from "./test"

const FIELD = /^Search pages, actions/

test("Ctrl-K finds pages, actions, and whatever has a name, by keyboard alone", async ({ page, stage }) => {
  const key = await stage.makeKey({ key_alias: "found-by-palette" })
  await stage.manage("/team/new", { team_id: "palette-team", team_alias: "found-by-palette too" })
  const answer = await stage
    .client(key)
    .chat.completions.create({ model: "fast-chat", messages: [{ role: "user", content: "Hello" }] })
    .withResponse()
  await page.goto("/ui/keys")
  await expect(page.getByRole("table", { name: "Keys" })).toBeVisible()
  await page.keyboard.press("Control+k")
  const field = page.getByRole("combobox", { name: FIELD })
  await expect(field).toBeFocused()
  await page.keyboard.type("found-by")
  const options = page.getByRole("listbox", { name: "Results" }).getByRole("option")
  await expect(options).toHaveText([/found-by-palette/, /found-by-palette too/])
  await expect(options.first()).toHaveAttribute("aria-selected", "true")
  await page.keyboard.press("ArrowDown")
  await page.keyboard.press("Enter")
  await expect(page).toHaveURL("/ui/teams/team?id=palette-team")

  const id = answer.response.headers.get("x-litellm-call-id") ?? ""
  await page.keyboard.press("Control+k")
  await field.fill(id)
  await options.filter({ hasText: "fast-chat" }).click()
  await expect(page).toHaveURL(/\/ui\/logs\?range=all&row=/)
  await expect(page.getByRole("dialog")).toContainText("fast-chat")
})

test("it opens forms, and closes with Escape where the focus was", async ({ page }) => {
  await page.goto("/ui/usage")
  const button = page.getByRole("button", { name: "Search" })
  await button.click()
  const field = page.getByRole("combobox", { name: FIELD })
  await expect(field).toBeFocused()
  await page.keyboard.type("nothing has this name")
  await expect(page.getByText("Nothing is called this.")).toBeVisible()
  await page.keyboard.press("Escape")
  await expect(button).toBeFocused()
  await button.click()
  await field.fill("create key")
  await page.keyboard.press("Enter")
  await expect(page.getByRole("dialog", { name: "Create key" })).toBeVisible()
})

test("g and a letter lead to a page, ? tells which, and letters in a text field are text", async ({ page, stage }) => {
  await stage.makeKey()
  await page.goto("/ui/keys")
  await expect(page.getByRole("table", { name: "Keys" })).toBeVisible()
  await page.keyboard.press("?")
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" })
  await expect(help.getByText("Playground")).toBeVisible()
  await page.keyboard.press("Escape")
  await expect(help).toBeHidden()
  await page.keyboard.press("g")
  await page.keyboard.press("l")
  await expect(page).toHaveURL("/ui/logs")
  await page.getByRole("searchbox").first().fill("")
  await page.keyboard.type("gk?")
  await expect(page).toHaveURL(/\/ui\/logs/)
  await expect(help).toBeHidden()
})
