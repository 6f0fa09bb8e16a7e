import { expect, test } from "vitest"
import { percentile } from "./percentile"

const each = (values: readonly number[]) => values.map((value) => ({ value, weight: 1 }))

test("the median and the 95th of a hundred values are the 50th and the 95th of them", () => {
  const hundred = each(Array.from({ length: 100 }, (_, i) => 100 - i))
  expect([percentile(hundred, 0.5), percentile(hundred, 0.95)]).toEqual([50, 95])
})

test("a value counts by what it stands for", () => {
  const values = [
    { value: 10, weight: 90 },
    { value: 500, weight: 10 },
  ]
  expect([percentile(values, 0.5), percentile(values, 0.95)]).toEqual([10, 500])
})

test("nothing measured is null, not zero", () => {
  expect(percentile([], 0.5)).toBeNull()
})
