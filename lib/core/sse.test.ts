import { describe, expect, it } from "vitest"
import { encodeSse, SseDecoder, type SseEvent } from "./sse"

function decode(text: string, sizes: number[] = []): SseEvent[] {
  const bytes = Buffer.from(text, "utf8")
  const decoder = new SseDecoder()
  const out: SseEvent[] = []
  let at = 0
  for (const size of sizes) {
    out.push(...decoder.push(bytes.subarray(at, at + size)))
    at += size
  }
  return [...out, ...decoder.push(bytes.subarray(at))]
}

const data = (...values: string[]) => values.map((value) => ({ event: "", data: value }))

describe("SseDecoder", () => {
  it.each([
    ["LF", "data: a\n\ndata: b\n\n"],
    ["CR LF", "data: a\r\n\r\ndata: b\r\n\r\n"],
    ["CR", "data: a\r\rdata: b\r\r"],
    ["mixed line ends", "data: a\r\n\ndata: b\n\r\n"],
  ])("ends events at blank lines made of %s", (_name, text) => {
    expect(decode(text)).toEqual(data("a", "b"))
  })

  it("joins several data lines with a line feed and keeps the event's name", () => {
    expect(decode("event: x\ndata: a\ndata:b\ndata\n\n")).toEqual([{ event: "x", data: "a\nb\n" }])
  })

  it("takes off one space after the colon and no more", () => {
    expect(decode("data:  a\n\ndata:b\n\n")).toEqual(data(" a", "b"))
  })

  it("ignores comments, ids, retry times, unknown fields and events without data", () => {
    expect(decode(": ping\n\nid: 7\nretry: 10\nfoo: bar\n\nevent: empty\n\ndata: a\n\n")).toEqual(data("a"))
  })

  it("does not carry the name of an event without data to the next one", () => {
    expect(decode("event: first\n\ndata: a\n\n")).toEqual(data("a"))
  })

  it("skips a byte order mark at the start, also when it arrives in pieces", () => {
    expect(decode("\uFEFFdata: a\n\n", [1, 1])).toEqual(data("a"))
  })

  it("keeps characters whole when their bytes are cut apart", () => {
    const text = "data: grüße 😀 漢字\n\n"
    for (let size = 1; size < 8; size++) {
      const sizes = Array.from({ length: Math.floor(Buffer.byteLength(text) / size) }, () => size)
      expect(decode(text, sizes)).toEqual(data("grüße 😀 漢字"))
    }
  })

  it("gives the same events however the bytes are cut, a CR LF between two reads included", () => {
    const text = "\uFEFFevent: x\r\ndata: a\r\n\r\n: c\r\rdata: b\n\n\n\ndata:c\r\ndata: d\r\n\r\n"
    const whole = decode(text)
    expect(whole).toEqual([{ event: "x", data: "a" }, ...data("b", "c\nd")])
    const length = Buffer.byteLength(text)
    for (let i = 0; i <= length; i++) for (let j = i; j <= length; j++) expect(decode(text, [i, j - i])).toEqual(whole)
  })

  it("says whether an event was begun and not ended", () => {
    const decoder = new SseDecoder()
    decoder.push(Buffer.from("data: a\n\n"))
    expect(decoder.pending).toBe(false)
    decoder.push(Buffer.from("data: b\n"))
    expect(decoder.pending).toBe(true)
  })

  it("refuses an event beyond its limit, in one line or in many", () => {
    const line = new SseDecoder(100)
    expect(() => line.push(Buffer.from(`data: ${"x".repeat(101)}`))).toThrow(RangeError)
    const lines = new SseDecoder(100)
    expect(() => lines.push(Buffer.from(`data: ${"x".repeat(20)}\n`.repeat(6)))).toThrow(RangeError)
  })

  it("reads thirty megabytes of one event in small pieces in linear time", () => {
    const decoder = new SseDecoder()
    const piece = Buffer.from("x".repeat(4096))
    const started = performance.now()
    decoder.push(Buffer.from("data: "))
    for (let i = 0; i < 7_500; i++) decoder.push(piece)
    const [event] = decoder.push(Buffer.from("\n\n"))
    expect(event?.data.length).toBe(7_500 * 4096)
    expect(performance.now() - started).toBeLessThan(5_000)
  })

  it("reads many lines that arrive at once in linear time", () => {
    const bytes = Buffer.from("data: a\n\n".repeat(200_000))
    const started = performance.now()
    expect(new SseDecoder().push(bytes)).toHaveLength(200_000)
    expect(performance.now() - started).toBeLessThan(5_000)
  })
})

describe("encodeSse", () => {
  it("is undone by the decoder", () => {
    const events = [
      { event: "", data: "a" },
      { event: "x", data: "line\nline\n" },
      { event: "", data: "" },
    ]
    expect(decode(events.map(encodeSse).join(""))).toEqual(events)
  })
})
