import { afterAll, beforeAll, expect, it } from "vitest"
import { type Harness, harness } from "#lib/testing/harness"

let gw: Harness
beforeAll(async () => {
  const params = `litellm_params: {model: openai/ok, api_base: "$MOCK/v1", api_key: k}`
  gw = await harness({
    yaml: `model_list:
  - {model_name: early, ${params}, model_info: {access_groups: [beta, internal]}}
  - {model_name: late, ${params}}
  - {model_name: "wild/*", litellm_params: {model: "openai/*", api_base: "$MOCK/v1", api_key: k}, model_info: {access_groups: [beta]}}
`,
  })
})
afterAll(() => gw.close())

const keyFor = async (fields: Record<string, unknown>) =>
  String((await gw.send("POST", "/key/generate", fields)).json.key)
const chat = async (model: string, key: string) =>
  (await gw.send("POST", "/v1/chat/completions", { model, messages: [{ role: "user", content: "Hi" }] }, { key }))
    .status

it("a key with an access group asks the models in it, those of a wildcard too, and no other", async () => {
  const key = await keyFor({ models: ["beta"] })
  expect([await chat("early", key), await chat("wild/ok", key), await chat("late", key)]).toEqual([200, 200, 403])
  const listed = await gw.send("GET", "/v1/models", undefined, { key })
  expect((listed.json.data as { id: string }[]).map(({ id }) => id)).toContain("early")
  expect((listed.json.data as { id: string }[]).map(({ id }) => id)).not.toContain("late")
})

it("an access group of a team holds for its keys, whatever these are allowed", async () => {
  await gw.send("POST", "/team/new", { team_id: "testers", models: ["internal"] })
  for (const models of [[], ["all-team-models"], ["early", "late"]]) {
    const key = await keyFor({ team_id: "testers", models })
    expect([models, await chat("early", key), await chat("late", key)]).toEqual([models, 200, 403])
  }
})
