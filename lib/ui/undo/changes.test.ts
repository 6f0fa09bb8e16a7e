import { describe, expect, it } from "vitest"
import { changesOf, EMPTY_KEY_FORM, type KeyBody, type KeyForm } from "../key-form"
import { blocking, deleting, editing } from "./changes"
import type { Thing } from "./thing"

const thing: Thing = {
  subject: "key a",
  title: "night-shift",
  groups: ["keys"],
  fits: ({ token }) => token === "a",
  noWayBack: ["budget_duration", "budget_id"],
}

function edit(from: Partial<KeyForm>, to: Partial<KeyForm>) {
  const [before, after] = [
    { ...EMPTY_KEY_FORM, ...from },
    { ...EMPTY_KEY_FORM, ...from, ...to },
  ]
  const sent: Partial<KeyBody>[] = []
  const send = async (body: Partial<KeyBody>) => {
    sent.push(body)
  }
  const change = editing({ thing, changes: changesOf(before, after), before: changesOf(after, before), send })
  return { change, sent }
}

describe("what was saved in a form", () => {
  it("is undone by the values from before, and by those alone", async () => {
    const { change, sent } = edit({ name: "old", budget: "5", rpm: "60" }, { name: "new", budget: "", rpm: "60" })
    await change.send()
    await change.back?.send()
    expect(sent).toEqual([
      { key_alias: "new", max_budget: null },
      { key_alias: "old", max_budget: 5 },
    ])
    expect([change.shows.set, change.back?.shows.set]).toEqual(sent)
  })

  it("cannot be undone where a period was written: what its window had spent is not put back", () => {
    expect(edit({ budget: "5", period: "1d" }, { period: "1mo" }).change.back).toBeNull()
    expect(edit({ budget: "5", period: "1d" }, { budget: "" }).change.back).toBeNull()
    expect(edit({ budget: "5", period: "1d" }, { budget: "7" }).change.back).not.toBeNull()
  })

  it("cannot be undone where a key's end was moved, for it is told as a time from now", async () => {
    expect(edit({ expires: "keep" }, { expires: "30d" }).change.back).toBeNull()
    expect(edit({ expires: "keep" }, { expires: "never" }).change.back).toBeNull()
    const { change, sent } = edit({ expires: "never" }, { expires: "30d" })
    await change.back?.send()
    expect(sent).toEqual([{ duration: "-1" }])
  })

  it("leaves a refusal to the form", () => {
    expect(edit({}, { name: "new" }).change.words.refused).toBeNull()
  })
})

describe("blocking", () => {
  it("says what it did and what its undo did", async () => {
    const sent: boolean[] = []
    const send = async (to: boolean) => {
      sent.push(to)
    }
    const { words, back, shows } = blocking({ thing, blocked: true, send })
    expect([words.done, words.undone]).toEqual(["night-shift is blocked", "night-shift is working again"])
    expect([shows.set, back?.shows.set]).toEqual([{ blocked: true }, { blocked: false }])
    await back?.send()
    expect(sent).toEqual([false])
  })
})

describe("deleting", () => {
  it("does not say it is done before it is", () => {
    const { words, shows } = deleting({ thing, send: async () => undefined, note: "" })
    expect([words.waiting, words.done, shows.set]).toEqual(["Deleting night-shift", "night-shift is deleted", null])
  })
})
