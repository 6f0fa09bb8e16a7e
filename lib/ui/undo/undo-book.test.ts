import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { ApiError } from "../api"
import type { RowChange } from "./row-change"
import { type Answers, type Change, type Deletion, type Notes, type Offer, UndoBook } from "./undo-book"

const UNDO_MS = 8_000

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A book with a corner of messages that go when their time is over, and a list of everything that happened. */
function openBook() {
  const log: string[] = []
  const standing = new Map<string, Offer>()
  const answers: Answers = {
    add: (change) => log.push(`show ${nameOf(change)}`),
    drop: (change) => log.push(`take off ${nameOf(change)}`),
    keep: (change) => log.push(`keep ${nameOf(change)}`),
    refetch: (groups) => log.push(`refetch ${groups.join(" ")}`),
  }
  const notes: Notes = {
    offer(offer) {
      log.push(`offer ${offer.words}`)
      standing.set(offer.words, offer)
      setTimeout(() => standing.delete(offer.words) && offer.onOver(), UNDO_MS)
    },
    withdraw(id) {
      for (const [words, offer] of standing) if (offer.id === id) standing.delete(words)
    },
    say: (words) => log.push(`say ${words}`),
    refuse: (words, reason) => log.push(`refuse ${words}: ${reason}`),
  }
  return { book: new UndoBook(answers, notes), log, standing }
}

const shows = (name: string): RowChange => ({ fits: () => true, set: { name } })
const nameOf = ({ set }: RowChange) => String(set?.name)

/** The gateway's calls by name, answered when the test says so. */
function openGateway() {
  const calls: string[] = []
  const waiting = new Map<string, PromiseWithResolvers<void>>()
  const call = (name: string) => () => {
    calls.push(name)
    const answer = Promise.withResolvers<void>()
    waiting.set(name, answer)
    return answer.promise
  }
  const answer = async (name: string, error?: Error) => {
    if (error) waiting.get(name)?.reject(error)
    else waiting.get(name)?.resolve()
    await vi.advanceTimersByTimeAsync(0)
  }
  return { calls, call, answer }
}

type Gateway = ReturnType<typeof openGateway>

function changeOf(gateway: Gateway, name: string, { subject = "one", exact = true, quiet = false } = {}): Change {
  const back = { shows: shows(`un${name}`), send: gateway.call(`un${name}`) }
  return {
    subject,
    groups: ["things"],
    shows: shows(name),
    send: gateway.call(name),
    back: exact ? back : null,
    words: { done: `${name} done`, undone: `${name} undone`, refused: quiet ? null : `${name} refused` },
  }
}

function deletionOf(gateway: Gateway, subject = "one"): Deletion {
  const words = { waiting: `deleting ${subject}`, note: "", done: "deleted", undone: "stays", refused: "not deleted" }
  const send = gateway.call(`delete ${subject}`)
  return { subject, groups: ["things"], shows: shows(`without ${subject}`), send, words }
}

