import { describe, expect, it } from "vitest"
import { answerViolations } from "#lib/testing/openai-document"
import { openaiChat } from "./dialect"
import { publishAnswer } from "./published-shape"

const page = (url: string) => ({
  type: "url_citation",
  url_citation: { url, title: "T", start_index: 0, end_index: 1 },
})
const answer = (message: object, more: object = {}) => ({
  id: "i",
  object: "chat.completion",
  created: 1,
  model: "m",
  choices: [{ index: 0, message: { role: "assistant", content: "x", ...message }, finish_reason: "stop" }],
  ...more,
})
const published = (body: Record<string, unknown>) => {
  publishAnswer(body)
  expect(answerViolations(body, "POST /chat/completions")).toEqual([])
  return body
}

describe("an answer is as OpenAI's document has it, whatever a provider made of it", () => {
  it("is left alone when there is nothing to do", () => {
    const whole = published(answer({}))
    const before = JSON.stringify(whole)
    expect(publishAnswer(whole)).toBe(false)
    expect(JSON.stringify(whole)).toBe(before)
  })

  it.each([
    ["a message without content, which Groq leaves out", answer({ content: undefined })],
    ["null in the place of lists", answer({ tool_calls: null, annotations: null, function_call: null })],
    ["no fingerprint and no details", answer({}, { system_fingerprint: null, usage: null })],
    ["logprobs without refusal", { ...answer({}), choices: [{ ...answer({}).choices[0], logprobs: { content: [] } }] }],
  ])("%s", (_name, body) => {
    const { usage, ...given } = body as ReturnType<typeof answer> & { usage?: unknown }
    published(usage === null ? given : body)
  })

  it("an ordinary tier of another name is the default, an unknown one is not said", () => {
    expect(published(answer({}, { service_tier: "on_demand" })).service_tier).toBe("default")
    expect(published(answer({}, { service_tier: "performance" }))).not.toHaveProperty("service_tier")
    expect(published(answer({}, { service_tier: "flex" })).service_tier).toBe("flex")
  })

  it("what is cited and is no page is kept beside the annotations", () => {
    const place = { type: "file_citation", file_citation: { quote: "x" } }
    const body = published(answer({ annotations: [page("https://a.example"), place, page("a file.pdf")] }))
    expect(body.choices).toMatchObject([
      {
        message: {
          annotations: [page("https://a.example")],
          provider_specific_fields: { annotations: [place, page("a file.pdf")] },
        },
      },
    ])
  })

  it("a chunk too", () => {
    const chunk = { id: "i", object: "chat.completion.chunk", created: 1, model: "m", system_fingerprint: null }
    const delta = { content: "x", tool_calls: null }
    const choices = [{ index: 0, delta, finish_reason: null, logprobs: { content: [] } }]
    const [event] = openaiChat.fromHub.stream().push({ ...chunk, choices, service_tier: "on_demand" } as never)
    const sent = JSON.parse(event?.data ?? "")
    expect(answerViolations(sent, "POST /chat/completions", "text/event-stream")).toEqual([])
    expect(sent.service_tier).toBe("default")
  })
})
