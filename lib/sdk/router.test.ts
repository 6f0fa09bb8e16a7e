import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type MockProvider, startMockProvider } from "#lib/testing/mock-provider"
import { closeConnections } from "./close-connections"
import { BadRequestError, NotFoundError, RateLimitError } from "./exceptions"
import { Router } from "./router"
import type { RouterModel, RouterOptions } from "./router-options"

let mock: MockProvider
beforeAll(async () => {
  mock = await startMockProvider()
})
beforeEach(() => mock.reset())
afterAll(async () => {
  await closeConnections()
  await mock.close()
})

const messages = [{ role: "user", content: "Hello" }]
const at = (group: string, behavior: string, more: Record<string, unknown> = {}): RouterModel => ({
  model_name: group,
  litellm_params: { model: `openai/${behavior}`, api_base: `${mock.url}/v1`, api_key: "sk-test-key", ...more },
  model_info: { id: `${group}-${behavior}` },
})
const mocked = (group: string, answer: string, more: Record<string, unknown> = {}): RouterModel => ({
  model_name: group,
  litellm_params: { model: "openai/gpt-4o-mini", mock_response: answer, ...more },
})
const make = (model_list: RouterModel[], more: Partial<RouterOptions> = {}) => new Router({ model_list, ...more })

describe("a router", () => {
  it("retries on another deployment of the group, and lets the failing one rest", async () => {
    const router = make([at("m", "500"), at("m", "ok")], { num_retries: 1, allowed_fails: 0, cooldown_time: 60 })
    const served = new Set<string>()
    for (let i = 0; i < 12; i++) served.add((await router.completion({ model: "m", messages }))._hidden_params.model_id)
    expect([...served]).toEqual(["m-ok"])
    expect(mock.requests().filter(({ model }) => model === "500").length).toBeLessThanOrEqual(1)
  })

  it("streams", async () => {
    const router = make([at("m", "ok")])
    let text = ""
    for await (const chunk of await router.completion({ model: "m", messages, stream: true }))
      text += chunk.choices[0]?.delta.content ?? ""
    expect(text).toBe("Hello from the mock provider, all is well.")
  })

  it("falls back to another group, and for a long prompt to the one for long prompts", async () => {
    const models = [at("a", "500"), at("long", "context-window"), mocked("b", "from b"), mocked("big", "from big")]
    const router = make(models, {
      num_retries: 0,
      fallbacks: [{ a: ["b"] }],
      context_window_fallbacks: [{ long: ["big"] }],
    })
    const first = await router.completion({ model: "a", messages })
    expect(first.choices[0]?.message.content).toBe("from b")
    expect(first._hidden_params).toMatchObject({ model_group: "b", attempted_fallbacks: 1 })
    const second = await router.completion({ model: "long", messages })
    expect(second.choices[0]?.message.content).toBe("from big")
  })

  it("takes a call's own fallbacks, retries and parameters", async () => {
    const router = make([at("a", "500"), mocked("b", "from b")], { num_retries: 0 })
    const response = await router.completion({ model: "a", messages, fallbacks: ["b"] })
    expect(response.choices[0]?.message.content).toBe("from b")
    const own = await router.completion({ model: "a", messages, mock_response: "own" })
    expect(own.choices[0]?.message.content).toBe("own")
    expect(own._hidden_params.model_id).toBe("a-500")
  })

  it("knows aliases and wildcards", async () => {
    const router = make([at("openai/*", "*"), mocked("b", "from b")], { model_group_alias: { fast: "b" } })
    expect((await router.completion({ model: "fast", messages })).choices[0]?.message.content).toBe("from b")
    await router.completion({ model: "openai/ok", messages })
    expect(mock.requests()[0]?.model).toBe("ok")
  })

  it("never exceeds a deployment's rpm", async () => {
    const router = make([mocked("m", "x", { rpm: 2 })], { num_retries: 0 })
    const calls = Array.from({ length: 5 }, () => router.completion({ model: "m", messages }))
    const ended = await Promise.allSettled(calls)
    expect(ended.filter(({ status }) => status === "fulfilled")).toHaveLength(2)
    for (const each of ended) if (each.status === "rejected") expect(each.reason).toBeInstanceOf(RateLimitError)
  })

  it("gives back what a stream held when it was left early", async () => {
    const router = make([mocked("m", "one two three", { max_parallel_requests: 1 })], { num_retries: 0 })
    for (let i = 0; i < 3; i++)
      for await (const _ of await router.completion({ model: "m", messages, stream: true })) break
    expect(router.getAvailableDeployment("m").model_name).toBe("m")
  })

  it("shows its deployments without their keys", () => {
    const router = make([at("m", "ok"), mocked("b", "x")])
    expect(router.model_names).toEqual(["m", "b"])
    expect(JSON.stringify(router.getModelList())).not.toContain("sk-test-key")
    expect(router.getAvailableDeployment("m").model_info.id).toBe("m-ok")
    expect(() => router.getAvailableDeployment("nobody")).toThrow(NotFoundError)
  })

  it("adds and removes deployments while it runs", async () => {
    const router = make([mocked("a", "x")])
    router.addDeployment(mocked("b", "from b"))
    expect((await router.completion({ model: "b", messages })).choices[0]?.message.content).toBe("from b")
    const id = router.getModelList("b")[0]?.model_info.id ?? ""
    expect(router.deleteDeployment(id)).toBe(true)
    await expect(router.completion({ model: "b", messages })).rejects.toBeInstanceOf(NotFoundError)
  })

  it.each([
    ["an unknown strategy", { routing_strategy: "best" }, "routing_strategy"],
    ["an unknown setting", { num_retry: 1 }, "num_retries"],
    ["a fallback to a group that does not exist", { fallbacks: [{ a: ["bb"] }] }, "Did you mean b?"],
  ])("refuses %s at once", (_what, more, said) => {
    const wrong = () => make([mocked("a", "x"), mocked("b", "x")], more)
    expect(wrong).toThrow(BadRequestError)
    expect(wrong).toThrow(said)
  })
})
