import { expect, it } from "vitest"
import { safeNext } from "./log-in"

it("goes back to the page the visitor came from", () => {
  expect(safeNext("/ui/logs?status=failure")).toBe("/ui/logs?status=failure")
  expect(safeNext("/ui")).toBe("/ui")
})

it("goes to the overview for anything that is not a page of the dashboard", () => {
  const bad = [
    null,
    undefined,
    "",
    "/",
    "//evil.example",
    "/\\evil.example",
    "https://evil.example/ui/",
    "javascript:alert(1)",
  ]
  for (const next of [...bad, "/ui//evil.example", "/uix", "/ui/login?next=/ui/keys", "/key/list"]) {
    expect(safeNext(next)).toBe("/ui")
  }
})
