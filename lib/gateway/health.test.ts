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

it("with background checks answers from the last round, asks at once when a model is named, and leaves out whom it should", async () => {
  const one = (id: string, more = "") =>
    `  - {model_name: ${id}, litellm_params: {model: openai/ok, api_base: "$MOCK/v1", api_key: k}, model_info: {id: ${id}${more}}}\n`
  const checked = await harness({
    yaml: `model_list:\n${one("often")}${one("never", ", disable_background_health_check: true")}general_settings: {background_health_checks: true, health_check_interval: 3600}\n`,
  })
  try {
    const ids = async (path: string) =>
      ((await checked.send("GET", path)).json.healthy_endpoints as { model_id: string }[]).map((e) => e.model_id)
    await expect.poll(() => checked.gateway.data.lastHealth?.() ?? null).not.toBeNull()
    checked.mock.reset()
    expect(await ids("/health")).toEqual(["often"])
    expect(checked.mock.stats().received).toBe(0)
    expect(await ids("/health?model=never")).toEqual(["never"])
    expect(checked.mock.stats().received).toBe(1)
  } finally {
    await checked.close()
  }
})
