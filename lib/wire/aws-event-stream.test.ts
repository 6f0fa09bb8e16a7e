import { readFileSync } from "node:fs"
import { crc32 } from "node:zlib"
import { describe, expect, it } from "vitest"
import { AwsChunkDecoder, AwsEventStreamDecoder, encodeAwsMessage } from "./aws-event-stream"
import { cut, seeded } from "./testdata/digest"

const path = new URL("./bedrock-converse/testdata/recordings.json", import.meta.url)
const recordings = JSON.parse(readFileSync(path, "utf8")) as { name: string; response: { body: unknown } }[]
const bytesOf = (name: string) => Buffer.from(String(recordings.find((r) => r.name === name)?.response.body), "base64")
const recorded = bytesOf("a stream with a tool call")

const text = (body: string, headers: Record<string, string> = {}) =>
  encodeAwsMessage({ ":event-type": "contentBlockDelta", ":message-type": "event", ...headers }, body)

describe("AWS event streams", () => {
  it("gives each message of a recorded stream as an event named after its type", () => {
    const events = new AwsEventStreamDecoder().push(recorded)
    expect(events.map((e) => e.event)).toEqual(
      expect.arrayContaining(["messageStart", "contentBlockStart", "contentBlockDelta", "messageStop", "metadata"]),
    )
    for (const event of events) expect(() => JSON.parse(event.data)).not.toThrow()
  })

  it("gives the same events from any partition of the bytes", () => {
    const whole = new AwsEventStreamDecoder().push(recorded)
    for (let seed = 0; seed < 100; seed++) {
      const decoder = new AwsEventStreamDecoder()
      expect(cut(recorded, seeded(seed)).flatMap((piece) => decoder.push(piece))).toEqual(whole)
      expect(decoder.pending).toBe(false)
    }
  })

  it("writes messages as AWS does", () => {
    const [first] = new AwsEventStreamDecoder().push(recorded)
    const headers = {
      ":event-type": "messageStart",
      ":content-type": "application/json",
      ":message-type": "event",
    }
    const again = encodeAwsMessage(headers, first?.data ?? "")
    expect(recorded.subarray(0, again.length).equals(again)).toBe(true)
  })

  it("knows that a message is still on its way", () => {
    const decoder = new AwsEventStreamDecoder()
    expect(decoder.push(recorded.subarray(0, recorded.length - 1)).length).toBeGreaterThan(0)
    expect(decoder.pending).toBe(true)
  })

  it.each([
    ["the payload", 40],
    ["the prelude", 5],
  ])("makes an error of a changed byte in %s, and reads nothing after it", (_what, at) => {
    const broken = Buffer.concat([text('{"delta":{"text":"a"}}'), text('{"delta":{"text":"b"}}'), text("{}")])
    const second = text('{"delta":{"text":"a"}}').length
    broken.writeUInt8(broken.readUInt8(second + at) ^ 1, second + at)
    const decoder = new AwsEventStreamDecoder()
    const events = decoder.push(broken)
    expect(events.map((e) => e.event)).toEqual(["contentBlockDelta", "error"])
    expect(events[1]?.data).toContain("checksum")
    expect(decoder.push(text("{}"))).toEqual([])
  })

  it("refuses a message of an absurd length instead of waiting for it", () => {
    const huge = Buffer.from(text("{}"))
    huge.writeUInt32BE(0xffffffff, 0)
    expect(new AwsEventStreamDecoder().push(huge)[0]).toMatchObject({ event: "error" })
  })

  it("skips headers of every other type", () => {
    const types = [
      [0, ""],
      [1, ""],
      [2, "01"],
      [3, "0102"],
      [4, "01020304"],
      [5, "0102030405060708"],
      [6, "0003010203"],
      [8, "0102030405060708"],
      [9, "000102030405060708090a0b0c0d0e0f"],
    ] as const
    const extra = types.map(([type, hex], i) => `01${(97 + i).toString(16)}0${type}${hex}`).join("")
    const plain = text("{}")
    const head = Buffer.concat([Buffer.from(extra, "hex"), plain.subarray(12, 12 + plain.readUInt32BE(4))])
    const [event] = new AwsEventStreamDecoder().push(reframed(head, "{}"))
    expect(event).toEqual({ event: "contentBlockDelta", data: "{}" })
  })

  it("names exceptions by their type and errors by their code", () => {
    const decoder = new AwsEventStreamDecoder()
    const exception = { ":message-type": "exception", ":exception-type": "throttlingException" }
    const error = { ":message-type": "error", ":error-code": "InternalError", ":error-message": "later" }
    expect(decoder.push(encodeAwsMessage(exception, '{"message":"slow down"}'))).toEqual([
      { event: "throttlingException", data: '{"message":"slow down"}' },
    ])
    expect(decoder.push(encodeAwsMessage(error, ""))).toEqual([
      { event: "error", data: '{"code":"InternalError","message":"later"}' },
    ])
  })
})

describe("chunks of invoke-with-response-stream", () => {
  it("give the model's own events, from any partition of the bytes", () => {
    const bytes = bytesOf("invoke: a stream of text")
    const whole = new AwsChunkDecoder().push(bytes)
    expect(whole[0]?.event).toBe("message_start")
    expect(whole.at(-1)?.event).toBe("message_stop")
    for (let seed = 0; seed < 30; seed++) {
      const decoder = new AwsChunkDecoder()
      expect(cut(bytes, seeded(seed)).flatMap((piece) => decoder.push(piece))).toEqual(whole)
    }
  })

  it("end in Anthropic's error event when AWS sends an exception", () => {
    const exception = { ":message-type": "exception", ":exception-type": "throttlingException" }
    const [event] = new AwsChunkDecoder().push(encodeAwsMessage(exception, '{"message":"slow down"}'))
    expect(event?.event).toBe("error")
    expect(JSON.parse(event?.data ?? "")).toEqual({
      type: "error",
      error: { type: "rate_limit_error", message: "slow down" },
    })
  })
})

/** A message around these header bytes. */
function reframed(head: Buffer, payload: string): Buffer {
  const body = Buffer.from(payload)
  const prelude = Buffer.alloc(12)
  prelude.writeUInt32BE(16 + head.length + body.length, 0)
  prelude.writeUInt32BE(head.length, 4)
  prelude.writeUInt32BE(crc32(prelude.subarray(0, 8)), 8)
  const message = Buffer.concat([prelude, head, body])
  const crc = Buffer.alloc(4)
  crc.writeUInt32BE(crc32(message), 0)
  return Buffer.concat([message, crc])
}
