import { describe, expect, test } from "vitest"
import { grouped, looksLikeRequestId, matching } from "./palette"

const command = (label: string, words = "", group = "Pages") => ({ id: label, group, label, words })
const labels = (search: string) =>
  matching([command("Create key", "new virtual"), command("Keys"), command("Logs", "requests errors")], search).map(
    ({ label }) => label,
  )

describe("the palette finds", () => {
  test("by every word, whatever the order and case, what begins with it first", () => {
    expect(labels("key")).toEqual(["Keys", "Create key"])
    expect(labels("KEY new")).toEqual(["Create key"])
    expect(labels("errors")).toEqual(["Logs"])
    expect(labels("errors key")).toEqual([])
  })

  test("everything while nothing is typed", () => {
    expect(labels("  ")).toHaveLength(3)
  })

  test("groups in the order in which they come up, each once", () => {
    const mixed = [command("a", "", "One"), command("b", "", "Two"), command("c", "", "One")]
    expect(grouped(mixed).map(([group, items]) => [group, items.length])).toEqual([
      ["One", 2],
      ["Two", 1],
    ])
  })

  test("requests by their ids, and no words", () => {
    expect(["019d1c2e-7a11-7f00-8000-0123456789ab", "call_12345678"].map(looksLikeRequestId)).toEqual([true, true])
    expect(["keyboard", "two words 1", "a1"].map(looksLikeRequestId)).toEqual([false, false, false])
  })
})
