import { afterAll, beforeAll, expect, it } from "vitest"
import { type Harness, harness } from "#lib/testing/harness"

let gw: Harness
beforeAll(async () => {
  gw = await harness({ yaml: "litellm_settings: {cache: true, cache_params: {type: local}}" })
})
afterAll(() => gw.close())
const of = (query: string, key?: string) => gw.send("GET", `/health/services${query}`, undefined, key ? { key } : {})

it("says whether the database and the response cache answer, and knows no other", async () => {
  expect((await of("?service=database")).json).toMatchObject({ status: "success", service: "database" })
  expect((await of("?service=cache")).json).toMatchObject({ status: "success", service: "cache" })
  expect((await of("?service=slack")).json.error).toMatchObject({ param: "service" })
  expect((await of("")).status).toBe(400)
  expect((await of("?service=cache", await gw.key())).status).toBe(403)
})
