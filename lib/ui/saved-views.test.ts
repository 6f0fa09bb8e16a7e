import { expect, it } from "vitest"
import { readViews, viewQuery, withoutView, withView } from "./saved-views"

it("a view replaces one of its name, and what is no view is passed over", () => {
  const views = readViews('[{"name":"b","query":"q=1"},{"name":""},7,{"name":"a","query":"q=2"}]')
  expect(withView(views, { name: "b", query: "q=3" })).toEqual([
    { name: "a", query: "q=2" },
    { name: "b", query: "q=3" },
  ])
  expect(withoutView(views, "b")).toEqual([{ name: "a", query: "q=2" }])
  expect([readViews(null), readViews("{"), readViews('{"a":1}')]).toEqual([[], [], []])
})

it("a view keeps the filters and not the open row", () => {
  expect(viewQuery("?status=failure&row=abc&q=a+b")).toBe("status=failure&q=a+b")
})

it("the view that is saved is kept, however many there are", () => {
  const many = Array.from({ length: 60 }, (_, i) => ({ name: `m${i}`, query: "" }))
  const kept = withView(many, { name: "z", query: "q=1" })
  expect(kept).toHaveLength(50)
  expect(kept.at(-1)).toEqual({ name: "z", query: "q=1" })
})
