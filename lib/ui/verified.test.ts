import { expect, test } from "vitest"
import type { Verified } from "./api.gen"
import { verifiedWords } from "./verified"

const check: Verified = {
  ok: true,
  verified_at: "2026-03-11T03:00:02.000Z",
  took_ms: 12,
  requests: 12345,
  entries: 3,
  spend: 1.5,
  differences: [],
}
const difference = { what: "key", name: "abc", log: 1, booked: 1.000000007, difference_nano: "7" }

test("a check that found nothing says when it was and what it covered", () => {
  const said = verifiedWords(check)
  expect(said.kind).toBe("agrees")
  expect(said.words).toMatch(/^Verified .*2026.*: 12,345 requests and 3 other entries agree .* to the nano-dollar\.$/)
})

test("a difference is named with its size, and how many more there are", () => {
  const two = verifiedWords({ ...check, ok: false, differences: [difference, difference, difference] })
  expect(two).toMatchObject({ kind: "differs" })
  expect(two.words).toMatch(/the key abc is off by \$0\.000000007\. 2 more sums differ\.$/)
})

test("without any check it says so", () => {
  expect(verifiedWords(null).kind).toBe("never")
})
