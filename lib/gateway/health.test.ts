import { afterAll, beforeAll, expect, it } from "vitest"
import { type Harness, harness } from "#lib/testing/harness"

let gw: Harness
beforeAll(async () => {
  const one = (group: string, model: string) =>
    `  - {model_name: ${group}, litellm_params: {model: openai/${model}, api_base: "$MOCK/v1", api_key: secret-of-mock}, model_info: {id: ${group}-1}}\n`
  gw = await harness({
    yaml: `model_list:\n${one("good", "ok")}${one("bad", '"500"').replace('openai/"500"', "openai/500")}`,
  })
})
afterAll(() => gw.close())

it("GET /health asks every deployment and counts who answers", async () => {
  const { status, json, text } = await gw.send("GET", "/health")
  expect(status).toBe(200)
  expect(json).toMatchObject({
    healthy_count: 1,
    unhealthy_count: 1,
    healthy_endpoints: [{ model: "openai/ok", model_id: "good-1" }],
    unhealthy_endpoints: [{ model_id: "bad-1", error: expect.any(String) }],
  })
  expect(text).not.toContain("secret-of-mock")
  expect((await gw.send("GET", "/health?model=good")).json).toMatchObject({ healthy_count: 1, unhealthy_count: 0 })
})

it("is the administrator's; probes are everybody's", async () => {
  expect((await gw.send("GET", "/health", undefined, { key: await gw.key() })).status).toBe(403)
  expect((await gw.send("GET", "/health/liveliness", undefined, { key: null })).text).toBe(`"I'm alive!"`)
  expect((await gw.send("GET", "/health/readiness", undefined, { key: null })).json).toEqual({
    status: "healthy",
    db: "connected",
  })
})
