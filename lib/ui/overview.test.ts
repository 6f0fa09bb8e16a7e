import { expect, test } from "vitest"
import { changeOf } from "./overview"

test.each([
  [12, 10, "+20%"],
  [6, 10, "−40%"],
  [0, 10, "−100%"],
  [120, 10, "12×"],
  [10.01, 10, "±0%"],
  [5, 0, "new"],
  [0, 0, "–"],
  [null, 5, "–"],
])("%s after %s is %s", (now, then, text) => {
  expect(changeOf(now, then, "neutral").text).toBe(text)
})

test("more errors are bad and fewer are good, while more money is neither", () => {
  expect(changeOf(2, 1, "less is good").tone).toBe("bad")
  expect(changeOf(1, 2, "less is good").tone).toBe("good")
  expect(changeOf(2, 1, "neutral").tone).toBe("neutral")
})
