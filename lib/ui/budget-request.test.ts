import { describe, expect, it } from "vitest"
import type { BudgetRequest } from "./api.gen"
import { requestAttention } from "./attention"
import { amountOf, changeText, checkAmount, subjectText } from "./budget-request"

const request = (fields: Partial<BudgetRequest> = {}): BudgetRequest => ({
  request_id: "r1",
  kind: "key",
  status: "pending",
  key: "a".repeat(64),
  key_alias: "billing-bot",
  key_name: "sk-...1234",
  user_id: "ada",
  user_email: "ada@example.com",
  team_id: null,
  team_alias: null,
  max_budget_then: 10,
  max_budget: 12,
  spend: 9,
  budget_duration: "30d",
  requested_budget: 40,
  reason: null,
  created_at: "2026-03-10T12:00:00.000Z",
  decided_at: null,
  decided_by: null,
  approved_budget: null,
  note: null,
  can_decide: true,
  can_withdraw: false,
  ...fields,
})

describe("a request for a larger budget", () => {
  it("is for an amount that is one, and more than there is", () => {
    const wrong = (amount: string) => checkAmount({ amount, words: "" }, 10).amount
    expect(wrong("25")).toBeUndefined()
    expect(wrong("$1,250.50")).toBeUndefined()
    for (const bad of ["", " ", "10", "9.99", "-5", "lots", "99999999"]) expect(wrong(bad), bad).toMatch(/\.$/)
    expect(checkAmount({ amount: "20", words: "x".repeat(2001) }, 10).words).toBeDefined()
    expect(amountOf({ amount: "$1,250.50", words: "  " })).toEqual({ usd: 1250.5, words: null })
  })

  it("says from what to what: of an open one as it is now, of a decided one as it was", () => {
    expect(changeText(request())).toBe("$12.00 → $40.00 monthly")
    expect(changeText(request({ status: "approved", approved_budget: 25 }))).toBe("$10.00 → $25.00 monthly")
    expect(subjectText(request({ kind: "member", team_id: "t", team_alias: "Search" }))).toBe("Own budget in Search")
    expect(subjectText(request({ key_alias: null, key_name: null }))).toBe("Key that is gone")
  })

  it("needs the attention of who decides, and of nobody else", () => {
    expect(requestAttention([request({ can_decide: false })])).toEqual([])
    expect(requestAttention([request()])).toMatchObject([
      { tone: "warning", title: "ada@example.com asks for a larger budget", href: "/ui/requests" },
    ])
    const [two] = requestAttention([request(), request({ request_id: "r2", user_email: null, user_id: "bob" })])
    expect(two).toMatchObject({
      title: "2 requests for a larger budget wait",
      detail: "ada@example.com, bob: approve or decline them.",
    })
  })
})
