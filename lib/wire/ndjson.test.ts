import { describe, expect, it } from "vitest"
import { NdjsonDecoder } from "./ndjson"
import { cut, seeded } from "./testdata/digest"

const LINES = ['{"a":"x}"}', '{"b":"é🔧\\n"}', "[1]", '{"done":true}']

describe("lines of JSON", () => {
  it("come out whole, however the bytes are cut, blank lines and CRLF aside", () => {
    const bytes = Buffer.from(`\n${LINES.join("\r\n\n")}\n`)
    for (let seed = 1; seed <= 200; seed++) {
      const decoder = new NdjsonDecoder()
      const events = cut(bytes, seeded(seed)).flatMap((piece) => decoder.push(piece))
      expect(
        events.map((e) => e.data),
        `seed ${seed}`,
      ).toEqual(LINES)
    }
  })

  it("need no line end when the object is whole", () => {
    const decoder = new NdjsonDecoder()
    expect(decoder.push(Buffer.from('{"a":{"b":1}'))).toEqual([])
    expect(decoder.push(Buffer.from("}"))).toEqual([{ event: "", data: '{"a":{"b":1}}' }])
    expect(decoder.push(Buffer.from('\n{"c":2}\n'))).toEqual([{ event: "", data: '{"c":2}' }])
  })

  it("may not be longer than the limit", () => {
    const decoder = new NdjsonDecoder(100)
    expect(() => decoder.push(Buffer.from(`{"a":"${"x".repeat(200)}`))).toThrow(RangeError)
  })
})
