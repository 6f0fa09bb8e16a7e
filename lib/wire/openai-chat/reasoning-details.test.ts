import { describe, expect, it } from "vitest"
import { anthropicMessages } from "../anthropic-messages/dialect"
import { chunksOf, eventsFrom } from "../testdata/digest"
import { accented } from "./accent"
import { detailsAsThinking, detailsAsThinkingStream, thinkingAsDetails } from "./reasoning-details"

const dialect = accented({ name: "d", response: detailsAsThinking, stream: detailsAsThinkingStream })
const detail = (more: object) => ({ type: "reasoning.text", format: "anthropic-claude-v1", index: 0, ...more })
const block = { type: "thinking" as const, thinking: "hm, so", signature: "sig" }
const redacted = { type: "redacted_thinking" as const, data: "xyz" }

describe("signed thinking through OpenRouter", () => {
  it("reaches a client of Anthropic with its signature, whole or streamed", () => {
    const reasoning_details = [
      detail({ text: "hm, so", signature: "sig" }),
      detail({ type: "reasoning.encrypted", data: "xyz", index: 1 }),
    ]
    const answer = dialect.toHub.response({
      choices: [{ message: { content: "a", reasoning: "hm, so", reasoning_details }, finish_reason: "stop" }],
    })
    expect(answer.choices[0]?.message.thinking_blocks).toEqual([block, redacted])
    const event = (delta: object, finish_reason: string | null = null) => ({
      event: "",
      data: JSON.stringify({ choices: [{ index: 0, delta, finish_reason }] }),
    })
    const events = [
      event({ reasoning: "hm", reasoning_details: [detail({ text: "hm" })] }),
      event({ reasoning: ", so", reasoning_details: [detail({ text: ", so" })] }),
      event({ reasoning_details: [detail({ signature: "sig" })] }),
      event({ content: "a" }, "stop"),
    ]
    const chunks = chunksOf(dialect, events)
    expect(chunks.flatMap((c) => c.choices[0]?.delta.thinking_blocks ?? [])).toEqual([block])
    const sent = eventsFrom(anthropicMessages, chunks)
      .map((e) => e.data)
      .join("\n")
    expect(sent.match(/"thinking_delta"/g)).toHaveLength(2)
    expect(sent).toContain('"signature":"sig"')
  })

  it("is the reasoning too, where the server gives the details alone", () => {
    const message = { content: "a", reasoning_details: [detail({ text: "hm, so", signature: "sig" })] }
    const answer = dialect.toHub.response({ choices: [{ message, finish_reason: "stop" }] })
    expect(answer.choices[0]?.message).toMatchObject({ reasoning_content: "hm, so", thinking_blocks: [block] })
  })

  it("goes back as it came, and is never signed for others", () => {
    const message = { role: "assistant" as const, content: "a", thinking_blocks: [block, redacted] }
    const said = thinkingAsDetails({ model: "m", messages: [message] })
    expect(said.messages[0]).toEqual({
      role: "assistant",
      content: "a",
      reasoning_details: [
        detail({ text: "hm, so", signature: "sig" }),
        detail({ type: "reasoning.encrypted", data: "xyz", index: 1 }),
      ],
    })
    const own = { model: "m", messages: [{ ...message, reasoning_details: [] }] }
    expect(thinkingAsDetails(own)).toBe(own)
    const other = {
      message: { reasoning_details: [detail({ format: "google-gemini-v1", signature: "s" })] },
      finish_reason: "stop",
    }
    expect(dialect.toHub.response({ choices: [other] }).choices[0]?.message).not.toHaveProperty("thinking_blocks")
  })
})
