import { describe, expect, it } from "vitest"
import type { AuditView } from "./api.gen"
import { changeSummary, tableWord, valueText, whoText } from "./audit"

const row = (fields: Partial<AuditView>) =>
  ({ changed_by: "u1", on_behalf_of: null, changes: [], ...fields }) as AuditView

describe("words for a change", () => {
  it("says who did it, and for whom", () => {
    expect(whoText(row({ changed_by: "master" }))).toBe("master key")
    expect(whoText(row({ changed_by: "ab".repeat(32), on_behalf_of: "eve" }))).toBe("key abababab… for eve")
    expect(whoText(row({}))).toBe("u1")
  })

  it("says what differs, and of what was made its name", () => {
    const changes = [{ object_id: "t", field: "max_budget", before: 5, after: null }]
    expect(changeSummary(row({ action: "updated", changes }))).toBe("max_budget: 5 → –")
    const named = [{ object_id: "t", field: "alias", before: null, after: "Team" }]
    expect(changeSummary(row({ action: "created", changes: named }))).toBe("Team")
    expect(changeSummary(row({ action: "deleted", changes: [] }))).toBe("")
  })

  it("has words for tables, and the table's own name for others", () => {
    expect([tableWord("LiteLLM_TeamTable"), tableWord("other")]).toEqual(["Team", "other"])
    expect(valueText({ a: [1] })).toBe('{\n "a": [\n  1\n ]\n}')
  })
})
