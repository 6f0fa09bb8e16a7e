import type { Page } from "playwright/test"
import { ADMIN, furnish, logInAs, OTHERS } from "./people"
import type { Stage } from "./stage"
import { test } from "./test"
import { pagesIn, type Way, walk } from "./walk"
import { expectQuiet, watch } from "./watch"

const WALK_MS = 150_000

const known = new WeakMap<Stage, readonly string[]>()

/** All pages there are, as the admin's navigation has them; asked once a stage. */
async function allPages(stage: Stage, page: Page): Promise<readonly string[]> {
  const pages = known.get(stage) ?? (await pagesIn(page))
  known.set(stage, pages)
  return pages
}

/** Tests in which a visitor of each role walks through all pages. */
export function testWalks(way: Way): void {
  test("the admin finds on every page what the API says", async ({ page, stage }) => {
    test.setTimeout(WALK_MS)
    await furnish(stage)
    await walk(page, ADMIN, { pages: await allPages(stage, page), way })
  })

  for (const person of OTHERS) {
    test(`to the ${person.role} each page shows what is theirs, and offers nothing that is not`, async ({
      page,
      stage,
      browser,
      playwright,
    }) => {
      test.setTimeout(WALK_MS)
      await furnish(stage)
      const pages = await allPages(stage, page)
      const storageState = await logInAs(stage, playwright, person.userId ?? "")
      const context = await browser.newContext({ baseURL: stage.url, storageState })
      const theirs = await context.newPage()
      const incidents = watch(theirs)
      await walk(theirs, person, { pages, way })
      expectQuiet(incidents)
      await context.close()
    })
  }
}
