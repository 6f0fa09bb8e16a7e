import { describe, expect, it } from "vitest"
import { type RowChange, withChange } from "./row-change"

const answer = {
  keys: [
    { token: "a", spend: 1, blocked: false },
    { token: "b", spend: 2, blocked: false },
  ],
  total_count: 12,
  total_pages: 1,
}
const ofA = (set: RowChange["set"]): RowChange => ({ fits: ({ token }) => token === "a", set })

describe("a change laid over an answer", () => {
  it("gives the row its new values, and leaves everything else the same object", () => {
    const changed = withChange(answer, ofA({ blocked: true })) as typeof answer
    expect(changed.keys[0]).toEqual({ token: "a", spend: 1, blocked: true })
    expect(changed.keys[1]).toBe(answer.keys[1])
    expect(answer.keys[0]?.blocked).toBe(false)
  })

  it("does not give a row fields it does not have", () => {
    expect(withChange(answer, ofA({ duration: "30d" }))).toBe(answer)
  })

  it("is the answer itself where it says the same already, or is about no row of it", () => {
    expect(withChange(answer, ofA({ blocked: false }))).toBe(answer)
    expect(withChange(answer, { fits: () => false, set: null })).toBe(answer)
    for (const nothing of [null, 3, "text", undefined]) expect(withChange(nothing, ofA(null))).toBe(nothing)
  })

  it("takes a row out, with one off the count that stands beside its list", () => {
    expect(withChange(answer, ofA(null))).toEqual({ keys: [answer.keys[1]], total_count: 11, total_pages: 1 })
    expect(withChange(answer.keys, ofA(null))).toEqual([answer.keys[1]])
  })

  it("finds a row that is inside another one's answer", () => {
    const team = { team_info: { team_id: "t" }, keys: answer.keys }
    expect(withChange(team, ofA({ spend: 9 }))).toMatchObject({ keys: [{ token: "a", spend: 9 }, { token: "b" }] })
  })
})
