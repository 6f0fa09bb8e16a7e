import { execFileSync } from "node:child_process"
import { describe, expect, test } from "vitest"
import { chatBody, checkSettings } from "./chat-request"
import { EMPTY_ANSWER, emptySession, NO_SETTINGS, withAnswer, withAsk } from "./chat-session"
import { saysSomething, withChunk } from "./chat-stream"
import { cosine } from "./cosine"
import { sessionOf } from "./kept-session"
import { requestCode } from "./request-code"

const ask = (id: string, images: readonly string[] = []) => ({ id, text: `ask ${id}`, images })
const FIRST = { panelId: "a", askId: "1" }
const said = (...asks: ReturnType<typeof ask>[]) => asks.reduce(withAsk, emptySession("one"))
const panelOf = (session: ReturnType<typeof emptySession>, at = 0) => {
  const panel = session.panels[at]
  if (panel === undefined) throw new Error("no such panel")
  return panel
}

describe("the body of a chat request", () => {
  test("has what was said in this panel alone, and the last ask with its images", () => {
    const asked = said(ask("1"), ask("2"), ask("3", ["data:image/png;base64,AA"]))
    const session = {
      ...withAnswer(asked, FIRST, { text: "first", state: "done" }),
      settings: { ...NO_SETTINGS, system: "Be brief.", temperature: "0", maxTokens: "50", effort: "low" as const },
    }
    expect(chatBody(session, panelOf(session))).toEqual({
      model: "one",
      messages: [
        { role: "system", content: "Be brief." },
        { role: "user", content: "ask 1" },
        { role: "assistant", content: "first" },
        {
          role: "user",
          content: [
            { type: "text", text: "ask 3" },
            { type: "image_url", image_url: { url: "data:image/png;base64,AA" } },
          ],
        },
      ],
      temperature: 0,
      max_tokens: 50,
      reasoning_effort: "low",
    })
  })

  test("a call of a tool is followed by what came of it, as the API demands", () => {
    const session = withAnswer(said(ask("1"), ask("2")), FIRST, {
      toolCalls: [{ id: "c1", name: "weather", args: "{}" }],
    })
    const messages = chatBody(session, panelOf(session)).messages as { role: string }[]
    expect(messages.map(({ role }) => role)).toEqual(["user", "assistant", "tool", "user"])
  })

  test("tools may be written without their wrapping", () => {
    const settings = { ...NO_SETTINGS, tools: '[{"name": "weather"}]', format: "json_object" as const }
    const session = { ...said(ask("1")), settings }
    expect(chatBody(session, panelOf(session))).toMatchObject({
      tools: [{ type: "function", function: { name: "weather" } }],
      response_format: { type: "json_object" },
    })
  })

  test("what is wrong names the field", () => {
    const wrong = checkSettings({
      ...NO_SETTINGS,
      temperature: "3",
      maxTokens: "1.5",
      tools: "{",
      format: "json_schema",
    })
    expect(Object.keys(wrong).sort()).toEqual(["maxTokens", "schema", "temperature", "tools"])
    expect(checkSettings({ ...NO_SETTINGS, temperature: "0.5", seed: "-1" })).toEqual({})
  })
})

describe("a stream", () => {
  const chunk = (delta: object, more: object = {}) => JSON.stringify({ choices: [{ delta, ...more }] })

  test("becomes text, reasoning, usage and the reason for its end", () => {
    const events = [
      chunk({ role: "assistant", content: "" }),
      chunk({ reasoning_content: "hm" }),
      chunk({ content: "Hel" }),
      chunk({ content: "lo" }, { finish_reason: "stop" }),
      JSON.stringify({ choices: [], usage: { prompt_tokens: 3, completion_tokens: 2 } }),
      "[DONE]",
    ]
    expect(events.findIndex(saysSomething)).toBe(1)
    expect(events.reduce(withChunk, { ...EMPTY_ANSWER, askId: "1" })).toMatchObject({
      text: "Hello",
      reasoning: "hm",
      finish: "stop",
      promptTokens: 3,
      completionTokens: 2,
    })
  })

  test("puts calls of tools together from their pieces", () => {
    const events = [
      chunk({ tool_calls: [{ index: 0, id: "c1", function: { name: "weather", arguments: "" } }] }),
      chunk({ tool_calls: [{ index: 0, function: { arguments: '{"city":' } }] }),
      chunk({ tool_calls: [{ index: 1, id: "c2", function: { name: "time", arguments: "{}" } }] }),
      chunk({ tool_calls: [{ index: 0, function: { arguments: '"Rome"}' } }] }),
    ]
    expect(events.reduce(withChunk, { ...EMPTY_ANSWER, askId: "1" }).toolCalls).toEqual([
      { id: "c1", name: "weather", args: '{"city":"Rome"}' },
      { id: "c2", name: "time", args: "{}" },
    ])
  })

  test("an error in it is kept as one", () => {
    const said = withChunk({ ...EMPTY_ANSWER, askId: "1" }, JSON.stringify({ error: { message: "Too much." } }))
    expect(said.error).toBe("Too much.")
  })
})

test("an answer that was cleared away stays away, whatever comes of it later", () => {
  const cleared = { ...said(ask("1")), asks: [], panels: emptySession("one").panels }
  expect(withAnswer(cleared, FIRST, { costUsd: 1 })).toEqual(cleared)
})

describe("a kept session", () => {
  test("comes back with its answers; one that was on its way was stopped", () => {
    const session = withAnswer(said(ask("1")), FIRST, { text: "Hel" })
    expect(sessionOf(JSON.stringify(session))?.panels[0]?.answers[0]).toMatchObject({ text: "Hel", state: "stopped" })
  })

  test("whatever is no session is none", () => {
    for (const text of [null, "", "{", "[]", '{"asks":[],"panels":[]}']) expect(sessionOf(text)).toBeNull()
  })
})

test("a request as curl survives the shell whatever was typed", () => {
  const body = { model: "m", messages: [{ role: "user", content: `it's "$HOME" \`id\` \\ !` }] }
  const code = requestCode("curl", { origin: "http://localhost:4000", key: "sk-1", body })
  const fake = `curl() { for word; do last=$word; done; printf '%s' "$last"; }\n${code}`
  expect(JSON.parse(execFileSync("sh", ["-c", fake], { encoding: "utf8" }))).toEqual(body)
})

test("a request as Python writes None, True and lists as Python does", () => {
  const body = { model: "m", stream: true, messages: [{ role: "user", content: null }] }
  const code = requestCode("Python", { origin: "http://localhost:4000", key: "sk-1", body })
  expect(code).toContain("stream=True,")
  expect(code).toContain('messages=[{"role": "user", "content": None}],')
})

test("vectors are as alike as the angle between them is small", () => {
  expect([cosine([1, 0], [2, 0]), cosine([1, 0], [0, 3]), cosine([0, 0], [1, 1])]).toEqual([1, 0, 0])
})
