import { expect, it } from "vitest"
import type { SavedView } from "./api.gen"
import { sameName, viewQuery } from "./saved-views"

it("a view keeps the filters, not the open row and not the page of the list", () => {
  expect(viewQuery("?status=failure&row=abc&q=a+b&page=3")).toBe("status=failure&q=a+b")
})

it("a view takes the place of one's own of that name, never of somebody else's", () => {
  const view = (view_id: string, mine: boolean): SavedView => ({
    ...{ view_id, mine, page: "logs", name: "Failures", query: "", shared: !mine, can_change: mine },
    updated_at: "2026-03-10T00:00:00Z",
  })
  const views = [view("theirs", false), view("mine", true)]
  expect(sameName(views, "Failures")?.view_id).toBe("mine")
  expect(sameName(views, "failures")).toBeUndefined()
  expect(sameName([view("theirs", false)], "Failures")).toBeUndefined()
})
