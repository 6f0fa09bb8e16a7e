import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { GatewayError } from "#lib/core/errors"
import type { SseEvent } from "#lib/core/sse"
import { anthropicMessages } from "../anthropic-messages/dialect"
import { AwsEventStreamDecoder } from "../aws-event-stream"
import type { ChatChunk, ChatRequest } from "../chat"
import { openaiChat } from "../openai-chat/dialect"
import { chunksOf, digestChunks, digestResponse, eventsFrom } from "../testdata/digest"
import { bedrockConverse } from "./dialect"

interface Recording {
  readonly name: string
  readonly path: string
  readonly request: Record<string, unknown>
  readonly response: { readonly body: unknown }
}
const path = new URL("./testdata/recordings.json", import.meta.url)
const recordings = (JSON.parse(readFileSync(path, "utf8")) as Recording[]).filter((r) => r.path.includes("/converse"))
const named = (name: string) => recordings.find((r) => r.name === name)
const hubOf = (name: string) => bedrockConverse.toHub.response(structuredClone(named(name)?.response.body))
const eventsOf = (name: string) =>
  new AwsEventStreamDecoder().push(Buffer.from(String(named(name)?.response.body), "base64"))
const said = (event: string, body: object): SseEvent => ({ event, data: JSON.stringify(body) })

/** A recorded answer's digest, by way of the hub. */
function digestOf({ response }: Recording) {
  const { body } = response
  if (typeof body !== "string") return digestResponse(bedrockConverse.toHub.response(structuredClone(body)))
  return digestChunks(chunksOf(bedrockConverse, new AwsEventStreamDecoder().push(Buffer.from(body, "base64"))))
}

describe("recorded exchanges with Converse", () => {
  it.each(recordings)("$name: its request comes back from the hub as it was", ({ request }) => {
    const hub = bedrockConverse.toHub.request(structuredClone(request))
    const { inferenceConfig, system, ...rest } = request as { inferenceConfig?: object; system?: unknown[] }
    const again = bedrockConverse.fromHub.request(hub)
    const config = inferenceConfig && Object.keys(inferenceConfig).length > 0 ? { inferenceConfig } : {}
    expect(parsedSchema(again)).toEqual(parsedSchema({ ...rest, ...config, ...(system?.length ? { system } : {}) }))
  })

  it.each(recordings)("$name: its answer means the same to clients of three dialects", (recording) => {
    const { body } = recording.response
    const digest = digestOf(recording)
    for (const client of [bedrockConverse, openaiChat, anthropicMessages]) {
      const again =
        typeof body === "string"
          ? digestChunks(chunksOf(client, eventsFrom(client, chunksOf(bedrockConverse, eventsOf(recording.name)))))
          : digestResponse(client.toHub.response(structuredClone(client.fromHub.response(hubOf(recording.name)))))
      for (const key of ["content", "reasoning", "tools", "finish"] as const) expect(again[key]).toEqual(digest[key])
      expect(again.usage?.prompt_tokens).toBe(digest.usage?.prompt_tokens)
      expect(again.usage?.completion_tokens).toBe(digest.usage?.completion_tokens)
    }
  })

  it("give calls, also those without arguments, as the hub's", () => {
    expect(digestResponse(hubOf("a tool call without arguments"))).toMatchObject({
      finish: "tool_calls",
      tools: [{ name: "dice_roll", arguments: "{}" }, { name: "dice_roll" }, { name: "dice_roll" }],
    })
    const digest = digestChunks(chunksOf(bedrockConverse, eventsOf("a stream with a tool call")))
    expect(digest).toMatchObject({ finish: "tool_calls", tools: [{ arguments: "{}" }] })
    expect(digest.tools[0]?.id).toMatch(/^tooluse_/)
  })

  it("keep redacted thinking as it came", () => {
    const message = hubOf("redacted thinking").choices[0]?.message
    expect(message?.thinking_blocks).toMatchObject([
      { type: "redacted_thinking", data: expect.stringMatching(/^RXU4/) },
    ])
    expect(message?.reasoning_content).toBeUndefined()
  })

  it("show a server tool's work to nobody as a call, and send it back as it was", () => {
    const chat = hubOf("a server tool and a call")
    const message = chat.choices[0]?.message
    expect(message?.tool_calls?.map((call) => call.function.name)).toEqual(["final_result"])
    const history = [{ role: "user" as const, content: "?" }, ...(message ? [message] : [])]
    const body = bedrockConverse.fromHub.request({
      model: "us.amazon.nova-2-lite-v1:0",
      messages: history,
    } as ChatRequest)
    const recorded = named("a server tool and a call")?.response.body as { output: { message: unknown } }
    expect((body.messages as unknown[])[1]).toEqual(recorded.output.message)
  })

  it("give citations as annotations of the text they stand behind", () => {
    const message = hubOf("citations of a text document").choices[0]?.message
    expect(message?.annotations).toMatchObject([
      { type: "file_citation", file_citation: { start_index: 0, end_index: 72, title: "facts" } },
    ])
    const chunks = chunksOf(bedrockConverse, eventsOf("a stream with citations"))
    const annotated = chunks.flatMap((chunk) => chunk.choices.flatMap((c) => c.delta.annotations ?? []))
    expect(annotated).toMatchObject([{ type: "file_citation", file_citation: { title: "facts" } }])
  })

  it("carry along what the hub has no name for", () => {
    expect(hubOf("a service tier")).toMatchObject({ service_tier: "flex" })
    expect(hubOf("a schema the model is held to").metrics).toEqual({ latencyMs: 407 })
  })
})

