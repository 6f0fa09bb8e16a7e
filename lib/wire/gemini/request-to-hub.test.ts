import { describe, expect, it } from "vitest"
import { anthropicMessages } from "../anthropic-messages/dialect"
import { openaiChat } from "../openai-chat/dialect"
import { gemini } from "./dialect"

const contents = [{ role: "user", parts: [{ text: "hi" }] }]
const to = (body: Record<string, unknown>) => gemini.toHub.request({ contents, ...body })

describe("a Gemini client's request", () => {
  it("takes model and stream from whoever read the path, and always tells the usage", () => {
    const chat = to({ model: "models/gemini-2.5-flash", stream: true })
    expect(chat).toEqual({
      model: "gemini-2.5-flash",
      messages: [{ role: "user", content: "hi" }],
      stream: true,
      stream_options: { include_usage: true },
    })
  })

  it("reads both spellings of Google's JSON", () => {
    const snake = to({
      system_instruction: { parts: [{ text: "be brief" }] },
      generation_config: { max_output_tokens: 5, response_mime_type: "application/json" },
      tools: [
        { function_declarations: [{ name: "f", parameters_json_schema: { type: "object" } }] },
        { google_search: {} },
      ],
      tool_config: { function_calling_config: { mode: "any", allowed_function_names: ["f"] } },
    })
    expect(snake).toEqual(
      to({
        systemInstruction: { parts: [{ text: "be brief" }] },
        generationConfig: { maxOutputTokens: 5, responseMimeType: "application/json" },
        tools: [
          { functionDeclarations: [{ name: "f", parametersJsonSchema: { type: "object" } }] },
          { googleSearch: {} },
        ],
        toolConfig: { functionCallingConfig: { mode: "ANY", allowedFunctionNames: ["f"] } },
      }),
    )
    expect(snake.tool_choice).toEqual({ type: "function", function: { name: "f" } })
    expect(snake.max_tokens).toBe(5)
  })

  it("pairs results with calls by name and order when neither has an id", () => {
    const { messages } = gemini.toHub.request({
      contents: [
        ...contents,
        {
          role: "model",
          parts: [{ functionCall: { name: "f", args: { a: 1 } } }, { functionCall: { name: "f", args: { a: 2 } } }],
        },
        {
          role: "user",
          parts: [
            { functionResponse: { name: "f", response: { output: "one" } } },
            { functionResponse: { name: "f", response: { error: "two" } } },
            { text: "go on" },
          ],
        },
      ],
    })
    const [, turn, first, second, after] = messages
    const ids = turn?.tool_calls?.map((call) => call.id)
    expect(new Set(ids).size).toBe(2)
    expect([first?.tool_call_id, second?.tool_call_id]).toEqual(ids)
    expect(first).toMatchObject({ role: "tool", content: "one", name: "f" })
    expect(second).toMatchObject({ content: "two", is_error: true })
    expect(after).toEqual({ role: "user", content: "go on" })
  })

  it("Gemini's schemas become JSON Schema", () => {
    const parameters = {
      type: "OBJECT",
      properties: { a: { type: "STRING", nullable: true }, b: { type: "ARRAY", items: { type: "INTEGER" } } },
      propertyOrdering: ["b", "a"],
    }
    expect(
      to({ tools: [{ functionDeclarations: [{ name: "f", parameters }] }] }).tools?.[0]?.function?.parameters,
    ).toEqual({
      type: "object",
      properties: { a: { type: ["string", "null"] }, b: { type: "array", items: { type: "integer" } } },
    })
  })

  it("settings only Gemini has come back for Gemini and reach no one else", () => {
    const safetySettings = [{ category: "HARM_CATEGORY_HARASSMENT", threshold: "BLOCK_NONE" }]
    const chat = to({
      safetySettings,
      generationConfig: { mediaResolution: "LOW", thinkingConfig: { includeThoughts: true, thinkingBudget: 512 } },
    })
    const spread = { ...chat, model: "gemini-2.5-flash" }
    expect(gemini.fromHub.request(spread)).toMatchObject({
      safetySettings,
      generationConfig: { mediaResolution: "LOW", thinkingConfig: { includeThoughts: true, thinkingBudget: 512 } },
    })
    for (const other of [openaiChat, anthropicMessages])
      expect(JSON.stringify(other.fromHub.request({ ...chat, model: "m" }))).not.toMatch(
        /safety|mediaResolution|thinkingConfig/i,
      )
    expect(chat.reasoning_effort).toBe("low")
  })

  it.each([
    [{ contents: [] }, "contents"],
    [{ contents: [{ role: "invalid_role", parts: [] }] }, "contents[0].role"],
    [{ contents: [{ role: "user", parts: ["x"] }] }, "contents[0].parts[0]"],
    [{ generationConfig: { maxOutputTokens: "many" } }, "generationConfig.maxOutputTokens"],
  ])("%j is refused by the name of its field", (body, param) => {
    expect(() => to(body)).toThrow(expect.objectContaining({ kind: "invalid_request", param }))
  })
})
