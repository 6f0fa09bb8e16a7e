import { QueryClient, QueryObserver } from "@tanstack/react-query"
import { afterEach, describe, expect, it } from "vitest"
import type { RowChange } from "./row-change"
import { ShownAnswers } from "./shown-answers"

interface Page {
  readonly rows: readonly { readonly id: string; readonly on: boolean }[]
}

const open: QueryClient[] = []
afterEach(() => {
  for (const client of open.splice(0)) client.clear()
})

/** A page that looks at one query, and a gateway whose answer can be held back. */
function look() {
  const client = new QueryClient()
  open.push(client)
  const shown = new ShownAnswers(client, ["things"])
  const gateway = {
    rows: [
      { id: "a", on: true },
      { id: "b", on: true },
    ] as Page["rows"],
    holds: Promise.resolve(),
  }
  const observer = new QueryObserver<Page>(client, {
    queryKey: ["things", "list"],
    queryFn: async () => {
      const { rows, holds } = gateway
      await holds
      return { rows }
    },
  })
  observer.subscribe(() => undefined)
  const ids = () => observer.getCurrentResult().data?.rows.map(({ id, on }) => `${id}${on ? "" : " off"}`)
  return { client, shown, gateway, observer, ids }
}

const off = (id: string): RowChange => ({ fits: (row) => row.id === id, set: { on: false } })
const gone = (id: string): RowChange => ({ fits: (row) => row.id === id, set: null })

describe("what pages show while something is changed", () => {
  it("changes at once, and is as before at once when it is taken off, without asking again", async () => {
    const { shown, observer, ids, gateway } = look()
    await observer.refetch()
    const change = off("a")
    shown.add(change)
    expect(ids()).toEqual(["a off", "b"])
    gateway.rows = []
    shown.drop(change)
    expect(ids()).toEqual(["a", "b"])
  })

  it("is not set back by an answer from before the change", async () => {
    const { shown, observer, ids, gateway } = look()
    await observer.refetch()
    const late = Promise.withResolvers<void>()
    gateway.holds = late.promise
    const asked = observer.refetch()
    shown.add(gone("a"))
    late.resolve()
    await asked
    expect(ids()).toEqual(["b"])
  })

  it("comes back with the newest answer, not the one it was taken from", async () => {
    const { shown, observer, ids, gateway } = look()
    await observer.refetch()
    const change = gone("a")
    shown.add(change)
    gateway.rows = [
      { id: "a", on: false },
      { id: "c", on: true },
    ]
    await observer.refetch()
    expect(ids()).toEqual(["c"])
    shown.drop(change)
    expect(ids()).toEqual(["a off", "c"])
  })

  it("stays as it was made when the gateway has made it so and is not asked again", async () => {
    const { shown, observer, ids } = look()
    await observer.refetch()
    const [first, second] = [off("a"), off("b")]
    shown.add(first)
    shown.add(second)
    shown.keep(first)
    shown.drop(second)
    expect(ids()).toEqual(["a off", "b"])
  })

  it("is the gateway's word after every end: an answer that says otherwise wins", async () => {
    const { shown, observer, ids } = look()
    await observer.refetch()
    const change = off("a")
    shown.add(change)
    shown.keep(change)
    await observer.refetch()
    expect(ids()).toEqual(["a", "b"])
  })

  it("holds for a page that is opened meanwhile, and not for other groups of queries", async () => {
    const { client, shown } = look()
    shown.add(gone("a"))
    const rows = [{ id: "a" }, { id: "b" }]
    for (const group of ["things", "logs"]) await client.fetchQuery({ queryKey: [group, "other"], queryFn: () => rows })
    expect(client.getQueryData(["things", "other"])).toEqual([{ id: "b" }])
    expect(client.getQueryData(["logs", "other"])).toEqual(rows)
  })

  it("keeps to a selection of the answer", async () => {
    const { client, shown } = look()
    const observer = new QueryObserver(client, {
      queryKey: ["things", "selected"],
      queryFn: () => ({ rows: [{ id: "a" }, { id: "b" }] }),
      select: ({ rows }: { rows: { id: string }[] }) => rows,
    })
    observer.subscribe(() => undefined)
    await observer.refetch()
    const change = gone("a")
    shown.add(change)
    expect(observer.getCurrentResult().data).toEqual([{ id: "b" }])
    shown.drop(change)
    expect(observer.getCurrentResult().data).toEqual([{ id: "a" }, { id: "b" }])
  })
})
