import { ADMIN, furnish, logInAs, OTHERS } from "./people"
import { test } from "./test"
import { pagesIn, walk } from "./walk"
import { expectQuiet, watch } from "./watch"

test.use({ kind: "peopled" })

test("the admin finds on every page what the API says, and no barrier in either theme", async ({ page, stage }) => {
  test.setTimeout(150_000)
  await furnish(stage)
  await walk(page, ADMIN, await pagesIn(page))
})

for (const person of OTHERS) {
  test(`to the ${person.role} each page shows what is theirs, and offers nothing that is not`, async ({
    page,
    stage,
    browser,
    playwright,
  }) => {
    await furnish(stage)
    const pages = await pagesIn(page)
    const storageState = await logInAs(stage, playwright, person.userId ?? "")
    const context = await browser.newContext({ baseURL: stage.url, storageState })
    const theirs = await context.newPage()
    const incidents = watch(theirs)
    await walk(theirs, person, pages)
    expectQuiet(incidents)
    await context.close()
  })
}
