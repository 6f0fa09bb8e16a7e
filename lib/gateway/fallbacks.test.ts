import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Harness, harness } from "#lib/testing/harness"

let gw: Harness
beforeAll(async () => {
  const one = (group: string, model: string, more = "") =>
    `  - {model_name: ${group}, litellm_params: {model: openai/${model}, api_base: "$MOCK/v1", api_key: k${more}}}\n`
  gw = await harness({
    yaml: `model_list:
${one("broken", "500", ", num_retries: 0")}${one("broken-too", "500", ", num_retries: 0")}${one("spare", "ok")}${one("other", "ok")}${one("narrow", "context-window")}
${one("crowded", "500", ", num_retries: 1")}${one("crowded", "ok", ", rpm: 0, num_retries: 1")}
router_settings: {fallbacks: [{broken: [spare]}]}
`,
  })
})
afterAll(() => gw.close())

const chat = (more: Record<string, unknown>) =>
  gw.send("POST", "/v1/chat/completions", {
    model: "broken",
    max_tokens: 10,
    messages: [{ role: "user", content: "Hi" }],
    ...more,
  })
const group = async (more: Record<string, unknown>) => (await chat(more)).headers["x-litellm-model-group"]
const sentLast = () => gw.mock.requests().at(-1)?.body as Record<string, unknown>

describe("what a request says about its fallbacks", () => {
  it("its own list goes before the config's; the config's form counts for the model asked for", async () => {
    expect(await group({})).toBe("spare")
    expect(await group({ fallbacks: ["other"] })).toBe("other")
    expect(await group({ fallbacks: [{ broken: ["other"] }, { spare: ["broken-too"] }] })).toBe("other")
  })

  it("max_fallbacks: so many other groups are tried, and no more", async () => {
    const fallbacks = ["broken-too", "spare"]
    expect(await group({ fallbacks, max_fallbacks: 2 })).toBe("spare")
    expect((await chat({ fallbacks, max_fallbacks: 1 })).status).toBe(502)
    expect((await chat({ max_fallbacks: 0 })).status).toBe(502)
  })

  it("an entry's own parameters replace the request's for that try, and no provider sees the list", async () => {
    const own = { model: "spare", temperature: 0.2, messages: [{ role: "user", content: "Shorter" }] }
    expect(await group({ temperature: 1, fallbacks: [own, "other"] })).toBe("spare")
    const { model: _model, ...params } = own
    expect(sentLast()).toMatchObject({ ...params, max_tokens: 10 })
    expect(sentLast()).not.toHaveProperty("fallbacks")
    await chat({ temperature: 1, fallbacks: [{ model: "broken-too", temperature: 0 }, "other"] })
    expect(sentLast()).toMatchObject({ temperature: 1, messages: [{ content: "Hi" }] })
  })

  it("context_window_fallbacks and content_policy_fallbacks are for their kind of failure alone", async () => {
    const lists = {
      context_window_fallbacks: ["other"],
      content_policy_fallbacks: ["broken-too"],
      fallbacks: ["spare"],
    }
    expect(await group(lists)).toBe("spare")
    expect(await group({ ...lists, model: "narrow" })).toBe("other")
    expect(sentLast()).not.toHaveProperty("context_window_fallbacks")
  })

  it("a key's fallbacks are those it may use", async () => {
    const key = await gw.key({ models: ["broken"] })
    const body = { model: "broken", messages: [{ role: "user", content: "Hi" }], fallbacks: [{ model: "spare", n: 1 }] }
    expect((await gw.send("POST", "/v1/chat/completions", body, { key })).status).toBe(502)
  })

  it.each([
    [{ fallbacks: "spare" }, "fallbacks"],
    [{ fallbacks: [3] }, "fallbacks[0]"],
    [{ fallbacks: ["spare", ""] }, "fallbacks[1]"],
    [{ fallbacks: [{ temperature: 1 }] }, "fallbacks[0].model"],
    [{ fallbacks: [{ model: "spare", stream: true }] }, "fallbacks[0].stream"],
    [{ fallbacks: [{ model: "spare", num_retries: 3 }] }, "fallbacks[0].num_retries"],
    [{ fallbacks: [{ model: "spare", api_base: "http://127.0.0.1" }] }, "fallbacks.0.api_base"],
    [{ context_window_fallbacks: [{ model: "s", api_key: "k" }] }, "context_window_fallbacks.0.api_key"],
    [{ fallbacks: Array.from({ length: 11 }, () => "spare") }, "fallbacks"],
    [{ content_policy_fallbacks: {} }, "content_policy_fallbacks"],
    [{ max_fallbacks: -1 }, "max_fallbacks"],
    [{ disable_fallbacks: "yes" }, "disable_fallbacks"],
  ])("400 for %j names the field", async (more, param) => {
    const refused = await chat(more)
    expect([refused.status, refused.json.error]).toEqual([400, expect.objectContaining({ param })])
  })
})

it("when the others have no room, whoever failed is asked again only after its backoff", async () => {
  const sent = await chat({ model: "crowded" })
  expect(sent.status).toBe(502)
  await gw.flush()
  const callId = sent.headers["x-litellm-call-id"] ?? ""
  const [row] = await gw.db.sql<
    { metadata: { attempts: { started_ms: number }[] } }[]
  >`select metadata from spend_logs where call_id = ${callId}`
  const attempts = row?.metadata.attempts ?? []
  expect(attempts).toHaveLength(2)
  expect(Number(attempts[1]?.started_ms)).toBeGreaterThan(180)
})
