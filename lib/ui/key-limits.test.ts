import { expect, it } from "vitest"
import { limitSentences } from "./key-limits"

const NONE = {
  max_budget: null,
  budget_duration: null,
  duration: null,
  rpm_limit: null,
  tpm_limit: null,
  max_parallel_requests: null,
}

it("says what a new key gets where nothing is typed, and what it may have at most; nothing where nothing is set", () => {
  expect(limitSentences({ default: NONE, most: NONE })).toEqual([])
  const usual = { ...NONE, max_budget: 10, budget_duration: "30d", rpm_limit: 60 }
  expect(limitSentences({ default: usual, most: { ...NONE, max_budget: 50, duration: "90d" } })).toEqual([
    "What you leave empty becomes: $10.00 monthly, valid for 90d, 60 requests a minute.",
    "A key may have at most: $50.00, valid for 90d.",
  ])
})
