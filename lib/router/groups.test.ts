import { describe, expect, it } from "vitest"
import type { Catalog } from "#lib/catalog/catalog"
import type { ErrorKind } from "#lib/core/errors"
import { type DeploymentDefaults, type ModelEntry, makeDeployment } from "./deployment"
import { makeGroups } from "./groups"
import { planRoute, type RequestRouting } from "./plan"

const catalog: Catalog = { size: 0, find: () => null, providerOf: (m) => (m.startsWith("gpt-") ? "openai" : null) }
const given: DeploymentDefaults = {
  catalog,
  env: { OPENAI_API_KEY: "sk-env-1" },
  timeoutMs: 1000,
  streamTimeoutMs: 1000,
  dropParams: false,
}
const entry = (model_name: string, params: ModelEntry["litellm_params"]): ModelEntry => ({
  model_name,
  litellm_params: params,
})
const make = (e: ModelEntry) => makeDeployment(e, given)

function rules(entries: ModelEntry[], fallbacks: Record<string, string[]> = {}) {
  const groups = makeGroups({ deployments: entries.map(make), aliases: { nick: "gpt" }, make })
  return { groups, fallbacks, retries: 2 }
}
const plan = (r: ReturnType<typeof rules>, model: string, asked: RequestRouting = {}, mayUse = (_: string) => true) =>
  planRoute(r, model, asked, mayUse).groups.map((g) => [g.name, g.deployments.length, g.retries])

describe("model groups", () => {
  const r = rules([
    entry("gpt", { model: "openai/gpt-4o" }),
    entry("gpt", { model: "openai/gpt-4o", api_base: "http://localhost:1/v1" }),
    entry("openai/*", { model: "openai/*" }),
    entry("openai/gpt-*", { model: "openai/gpt-*-2024" }),
  ])

  it("hold every deployment of one name, and answer to aliases", () => {
    expect(r.groups.find("gpt")).toHaveLength(2)
    expect(r.groups.find("nick")).toEqual(r.groups.find("gpt"))
  })

  it("put what a wildcard captured into the provider's model name, the longest pattern first", () => {
    expect(r.groups.find("openai/o3")?.[0]).toMatchObject({ model: "o3", group: "openai/o3" })
    expect(r.groups.find("openai/gpt-5")?.[0]?.model).toBe("gpt-5-2024")
    expect(r.groups.find("other/o3")).toBeNull()
  })

  it("refuse a name nobody serves and say what comes close", () => {
    expect(() => plan(r, "gtp")).toThrow(/Did you mean gpt\?/)
  })

  it("do not answer to names every object has", () => {
    for (const name of ["__proto__", "constructor", "toString"]) expect(r.groups.find(name)).toBeNull()
  })
})

describe("a plan", () => {
  const r = rules(
    [entry("a", { model: "gpt-1", num_retries: 5 }), entry("b", { model: "gpt-2" }), entry("c", { model: "gpt-3" })],
    {
      a: ["b", "a", "missing"],
      "*": ["c"],
    },
  )

  it("is the group, then its fallbacks and theirs, each once", () => {
    expect(plan(r, "a")).toEqual([
      ["a", 1, 5],
      ["b", 1, 2],
      ["c", 1, 2],
    ])
    expect(plan(r, "b")).toEqual([
      ["b", 1, 2],
      ["c", 1, 2],
    ])
  })

  it("follows what the request asks", () => {
    expect(plan(r, "a", { fallbacks: ["c"], retries: 0 })).toEqual([
      ["a", 1, 0],
      ["c", 1, 0],
    ])
    expect(plan(r, "a", { disableFallbacks: true })).toEqual([["a", 1, 5]])
  })

  it("never falls back to a model the caller may not use", () => {
    expect(plan(r, "a", {}, (group) => group !== "b")).toEqual([["a", 1, 5]])
  })

  it("leads where the failure says: long prompts and refused content have lists of their own", () => {
    const tables = {
      ...r,
      fallbacks: { a: ["b"] },
      contextWindowFallbacks: { a: ["c"] },
      contentPolicyFallbacks: { b: ["c"] },
    }
    const { groups, after } = planRoute(tables, "a", {}, () => true)
    const next = (group: number, kind: ErrorKind) => {
      const from = groups[group]
      return from === undefined ? null : after?.(from, kind).map((g) => g.name)
    }
    expect(next(0, "upstream_failed")).toEqual(["b"])
    expect(next(0, "context_window_exceeded")).toEqual(["c"])
    expect(next(0, "content_policy_violation")).toEqual([])
    expect(next(1, "content_policy_violation")).toEqual(["c"])
    expect(next(1, "context_window_exceeded")).toEqual([])
  })

  it("goes no further than max_fallbacks", () => {
    expect(planRoute({ ...r, maxFallbacks: 0 }, "a", {}, () => true).groups).toHaveLength(1)
    expect(planRoute(r, "a", { maxFallbacks: 1 }, () => true).maxFallbacks).toBe(1)
  })
})

describe("a deployment", () => {
  it("takes the key from the config, or from the provider's environment variable", () => {
    expect(make(entry("x", { model: "openai/m", api_key: "sk-own" })).headers.authorization).toBe("Bearer sk-own")
    expect(make(entry("x", { model: "openai/m" })).headers.authorization).toBe("Bearer sk-env-1")
    expect(() => make(entry("x", { model: "groq/m" }))).toThrow(/GROQ_API_KEY/)
  })

  it.each([
    ["openai/m", "http://h:1/v1", "http://h:1", "/v1/chat/completions"],
    ["openai/m", "http://h:1/v1/", "http://h:1", "/v1/chat/completions"],
    ["openai/m", "http://h:1/v1/chat/completions", "http://h:1", "/v1/chat/completions"],
    ["openai/m", "https://h/a/b?api-version=1", "https://h", "/a/b/chat/completions?api-version=1"],
    ["ollama/m", "http://h:11434", "http://h:11434", "/api/chat"],
    ["ollama/m", "http://h:11434/v1", "http://h:11434", "/v1/chat/completions"],
    ["anthropic/m", "https://h/v1", "https://h", "/v1/messages"],
  ])("%s at %s is called at %s%s", (model, api_base, origin, chatPath) => {
    expect(make(entry("x", { model, api_base, api_key: "k" }))).toMatchObject({ origin, chatPath })
  })

  it("lists close prefixes when the provider is unknown", () => {
    expect(() => make(entry("x", { model: "antropic/claude" }))).toThrow(/anthropic\/…/)
  })

  it("finds the provider of a bare name in the catalog", () => {
    expect(make(entry("x", { model: "gpt-4o" })).provider.id).toBe("openai")
  })

  it("keeps its id when its key is rotated", () => {
    const id = (api_key: string) => make(entry("x", { model: "openai/m", api_key })).id
    expect(id("one")).toBe(id("two"))
  })
})
