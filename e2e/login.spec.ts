import { expect } from "playwright/test"
import { logIn } from "./log-in"
import { STRANGER, test } from "./test"

test.use({ storageState: STRANGER })

test("a link into the dashboard survives the login, filters and all", async ({ page, stage }) => {
  const wanted = "/ui/logs?range=7d&status=failure"
  await page.goto(wanted)
  await logIn(page, stage.masterKey, wanted)
  await expect(page.getByRole("combobox", { name: "Status" })).toHaveValue("failure")
})

for (const next of [
  "https://elsewhere.example/",
  "//elsewhere.example/",
  "/\\elsewhere.example",
  "javascript:alert(1)",
]) {
  test(`the login leads nowhere but into the dashboard: ${next}`, async ({ page, stage }) => {
    await page.goto(`/ui/login?next=${encodeURIComponent(next)}`)
    await logIn(page, stage.masterKey, "/ui")
  })
}

test("a session is one cookie that no script can read and no other site can send, and it ends with the log-out", async ({
  page,
  context,
  stage,
}) => {
  await page.goto("/ui/login")
  await logIn(page, stage.masterKey)
  const session = (await context.cookies()).find(({ name }) => name === "tollgate.session")
  expect(session).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" })
  expect(session?.value).not.toContain(stage.masterKey)
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]))
  expect(kept).not.toContain(stage.masterKey)
  expect(kept).not.toContain("tollgate.session")

  await page.getByRole("button", { name: "Log out" }).click()
  await page.waitForURL("/ui/login")
  expect((await context.cookies()).filter(({ name }) => name === "tollgate.session")).toEqual([])
  expect((await page.request.get("/key/list")).status()).toBe(401)
  await page.goto("/ui/usage")
  await expect(page).toHaveURL(/\/ui\/login/)
  await page.goBack()
  await expect(page.getByLabel("Master key")).toBeVisible()
})

test("a session from elsewhere does not open the pages", async ({ page, context, stage }) => {
  await context.addCookies([{ name: "tollgate.session", value: "eyJhbGciOiJkaXIifQ..a.b.c", url: stage.url }])
  await page.goto("/ui/keys")
  await expect(page).toHaveURL("/ui/login?next=%2Fui%2Fkeys")
})
