import { ADMIN, furnish } from "./people"
import { test } from "./test"
import { pagesIn, walk } from "./walk"

test.use({ kind: "postgres" })

test("on a database of somebody else the admin finds on every page what the API says", async ({ page, stage }) => {
  test.setTimeout(150_000)
  await furnish(stage)
  await walk(page, { ...ADMIN, looks: false }, await pagesIn(page))
})
