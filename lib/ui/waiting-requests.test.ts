import { expect, it } from "vitest"
import { waitingText, waitingWords } from "./waiting-requests"

it("a count is said in full as long as one page has all of them", () => {
  expect([1, 7, 99].map(waitingText)).toEqual(["1", "7", "99"])
  expect(waitingText(100)).toBe("99+")
  expect([1, 2, 100].map(waitingWords)).toEqual(["1 waits for you", "2 wait for you", "99 or more wait for you"])
})
