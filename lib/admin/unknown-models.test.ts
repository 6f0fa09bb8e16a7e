import { afterAll, beforeAll, expect, test } from "vitest"
import { adminHarness, deployment, type Harness } from "./test-harness"

let gw: Harness
beforeAll(async () => {
  gw = await adminHarness({
    serves: (model) => model === "gpt" || model === "an-alias",
    deployments: () => [deployment({ modelName: "gpt", info: { access_groups: ["beta"] } })],
  })
})
afterAll(() => gw.drop())

test.each([
  ["POST /key/generate", {}],
  ["POST /team/new", { team_id: "t" }],
  ["POST /organization/new", { organization_alias: "o" }],
  ["POST /user/new", { user_id: "u" }],
])("%s: a model nobody serves is refused with the field's name, and nothing is written", async (route, body) => {
  const refused = await gw.call(route, { body: { ...body, models: ["gpt", "gtp"] } })
  expect([refused.status, refused.body.error.param]).toEqual([400, "models"])
  expect(refused.body.error.message).toContain('Did you mean "gpt"?')
  const names = ["gpt", "an-alias", "beta", "openai/*", "all-proxy-models"]
  const made = await gw.call(route, { body: { ...body, models: names } })
  expect([made.status, made.body.models], JSON.stringify(made.body)).toEqual([200, names])
})

test("a key and a team keep their models when a change names an unknown one", async () => {
  const key = await gw.newKey({ models: ["gpt"] })
  const changes = [
    ["POST /key/update", { key: key.token }],
    ["POST /key/regenerate", { key: key.token }],
    ["POST /team/update", { team_id: "t" }],
  ] as const
  for (const [route, body] of changes) {
    const refused = await gw.call(route, { body: { ...body, models: ["gone"] } })
    expect([refused.status, refused.body.error.param], route).toEqual([400, "models"])
  }
  expect((await gw.call("GET /key/info", { query: { key: key.key } })).body.info.models).toEqual(["gpt"])
})