describe("a change", () => {
  it("shows before the gateway has answered, and says so after", async () => {
    const { book, log } = openBook()
    const gateway = openGateway()
    const made = book.change(changeOf(gateway, "block"))
    expect([log, gateway.calls]).toEqual([["show block"], ["block"]])
    await gateway.answer("block")
    await made
    expect(log.slice(1)).toEqual(["keep block", "refetch things", "offer block done"])
  })

  it("is undone by the opposite call, which shows at once too", async () => {
    const { book, log, standing } = openBook()
    const gateway = openGateway()
    void book.change(changeOf(gateway, "block"))
    await gateway.answer("block")
    log.length = 0
    standing.get("block done")?.onUndo()
    expect([log, gateway.calls]).toEqual([["show unblock"], ["block", "unblock"]])
    await gateway.answer("unblock")
    expect(log.slice(1)).toEqual(["keep unblock", "refetch things", "say block undone"])
    expect([standing.size, book.undoLast()]).toEqual([0, false])
  })

  it("that the gateway refuses is taken off, asked for anew, said with the reason, and cannot be undone", async () => {
    const { book, log } = openBook()
    const gateway = openGateway()
    const made = expect(book.change(changeOf(gateway, "block"))).rejects.toThrow("Not yours.")
    await gateway.answer("block", new ApiError("Not yours.", 403, ""))
    await made
    expect(log).toEqual(["show block", "take off block", "refetch things", "refuse block refused: Not yours."])
    expect(book.undoLast()).toBe(false)
  })

  it("leaves it to a form to say why it was refused", async () => {
    const { book, log } = openBook()
    const gateway = openGateway()
    const made = expect(book.change(changeOf(gateway, "save", { quiet: true }))).rejects.toThrow("Taken.")
    await gateway.answer("save", new ApiError("Taken.", 409, ""))
    await made
    expect(log.at(-1)).toBe("refetch things")
  })

  it("without a way back offers none", async () => {
    const { book, log } = openBook()
    const gateway = openGateway()
    void book.change(changeOf(gateway, "save", { exact: false }))
    await gateway.answer("save")
    expect(log.at(-1)).toBe("say save done")
    expect(book.undoLast()).toBe(false)
  })

  it("can be undone for eight seconds and no longer", async () => {
    const { book } = openBook()
    const gateway = openGateway()
    void book.change(changeOf(gateway, "block"))
    await gateway.answer("block")
    await vi.advanceTimersByTimeAsync(UNDO_MS)
    expect([book.undoLast(), gateway.calls]).toEqual([false, ["block"]])
  })
})

describe("an undo that is refused", () => {
  for (const [status, reason] of [
    [403, "You may not."],
    [409, "The name is taken."],
    [404, "There is no such key."],
  ] as const)
    it(`with ${status} is taken off again and said with the reason`, async () => {
      const { book, log } = openBook()
      const gateway = openGateway()
      void book.change(changeOf(gateway, "save"))
      await gateway.answer("save")
      log.length = 0
      book.undoLast()
      await gateway.answer("unsave", new ApiError(reason, status, ""))
      expect(log).toEqual([
        "show unsave",
        "take off unsave",
        "refetch things",
        `refuse It could not be undone: ${reason}`,
      ])
    })
})

describe("two changes in quick succession", () => {
  it("of one thing are sent one after the other, and only the last is spoken of and can be undone", async () => {
    const { book, log, standing } = openBook()
    const gateway = openGateway()
    void book.change(changeOf(gateway, "block"))
    void book.change(changeOf(gateway, "rename"))
    expect([log, gateway.calls]).toEqual([["show block", "show rename"], ["block"]])
    await gateway.answer("block")
    expect(gateway.calls).toEqual(["block", "rename"])
    await gateway.answer("rename")
    expect([...standing.keys()]).toEqual(["rename done"])
    book.undoLast()
    expect([gateway.calls.at(-1), book.undoLast()]).toEqual(["unrename", false])
  })

  it("of one thing do not hang on each other: the second is sent when the first is refused", async () => {
    const { book, standing } = openBook()
    const gateway = openGateway()
    book.change(changeOf(gateway, "block")).catch(() => undefined)
    void book.change(changeOf(gateway, "rename"))
    await gateway.answer("block", new Error("No."))
    await gateway.answer("rename")
    expect([...standing.keys()]).toEqual(["rename done"])
  })

  it("of one thing: the second takes the first one's message away", async () => {
    const { book, standing } = openBook()
    const gateway = openGateway()
    void book.change(changeOf(gateway, "block"))
    await gateway.answer("block")
    void book.change(changeOf(gateway, "rename"))
    expect(standing.size).toBe(0)
  })

  it("of two things are sent at once, and undone in the opposite order", async () => {
    const { book } = openBook()
    const gateway = openGateway()
    void book.change(changeOf(gateway, "first", { subject: "one" }))
    void book.change(changeOf(gateway, "second", { subject: "other" }))
    expect(gateway.calls).toEqual(["first", "second"])
    await gateway.answer("first")
    await gateway.answer("second")
    expect([book.undoLast(), book.undoLast(), book.undoLast()]).toEqual([true, true, false])
    expect(gateway.calls).toEqual(["first", "second", "unsecond", "unfirst"])
  })

  it("an undo waits for its turn, and a change after it for its own", async () => {
    const { book } = openBook()
    const gateway = openGateway()
    void book.change(changeOf(gateway, "block"))
    await gateway.answer("block")
    book.undoLast()
    void book.change(changeOf(gateway, "rename"))
    expect(gateway.calls).toEqual(["block", "unblock"])
    await gateway.answer("unblock")
    expect(gateway.calls).toEqual(["block", "unblock", "rename"])
  })
})

