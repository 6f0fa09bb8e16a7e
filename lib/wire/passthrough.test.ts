import { describe, expect, it } from "vitest"
import { anthropicMessages } from "./anthropic-messages/dialect"
import { openaiChat } from "./openai-chat/dialect"
import { Passthrough } from "./passthrough"

const chunk = (delta: object, finish: string | null = null) =>
  `data: ${JSON.stringify({ id: "c", choices: [{ index: 0, delta, finish_reason: finish }], usage: null })}\n\n`
const usage = { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 }
const usageChunk = `data: ${JSON.stringify({ id: "c", choices: [], usage })}\n\n`
const DONE = "data: [DONE]\n\n"
const HELLO = chunk({ content: "Hel" }) + chunk({ content: "lo" })
const STOP = chunk({}, "stop")

function open(options: { hideUsage?: boolean; keepBytes?: number } = {}) {
  return new Passthrough({ dialect: openaiChat, hideUsage: false, ...options })
}

/** Pushes texts and returns what came out of each, and of the end. */
function run(pipe: Passthrough, ...texts: string[]): (string | null)[] {
  return [...texts.map((text) => pipe.push(Buffer.from(text))), pipe.end()].map((out) => out?.toString("utf8") ?? null)
}

describe("Passthrough", () => {
  it("hands a block that ends with an event on as the very same bytes", () => {
    const block = Buffer.from(HELLO)
    expect(open().push(block)).toBe(block)
  })

  it("holds a partial event back until it is whole", () => {
    const pipe = open()
    const all = HELLO + STOP + DONE
    expect(run(pipe, all.slice(0, 20), all.slice(20, HELLO.length + 7), all.slice(HELLO.length + 7))).toEqual([
      null,
      HELLO,
      STOP + DONE,
      null,
    ])
    expect(pipe.done).toBe(true)
  })

  it("drops the usage chunk the client had not asked for, and still knows the usage", () => {
    for (const cut of [0, 1, 30, usageChunk.length]) {
      const pipe = open({ hideUsage: true })
      const all = HELLO + STOP + usageChunk + DONE
      const at = HELLO.length + STOP.length + cut
      expect(run(pipe, all.slice(0, at), all.slice(at)).join("")).toBe(HELLO + STOP + DONE)
      expect(pipe.usage).toEqual(usage)
    }
  })

  it("keeps the usage chunk when it was asked for, with or without a space after its colons", () => {
    const spaced = usageChunk.replace('"usage":', '"usage": ').replace('"total_tokens":', '"total_tokens": ')
    for (const event of [usageChunk, spaced]) {
      const pipe = open()
      expect(run(pipe, HELLO + STOP + event + DONE).join("")).toBe(HELLO + STOP + event + DONE)
      expect(pipe.usage).toEqual(usage)
    }
  })

  it("keeps a chunk that carries usage and a choice", () => {
    const both = `data: ${JSON.stringify({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }], usage })}\n\n`
    const pipe = open({ hideUsage: true })
    expect(run(pipe, HELLO + both + DONE).join("")).toBe(HELLO + both + DONE)
    expect(pipe.usage).toEqual(usage)
  })

  it("adds the terminator a provider forgot, once the answer is finished", () => {
    expect(run(open(), HELLO + STOP)).toEqual([HELLO + STOP, DONE])
  })

  it("delivers a last event whose blank line never came", () => {
    expect(run(open(), `${HELLO + STOP}data: [DONE]`)).toEqual([HELLO + STOP, DONE])
    expect(run(open(), HELLO + STOP.trimEnd())).toEqual([HELLO, STOP + DONE])
  })

  it.each([
    ["inside an event", HELLO + STOP.slice(0, 30)],
    ["between two events", HELLO],
    ["before the first event", ""],
    ["after comments only", ": ping\n\n: ping\n\n"],
  ])("calls a stream that was cut %s a failure, and sends no fake end", (_where, text) => {
    const pipe = open()
    pipe.push(Buffer.from(text))
    expect(() => pipe.end()).toThrow(expect.objectContaining({ kind: "upstream_failed" }))
    expect(pipe.done).toBe(false)
  })

  it("returns what came before an error event, knows the failure at once and throws it on the next call", () => {
    const error = 'data: {"error":{"message":"boom","code":429}}\n\n'
    const pipe = open()
    expect(pipe.push(Buffer.from(HELLO + error + STOP))?.toString()).toBe(HELLO)
    expect(pipe.failed?.kind).toBe("upstream_rate_limited")
    expect(() => pipe.push(Buffer.from(STOP))).toThrow("boom")
    expect(() => pipe.end()).toThrow("boom")
    expect(pipe.deliveredText()).toBe("Hello")
  })

  it("throws an error event that nothing came before at once", () => {
    expect(() => open().push(Buffer.from('event: error\ndata: {"error":"boom"}\n\n'))).toThrow("boom")
  })

  it("does not take a model's words for an error or an end", () => {
    const words = chunk({ content: 'say "error" and [DONE] and {"error":{"message":"x"}} and "finish_reason":"stop"' })
    const pipe = open()
    expect(run(pipe, words + STOP + DONE).join("")).toBe(words + STOP + DONE)
    expect(pipe.failed).toBeNull()
  })

  it("fails on an event of its dialect that is not JSON", () => {
    const pipe = open()
    expect(pipe.push(Buffer.from(`${HELLO}data: {"usage":{"prompt_tokens":1,\n\n`))?.toString()).toBe(HELLO)
    expect(() => pipe.end()).toThrow(expect.objectContaining({ kind: "upstream_failed" }))
  })

  it("drops what follows the last word", () => {
    const pipe = open()
    expect(run(pipe, HELLO + STOP + DONE + HELLO, HELLO)).toEqual([HELLO + STOP + DONE, null, null])
  })

  it.each([
    ['{"error":{"message":"no such thing"}}', "no such thing"],
    ["<!doctype html>\n\n<title>Oops</title>\n\n", "Oops"],
    ["\n {}\n\n", "failed"],
  ])("never forwards a 200 that is no event stream: %s", (body, words) => {
    const pipe = open()
    expect(pipe.push(Buffer.from(body))).toBeNull()
    expect(() => pipe.end()).toThrow(words)
  })

  it("refuses an event of more than 32 MB instead of holding it", () => {
    const pipe = open()
    const megabyte = Buffer.alloc(1024 * 1024, 120)
    pipe.push(Buffer.from("data: "))
    expect(() => {
      for (let i = 0; i < 33; i++) pipe.push(megabyte)
    }).toThrow(/32 MB/)
  })

  it("delivers one event of ten megabytes whole", () => {
    const big = chunk({ content: "x".repeat(10 * 1024 * 1024) })
    const bytes = Buffer.from(big + STOP + DONE)
    const pipe = open()
    const out: Buffer[] = []
    for (let at = 0; at < bytes.length; at += 65_536)
      out.push(pipe.push(bytes.subarray(at, at + 65_536)) ?? Buffer.alloc(0))
    expect(Buffer.concat(out).equals(bytes)).toBe(true)
  })

  it("counts delivered text exactly, however little it may keep", () => {
    for (const keepBytes of [0, 1, 200, 100_000]) {
      const pipe = open({ keepBytes })
      const words = Array.from({ length: 50 }, (_, i) => `wörd${i} `)
      for (const content of words) pipe.push(Buffer.from(chunk({ content })))
      pipe.push(
        Buffer.from(chunk({ reasoning_content: "why", tool_calls: [{ index: 0, function: { arguments: "{}" } }] })),
      )
      expect(pipe.deliveredText()).toBe(`${words.join("")}why{}`)
      expect(pipe.deliveredText()).toBe(`${words.join("")}why{}`)
    }
  })

  it.each(["\r\n", "\r"])("understands line ends of %j cut anywhere", (end) => {
    const text = `\uFEFF${HELLO}${STOP}${usageChunk}${DONE}`.replaceAll("\n", end)
    const bytes = Buffer.from(text)
    for (let at = 0; at <= bytes.length; at++) {
      const pipe = open()
      const out = [pipe.push(bytes.subarray(0, at)), pipe.push(bytes.subarray(at)), pipe.end()]
      const sent = Buffer.concat(out.map((part) => part ?? Buffer.alloc(0))).toString("utf8")
      expect(sent.replace(/[\r\n]+$/, "")).toBe(text.replace(/[\r\n]+$/, ""))
      expect(pipe.usage).toEqual(usage)
      expect(pipe.done).toBe(true)
    }
  })

  it("merges usage over the events of an Anthropic stream and adds the total it never says", () => {
    const pipe = new Passthrough({ dialect: anthropicMessages, hideUsage: true })
    const start = {
      type: "message_start",
      message: { usage: { input_tokens: 3, cache_read_input_tokens: 4, output_tokens: 1 } },
    }
    const delta = { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 9 } }
    const text = [start, delta].map((e) => `event: ${e.type}\ndata: ${JSON.stringify(e)}\n\n`).join("")
    const stop = 'event: message_stop\ndata: {"type":"message_stop"}\n\n'
    expect(run(pipe, text)).toEqual([text, stop])
    expect(pipe.usage).toMatchObject({
      prompt_tokens: 7,
      completion_tokens: 9,
      total_tokens: 16,
      cache_read_input_tokens: 4,
    })
  })
})
