import { expect, it } from "vitest"
import { ApiError } from "./api"
import { cacheOff, cacheState } from "./cache-state"

const ping = (params: Record<string, unknown>) => ({
  status: "healthy" as const,
  cache_type: "",
  ping_response: true as const,
  set_cache_response: "success" as const,
  litellm_cache_params: JSON.stringify({ ttl: 600, scope: "team", mode: "default_on", ...params }),
})

it("says where answers are and how long, in words", () => {
  expect(cacheState(ping({ type: "postgres" })).facts).toEqual([
    ["Answers", "In the gateway's database"],
    ["Kept", "10 minutes"],
    ["Shared", "Within a team; a key without one stands alone"],
    ["Used by", "Every request that does not decline"],
  ])
})

it("a semantic cache says from which likeness on, and that its answers are not where its name says", () => {
  const { facts } = cacheState(ping({ type: "qdrant-semantic", similarity_threshold: 0.9, embedding_model: "embed" }))
  expect([facts[0]?.[1], facts.at(-1)?.[1]]).toEqual(["In the gateway's database", "From 0.9 on, by embed"])
})

it("no cache is a state, and any other failure a failure", () => {
  expect(cacheOff(new ApiError("No cache.", 503, ""))).toEqual({ state: "off", why: "No cache.", facts: [] })
  expect(() => cacheOff(new ApiError("No.", 403, ""))).toThrow("No.")
})