describe("a deletion", () => {
  it("shows at once and is sent when its time is over", async () => {
    const { book, log } = openBook()
    const gateway = openGateway()
    book.remove(deletionOf(gateway))
    await vi.advanceTimersByTimeAsync(UNDO_MS - 1)
    expect([log, gateway.calls]).toEqual([["show without one", "offer deleting one"], []])
    await vi.advanceTimersByTimeAsync(1)
    expect(gateway.calls).toEqual(["delete one"])
    await gateway.answer("delete one")
    expect(log.slice(2)).toEqual(["keep without one", "refetch things", "say deleted"])
  })

  it("that is undone is never sent", async () => {
    const { book, log } = openBook()
    const gateway = openGateway()
    book.remove(deletionOf(gateway))
    expect(book.undoLast()).toBe(true)
    await vi.advanceTimersByTimeAsync(2 * UNDO_MS)
    await book.sendWaiting()
    expect(gateway.calls).toEqual([])
    expect(log.slice(2)).toEqual(["take off without one", "refetch things", "say stays"])
  })

  it("is sent at once, and once only, when the page is left", async () => {
    const { book, standing } = openBook()
    const gateway = openGateway()
    book.remove(deletionOf(gateway, "one"))
    book.remove(deletionOf(gateway, "other"))
    const sent = book.sendWaiting()
    expect([gateway.calls, standing.size]).toEqual([["delete one", "delete other"], 0])
    void book.sendWaiting()
    await gateway.answer("delete one")
    await gateway.answer("delete other")
    await sent
    await vi.advanceTimersByTimeAsync(2 * UNDO_MS)
    expect([gateway.calls.length, book.undoLast()]).toEqual([2, false])
  })

  it("that the gateway refuses brings the row back, with the reason", async () => {
    const { book, log } = openBook()
    const gateway = openGateway()
    book.remove(deletionOf(gateway))
    void book.sendWaiting()
    await gateway.answer("delete one", new ApiError("Not yours.", 403, ""))
    expect(log.slice(2)).toEqual(["take off without one", "refetch things", "refuse not deleted: Not yours."])
  })

  it("of what is gone already is done", async () => {
    const { book, log } = openBook()
    const gateway = openGateway()
    book.remove(deletionOf(gateway))
    void book.sendWaiting()
    await gateway.answer("delete one", new ApiError("There is none.", 404, ""))
    expect(log.slice(2)).toEqual(["keep without one", "refetch things", "say deleted"])
  })

  it("leaves changes that were sent undoable when the page is hidden", async () => {
    const { book } = openBook()
    const gateway = openGateway()
    void book.change(changeOf(gateway, "block", { subject: "other" }))
    await gateway.answer("block")
    await book.sendWaiting()
    expect(book.undoLast()).toBe(true)
  })

  it("of something that is deleted for good at once takes its undo along", async () => {
    const { book, standing } = openBook()
    const gateway = openGateway()
    void book.change(changeOf(gateway, "block"))
    await gateway.answer("block")
    book.forget("one")
    expect([standing.size, book.undoLast(), gateway.calls]).toEqual([0, false, ["block"]])
  })
})
