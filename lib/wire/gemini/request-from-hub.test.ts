import { describe, expect, it } from "vitest"
import type { ChatRequest } from "../chat"
import { gemini } from "./dialect"

const hi = [{ role: "user" as const, content: "hi" }]
const from = (chat: Partial<ChatRequest>) =>
  gemini.fromHub.request({ model: "gemini-2.5-flash", messages: hi, ...chat })
const config = (chat: Partial<ChatRequest>) => from(chat).generationConfig
const call = (id: string, name: string) => ({ id, type: "function" as const, function: { name, arguments: '{"a":1}' } })

describe("a hub request for Gemini", () => {
  it("puts instructions aside, merges turns of one side and names no model", () => {
    const body = from({
      stream: true,
      messages: [
        { role: "system", content: "be brief" },
        { role: "user", content: "one" },
        { role: "user", content: [{ type: "text", text: "two" }] },
        { role: "developer", content: "be kind" },
        { role: "assistant", content: "three" },
      ],
    })
    expect(body).toEqual({
      systemInstruction: { parts: [{ text: "be brief" }, { text: "be kind" }] },
      contents: [
        { role: "user", parts: [{ text: "one" }, { text: "two" }] },
        { role: "model", parts: [{ text: "three" }] },
      ],
    })
  })

  it("a conversation of instructions only gets the turn Gemini needs", () => {
    const { contents, systemInstruction } = from({ messages: [{ role: "system", content: "go" }] })
    expect(contents).toEqual([{ role: "user", parts: [{ text: " " }] }])
    expect(systemInstruction).toEqual({ parts: [{ text: "go" }] })
  })

  it("names the function of each result, whatever their order, with the signature back on its call", () => {
    const { contents } = from({
      messages: [
        ...hi,
        { role: "assistant", content: null, tool_calls: [call("c1__thought__c2ln", "first"), call("c2", "second")] },
        { role: "tool", tool_call_id: "c2", content: "plain words" },
        { role: "tool", tool_call_id: "c1__thought__c2ln", content: '{"ok":true}' },
        { role: "user", content: "and now?" },
      ],
    })
    expect((contents as unknown[]).slice(1)).toEqual([
      {
        role: "model",
        parts: [
          { functionCall: { id: "c1", name: "first", args: { a: 1 } }, thoughtSignature: "c2ln" },
          { functionCall: { id: "c2", name: "second", args: { a: 1 } } },
        ],
      },
      {
        role: "user",
        parts: [
          { functionResponse: { id: "c2", name: "second", response: { output: "plain words" } } },
          { functionResponse: { id: "c1", name: "first", response: { ok: true } } },
          { text: "and now?" },
        ],
      },
    ])
  })

  it("a call from another model passes Gemini 3's check of signatures, and only there", () => {
    const messages = [
      ...hi,
      { role: "assistant" as const, content: null, tool_calls: [call("c1", "f"), call("c2", "g")] },
    ]
    const parts = (model: string) =>
      (from({ model, messages }).contents as { parts: Record<string, unknown>[] }[])[1]?.parts
    expect(parts("gemini-3-pro-preview")?.map((part) => part.thoughtSignature)).toEqual([
      "skip_thought_signature_validator",
      undefined,
    ])
    expect(parts("gemini-2.5-pro")?.map((part) => part.thoughtSignature)).toEqual([undefined, undefined])
  })

  it("keeps media in the form each address needs", () => {
    const content = [
      { type: "image_url", image_url: { url: "data:image/jpg;base64,AAAA" } },
      { type: "image_url", image_url: { url: "gs://bucket/cat.webp" } },
      { type: "image_url", image_url: { url: "https://example.com/picture" } },
      { type: "input_audio", input_audio: { data: "BBBB", format: "wav" } },
      { type: "file", file: { file_data: "data:application/pdf;base64,CCCC", filename: "a.pdf" } },
      { type: "file", file: { file_id: "https://www.youtube.com/watch?v=1" }, videoMetadata: { fps: 2 } },
    ]
    expect(from({ messages: [{ role: "user", content }] }).contents).toEqual([
      {
        role: "user",
        parts: [
          { inlineData: { mimeType: "image/jpeg", data: "AAAA" } },
          { fileData: { mimeType: "image/webp", fileUri: "gs://bucket/cat.webp" } },
          { fileData: { mimeType: "image/jpeg", fileUri: "https://example.com/picture" } },
          { inlineData: { mimeType: "audio/wav", data: "BBBB" } },
          { inlineData: { mimeType: "application/pdf", data: "CCCC" } },
          { fileData: { fileUri: "https://www.youtube.com/watch?v=1" }, videoMetadata: { fps: 2 } },
        ],
      },
    ])
  })

  it("an image a tool gave back is part of its result where Gemini allows it, beside it before", () => {
    const content = [
      { type: "text", text: "here" },
      { type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } },
    ]
    const messages = [
      ...hi,
      { role: "assistant" as const, content: null, tool_calls: [call("c1", "shot")] },
      { role: "tool" as const, tool_call_id: "c1", content },
    ]
    const parts = (model: string) => (from({ model, messages }).contents as { parts: unknown[] }[])[2]?.parts
    const image = { inlineData: { mimeType: "image/png", data: "AAAA" } }
    const result = { id: "c1", name: "shot", response: { output: "here" } }
    expect(parts("gemini-3-flash-preview")).toEqual([{ functionResponse: { ...result, parts: [image] } }])
    expect(parts("gemini-2.5-flash")).toEqual([{ functionResponse: result }, image])
  })

  it.each([
    ["none", { mode: "NONE" }],
    ["auto", { mode: "AUTO" }],
    ["required", { mode: "ANY" }],
    ["any" as "required", { mode: "ANY" }],
    [
      { type: "function", function: { name: "f" } },
      { mode: "ANY", allowedFunctionNames: ["f"] },
    ],
  ] as const)("tool_choice %j is %j", (tool_choice, functionCallingConfig) => {
    const tools = [{ type: "function", function: { name: "f", parameters: { type: "object" } } }]
    expect(from({ tools, tool_choice }).toolConfig).toEqual({ functionCallingConfig })
  })

  it("Google's own tools ride along under any of their names, functions beside them", () => {
    const tools = [
      { type: "function", function: { name: "f", description: "d", parameters: { type: "object", properties: {} } } },
      { googleSearch: {} } as never,
      { url_context: {} } as never,
      { type: "code_execution" },
    ]
    const body = from({ model: "gemini-3-pro-preview", tools })
    expect(body.tools).toEqual([
      {
        functionDeclarations: [
          { name: "f", description: "d", parametersJsonSchema: { type: "object", properties: {} } },
        ],
      },
      { googleSearch: {} },
      { urlContext: {} },
      { codeExecution: {} },
    ])
    expect(body.toolConfig).toEqual({ includeServerSideToolInvocations: true })
    const anthropics = [
      { type: "web_search_20250305", name: "web_search", max_uses: 2 },
      { type: "code_execution_20250825", name: "x" },
    ]
    expect(from({ tools: anthropics }).tools).toEqual([{ googleSearch: {} }, { codeExecution: {} }])
    for (const tool of [{ type: "custom", custom: {} }, { type: "magic" }])
      expect(() => from({ tools: [tool] })).toThrow(
        expect.objectContaining({ kind: "unsupported_params", param: "tools[0]" }),
      )
  })

  it("a schema goes as it is to models that read JSON Schema, in Gemini's words to older ones", () => {
    const schema = { type: "object", properties: { a: { type: ["string", "null"] } }, additionalProperties: false }
    const response_format = { type: "json_schema" as const, json_schema: { name: "n", schema } }
    expect(config({ response_format })).toEqual({ responseMimeType: "application/json", responseJsonSchema: schema })
    expect(config({ model: "gemini-2.0-flash", response_format })).toEqual({
      responseMimeType: "application/json",
      responseSchema: { type: "object", properties: { a: { type: "string", nullable: true } } },
    })
    expect(config({ response_format: { type: "json_object" } })).toEqual({ responseMimeType: "application/json" })
  })

  it.each([
    ["gemini-2.5-flash", "low", { thinkingBudget: 1024, includeThoughts: true }],
    ["gemini-2.5-flash", "none", { thinkingBudget: 0, includeThoughts: false }],
    ["gemini-2.5-pro", "none", { thinkingBudget: 128, includeThoughts: false }],
    ["gemini-2.5-flash-lite", "minimal", { thinkingBudget: 512, includeThoughts: true }],
    ["gemini-3-pro-preview", "medium", { thinkingLevel: "high", includeThoughts: true }],
    ["gemini-3.1-pro-preview", "medium", { thinkingLevel: "medium", includeThoughts: true }],
    ["gemini-3-flash-preview", "minimal", { thinkingLevel: "minimal", includeThoughts: true }],
    ["gemini-3-pro-preview", "none", { thinkingLevel: "low", includeThoughts: false }],
  ])("%s with the effort %s thinks as %j", (model, reasoning_effort, thinkingConfig) => {
    expect(config({ model, reasoning_effort })).toEqual({ thinkingConfig })
  })

  it("translates every setting both know", () => {
    const settings = {
      max_completion_tokens: 9,
      temperature: 0,
      top_p: 0.5,
      top_k: 3,
      n: 2,
      stop: "END",
      seed: 7,
      presence_penalty: 0.1,
      frequency_penalty: 0.2,
      logprobs: true,
      top_logprobs: 4,
      modalities: ["text", "audio"],
      audio: { voice: "Kore", format: "pcm16" },
    }
    expect(config(settings)).toEqual({
      maxOutputTokens: 9,
      temperature: 0,
      topP: 0.5,
      topK: 3,
      candidateCount: 2,
      stopSequences: ["END"],
      seed: 7,
      presencePenalty: 0.1,
      frequencyPenalty: 0.2,
      responseLogprobs: true,
      logprobs: 4,
      responseModalities: ["TEXT", "AUDIO"],
      speechConfig: { voiceConfig: { prebuiltVoiceConfig: { voiceName: "Kore" } } },
    })
  })

  it("carries Google's own fields along, and leaves bookkeeping of others out", () => {
    const safety = [{ category: "HARM_CATEGORY_HARASSMENT", threshold: "BLOCK_NONE" }]
    const body = from({
      safety_settings: safety,
      cached_content: "cachedContents/1",
      labels: { team: "a" },
      media_resolution: "MEDIA_RESOLUTION_LOW",
      user: "u",
      store: true,
      metadata: { a: "b" },
      parallel_tool_calls: true,
      logit_bias: {},
    })
    expect(body).toEqual({
      contents: [{ role: "user", parts: [{ text: "hi" }] }],
      safetySettings: safety,
      cachedContent: "cachedContents/1",
      labels: { team: "a" },
      generationConfig: { mediaResolution: "MEDIA_RESOLUTION_LOW" },
    })
    expect(() => from({ logit_bias: { 5: 1 } })).toThrow(/logit_bias/)
    expect(() => from({ reasoning_effort: "wild" })).toThrow(/reasoning_effort/)
  })

  it("sends raw parts of an earlier answer only while they say what the message says", () => {
    const parts = [{ executableCode: { code: "1+1", language: "PYTHON" } }, { text: "2", thoughtSignature: "c2ln" }]
    const turn = (content: string) =>
      from({
        messages: [...hi, { role: "assistant", content, provider_specific_fields: { content_parts: parts } }],
      }).contents as unknown[]
    expect(turn("2")[1]).toEqual({ role: "model", parts })
    expect(turn("[masked]")[1]).toEqual({ role: "model", parts: [{ text: "[masked]" }] })
  })
})
