import { describe, expect, it } from "vitest"
import { closest } from "./closest"

describe("closest", () => {
  it("finds the word behind a typing error, the nearest first", () => {
    expect(closest("api_bsae", ["api_key", "api_base", "timeout"])).toEqual(["api_base"])
    expect(closest("timeot", ["timeouts", "timeout", "rpm"])).toEqual(["timeout", "timeouts"])
    expect(closest("num_retry", ["num_retries", "max_retries"])).toEqual(["num_retries"])
  })

  it("does not count case, hyphens and underscores", () => {
    expect(closest("API-Base", ["api_base"])).toEqual(["api_base"])
    expect(closest("apiKey", ["api_key"])).toEqual(["api_key"])
  })

  it("offers nothing when nothing is near", () => {
    expect(closest("banana", ["api_base", "timeout"])).toEqual([])
    expect(closest("", ["a"])).toEqual([])
    expect(closest("rpm", ["order", "weight"])).toEqual([])
  })

  it("is not slowed down by an endless word", () => {
    expect(closest("a".repeat(1_000_000), ["a".repeat(79)])).toEqual([])
  })

  it("returns at most as many as asked", () => {
    expect(closest("aaaa", ["aaab", "aaac", "aaad"], 2)).toEqual(["aaab", "aaac"])
  })
})