describe("an answer of Converse", () => {
  const answer = (content: object[], stopReason = "end_turn", usage: object = { inputTokens: 3, outputTokens: 4 }) =>
    bedrockConverse.toHub.response({ output: { message: { role: "assistant", content } }, stopReason, usage })

  it("counts cached tokens as part of the prompt, hourly writes apart", () => {
    const usage = {
      inputTokens: 10,
      outputTokens: 5,
      totalTokens: 115,
      cacheReadInputTokens: 70,
      cacheWriteInputTokens: 30,
      cacheDetails: [
        { ttl: "1h", inputTokens: 20 },
        { ttl: "5m", inputTokens: 10 },
      ],
      serverToolUsage: { searches: 1 },
    }
    const chat = answer([{ text: "x" }], "end_turn", usage)
    expect(chat.usage).toMatchObject({
      prompt_tokens: 110,
      completion_tokens: 5,
      total_tokens: 115,
      prompt_tokens_details: { cached_tokens: 70 },
      cache_read_input_tokens: 70,
      cache_creation_input_tokens: 30,
      cache_creation: { ephemeral_5m_input_tokens: 10, ephemeral_1h_input_tokens: 20 },
      serverToolUsage: { searches: 1 },
    })
    expect(bedrockConverse.fromHub.response(chat).usage).toEqual(usage)
    expect(bedrockConverse.usage({ usage })).toEqual(chat.usage)
    expect(bedrockConverse.usage({})).toBeNull()
  })

  it.each([
    ["end_turn", "stop"],
    ["stop_sequence", "stop"],
    ["max_tokens", "length"],
    ["model_context_window_exceeded", "length"],
    ["tool_use", "tool_calls"],
    ["guardrail_intervened", "content_filter"],
    ["content_filtered", "content_filter"],
    ["malformed_tool_use", "stop"],
  ])("that stopped for %s has the finish reason %s, and says so again to Bedrock's clients", (reason, finish) => {
    const chat = answer([{ text: "x" }], reason)
    expect(chat.choices[0]?.finish_reason).toBe(finish)
    expect(bedrockConverse.fromHub.response(chat).stopReason).toBe(reason)
  })

  it("asked for as JSON by a tool is text", () => {
    const chat = answer(
      [{ text: "Here:" }, { toolUse: { toolUseId: "t", name: "json_tool_call", input: { a: 1 } } }],
      "tool_use",
    )
    expect(digestResponse(chat)).toMatchObject({ content: '{"a":1}', tools: [], finish: "stop" })
  })

  it("that is none is an error, with the provider's words where there are some", () => {
    expect(() => bedrockConverse.toHub.response({})).toThrow(expect.objectContaining({ kind: "upstream_failed" }))
    expect(() => bedrockConverse.toHub.response({ message: "no such thing" })).toThrow(/no such thing/)
  })
})

