import { afterAll, beforeAll, expect, it } from "vitest"
import { type Harness, harness } from "#lib/testing/harness"

let gw: Harness
beforeAll(async () => {
  gw = await harness({
    yaml: `model_list:
  - {model_name: "openai/*", litellm_params: {model: "openai/*", api_key: k}}
  - {model_name: "smart/*", litellm_params: {model: "anthropic/claude-*", api_key: k}}
  - {model_name: "*", litellm_params: {model: "openai/*", api_base: "$MOCK/v1", api_key: k}}
  - {model_name: own, litellm_params: {model: openai/ok, api_base: "$MOCK/v1", api_key: k}}
`,
  })
})
afterAll(() => gw.close())

const listed = async (path: string, key?: string): Promise<string[]> => {
  const sent = await gw.send("GET", path, undefined, key === undefined ? {} : { key })
  return (sent.json.data as { id: string }[]).map(({ id }) => id)
}

it("a wildcard lists what the catalog knows of its provider, under the names clients use", async () => {
  const ids = await listed("/v1/models")
  expect(ids).toEqual(
    expect.arrayContaining(["own", "openai/gpt-4o", "openai/text-embedding-3-small", "smart/haiku-4-5"]),
  )
  // Prices of sizes are no models, and a server of one's own is not taken for OpenAI.
  expect(ids.filter((id) => /\*|-x-|^gpt|claude/.test(id))).toEqual([])
  expect(new Set(ids).size).toBe(ids.length)
  expect((await gw.send("GET", "/v1/models/openai/gpt-4o")).status).toBe(200)
})

it("a key sees what it may use, and the patterns themselves when it asks for them", async () => {
  const key = await gw.key({ models: ["smart/*", "openai/gpt-4o"] })
  const ids = await listed("/v1/models", key)
  expect(ids).toContain("openai/gpt-4o")
  expect(ids).toContain("smart/haiku-4-5")
  expect(ids.every((id) => id === "openai/gpt-4o" || id.startsWith("smart/"))).toBe(true)
  expect(await listed("/v1/models?return_wildcard_routes=true")).toEqual(
    expect.arrayContaining(["openai/*", "smart/*", "*", "openai/gpt-4o"]),
  )
})