describe("a stream of Converse", () => {
  const start = said("messageStart", { role: "assistant", p: "abc" })
  const stop = said("messageStop", { stopReason: "tool_use" })
  const end = said("metadata", {
    usage: { inputTokens: 1, outputTokens: 2, totalTokens: 3 },
    metrics: { latencyMs: 9 },
  })

  it("keeps parallel calls apart and unwraps the JSON answer", () => {
    const opened = (index: number, name: string) =>
      said("contentBlockStart", { contentBlockIndex: index, start: { toolUse: { toolUseId: `t${index}`, name } } })
    const argued = (index: number, input: string) =>
      said("contentBlockDelta", { contentBlockIndex: index, delta: { toolUse: { input } } })
    const closed = (index: number) => said("contentBlockStop", { contentBlockIndex: index })
    const calls = [
      opened(0, "a"),
      argued(0, '{"x"'),
      opened(1, "b"),
      argued(1, "{}"),
      argued(0, ":1}"),
      closed(0),
      closed(1),
    ]
    expect(digestChunks(chunksOf(bedrockConverse, [start, ...calls, stop, end]))).toMatchObject({
      tools: [
        { id: "t0", name: "a", arguments: '{"x":1}' },
        { id: "t1", name: "b", arguments: "{}" },
      ],
      usage: { total_tokens: 3 },
    })
    const json = [start, opened(0, "json_tool_call"), argued(0, '{"x":'), argued(0, "1}"), closed(0), stop, end]
    expect(digestChunks(chunksOf(bedrockConverse, json))).toMatchObject({
      content: '{"x":1}',
      tools: [],
      finish: "stop",
    })
  })

  it("gives thinking as it flows, and whole with its signature when it ends", () => {
    const thought = (reasoningContent: object) =>
      said("contentBlockDelta", { contentBlockIndex: 0, delta: { reasoningContent } })
    const events = [
      start,
      thought({ text: "I " }),
      thought({ text: "think" }),
      thought({ signature: "si" }),
      thought({ signature: "g" }),
      said("contentBlockStop", { contentBlockIndex: 0 }),
      stop,
      end,
    ]
    const chunks = chunksOf(bedrockConverse, events)
    const blocks = (all: readonly ChatChunk[]) =>
      all.flatMap((c) => c.choices.flatMap((x) => x.delta.thinking_blocks ?? []))
    expect(digestChunks(chunks).reasoning).toBe("I think")
    expect(blocks(chunks)).toEqual([{ type: "thinking", thinking: "I think", signature: "sig" }])
    const again = chunksOf(bedrockConverse, eventsFrom(bedrockConverse, chunks))
    expect(blocks(again)).toEqual(blocks(chunks))
  })

  it("is also understood where each event stands below its name", () => {
    const wrapped = [start, stop, end].map(({ event, data }) => ({ event: "", data: `{"${event}":${data}}` }))
    expect(digestChunks(chunksOf(bedrockConverse, wrapped))).toMatchObject({
      finish: "tool_calls",
      usage: { total_tokens: 3 },
    })
  })

  it("gives its usage last and whole calls, whatever order its end comes in", () => {
    const call = said("contentBlockStart", { contentBlockIndex: 0, start: { toolUse: { toolUseId: "t", name: "a" } } })
    const chunks = chunksOf(bedrockConverse, [start, call, end, stop])
    expect(digestChunks(chunks)).toMatchObject({ tools: [{ arguments: "{}" }], finish: "tool_calls" })
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: 3 } })
  })

  it("that ends before its stop reason is cut, and one that only lacks its usage is not", () => {
    expect(() => chunksOf(bedrockConverse, [start])).toThrow(expect.objectContaining({ kind: "upstream_failed" }))
    expect(digestChunks(chunksOf(bedrockConverse, [start, stop]))).toMatchObject({ finish: "tool_calls", usage: null })
  })

  it.each([
    ["throttlingException", "upstream_rate_limited"],
    ["validationException", "invalid_request"],
    ["serviceUnavailableException", "upstream_unavailable"],
    ["modelStreamErrorException", "upstream_failed"],
    ["internalServerException", "upstream_failed"],
    ["error", "upstream_failed"],
  ])("with %s fails as %s, read as bytes or translated", (event, kind) => {
    const failed = said(event, { message: "sorry" })
    expect(() => chunksOf(bedrockConverse, [start, failed])).toThrow(expect.objectContaining({ kind }))
    expect(bedrockConverse.peek(failed).error?.kind).toBe(kind)
  })

  it("is peeked at for text, usage and its end", () => {
    const delta = (body: object) => said("contentBlockDelta", { contentBlockIndex: 0, delta: body })
    expect(bedrockConverse.peek(delta({ text: "a" }))).toEqual({ text: "a" })
    expect(bedrockConverse.peek(delta({ toolUse: { input: "{" } }))).toEqual({ text: "{" })
    expect(bedrockConverse.peek(stop)).toEqual({ finished: true })
    expect(bedrockConverse.peek(end)).toMatchObject({ done: true, usage: { prompt_tokens: 1 } })
    expect(bedrockConverse.peek({ event: "metadata", data: "{" }).error?.kind).toBe("upstream_failed")
  })
})

describe("an error for clients of Bedrock", () => {
  it("is a message, and in a stream an exception of the right name", () => {
    const e = new GatewayError("rate_limited", "Slow down.", { detail: "for the log" })
    expect(bedrockConverse.fromHub.error(e)).toEqual({ message: "Slow down." })
    expect(bedrockConverse.fromHub.errorEvent(e)).toEqual(said("throttlingException", { message: "Slow down." }))
  })
})

describe("an error answer of Bedrock", () => {
  it.each([
    [400, "The provided model identifier is invalid.", "model_not_found"],
    [400, "Input is too long for requested model.", "context_window_exceeded"],
    [424, "The model failed.", "upstream_failed"],
    [429, "Too many tokens per day, please wait before trying again.", "upstream_rate_limited"],
    [403, "You don't have access to the model with the specified model ID.", "upstream_auth"],
    [400, "messages: text content blocks must be non-empty", "invalid_request"],
  ])("%i %s is %s", (status, message, kind) => {
    const e = bedrockConverse.toHub.error(status, JSON.stringify({ message }))
    expect(e.kind).toBe(kind)
    expect(e.upstreamStatus ?? status).toBe(status)
    expect(e.message).toContain(message)
  })
})

/** The schema is JSON inside JSON: its blanks mean nothing. */
function parsedSchema(body: Record<string, unknown>): unknown {
  return JSON.parse(JSON.stringify(body), (key, value) =>
    key === "schema" && typeof value === "string" ? (JSON.parse(value) as unknown) : value,
  )
}
