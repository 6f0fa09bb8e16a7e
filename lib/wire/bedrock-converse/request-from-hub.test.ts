import { describe, expect, it } from "vitest"
import type { ChatMessage, ChatRequest } from "../chat"
import { requestFromHub } from "./request-from-hub"

const CLAUDE = "us.anthropic.claude-sonnet-4-5-20250929-v1:0"
const OLD_CLAUDE = "anthropic.claude-3-haiku-20240307-v1:0"
const NOVA = "us.amazon.nova-micro-v1:0"
const hi: ChatMessage = { role: "user", content: "Hi" }
const tool = { type: "function", function: { name: "look", parameters: { type: "object", properties: {} } } }
const call = (id: string) => ({ id, type: "function" as const, function: { name: "look", arguments: '{"a":1}' } })
const made = (fields: Partial<ChatRequest>, model = CLAUDE) => requestFromHub({ model, messages: [hi], ...fields })
const messagesOf = (messages: ChatMessage[], model = CLAUDE) => made({ messages }, model).messages
const schema = { type: "object", properties: { city: { type: "string" } }, required: ["city"] }
const format = { type: "json_schema" as const, json_schema: { name: "City", schema } }

describe("a hub conversation for Converse", () => {
  it("has instructions at the top and turns that alternate", () => {
    const body = made({
      messages: [
        { role: "system", content: "Be brief." },
        hi,
        { role: "user", content: [{ type: "text", text: "there" }] },
        { role: "assistant", content: "Hello" },
        { role: "developer", content: "Be kind." },
        { role: "user", content: "  " },
      ],
    })
    expect(body).toEqual({
      system: [{ text: "Be brief." }, { text: "Be kind." }],
      messages: [
        { role: "user", content: [{ text: "Hi" }, { text: "there" }] },
        { role: "assistant", content: [{ text: "Hello" }] },
      ],
    })
  })

  it("keeps parallel calls and their results together, failures marked", () => {
    const messages = messagesOf([
      hi,
      { role: "assistant", content: "Looking.", tool_calls: [call("a"), call("b")] },
      { role: "tool", tool_call_id: "a", content: "seen" },
      { role: "tool", tool_call_id: "b", content: "", is_error: true },
      { role: "user", content: "And?" },
    ])
    expect(messages).toEqual([
      { role: "user", content: [{ text: "Hi" }] },
      {
        role: "assistant",
        content: [
          { text: "Looking." },
          { toolUse: { toolUseId: "a", name: "look", input: { a: 1 } } },
          { toolUse: { toolUseId: "b", name: "look", input: { a: 1 } } },
        ],
      },
      {
        role: "user",
        content: [
          { toolResult: { toolUseId: "a", content: [{ text: "seen" }] } },
          { toolResult: { toolUseId: "b", content: [{ text: " " }], status: "error" } },
          { text: "And?" },
        ],
      },
    ])
  })

  it("declares the tools it has called when none are offered any more", () => {
    const body = made({
      messages: [hi, { role: "assistant", tool_calls: [call("a")] }, { role: "tool", tool_call_id: "a", content: "x" }],
    })
    expect(body.toolConfig).toEqual({
      tools: [{ toolSpec: { name: "look", inputSchema: { json: { type: "object", properties: {} } } } }],
    })
  })

  it("replays thinking with its signature, and to Claude never without", () => {
    const thinking_blocks = [
      { type: "thinking" as const, thinking: "Hm", signature: "sig" },
      { type: "redacted_thinking" as const, data: "xyz" },
      { type: "thinking" as const, thinking: "unsigned" },
    ]
    const turn: ChatMessage = { role: "assistant", content: "So.", thinking_blocks }
    const signed = [
      { reasoningContent: { reasoningText: { text: "Hm", signature: "sig" } } },
      { reasoningContent: { redactedContent: "xyz" } },
    ]
    expect(messagesOf([hi, turn, hi])).toContainEqual({ role: "assistant", content: [...signed, { text: "So." }] })
    const unsigned = { reasoningContent: { reasoningText: { text: "unsigned" } } }
    expect(messagesOf([hi, turn, hi], "deepseek.v3-v1:0")).toContainEqual({
      role: "assistant",
      content: [...signed, unsigned, { text: "So." }],
    })
  })

  it("makes cache points of marks on parts, messages, calls and tools", () => {
    const cache_control = { type: "ephemeral", ttl: "1h" }
    const point = { cachePoint: { type: "default", ttl: "1h" } }
    const body = made({
      messages: [
        { role: "system", content: [{ type: "text", text: "Long", cache_control }] },
        { role: "user", content: "Hi", cache_control },
        { role: "assistant", tool_calls: [{ ...call("a"), cache_control }] },
        { role: "tool", tool_call_id: "a", content: "x", cache_control: { type: "ephemeral" } },
      ],
      tools: [{ ...tool, cache_control }],
    })
    expect(body.system).toEqual([{ text: "Long" }, point])
    expect(body.messages).toEqual([
      { role: "user", content: [{ text: "Hi" }, point] },
      { role: "assistant", content: [{ toolUse: { toolUseId: "a", name: "look", input: { a: 1 } } }, point] },
      {
        role: "user",
        content: [{ toolResult: { toolUseId: "a", content: [{ text: "x" }] } }, { cachePoint: { type: "default" } }],
      },
    ])
    expect(body).toHaveProperty("toolConfig.tools.1", point)
  })

  it("carries pictures, videos, sound and documents as bytes, documents with names of their own and a text beside them", () => {
    const content = [
      { type: "image_url", image_url: { url: "data:image/png;base64,aW1n" } },
      { type: "video_url", video_url: { url: "data:video/quicktime;base64,dmlk" } },
      { type: "input_audio", input_audio: { data: "c25k", format: "mp3" } },
      { type: "file", file: { file_data: "data:application/pdf;base64,cGRm", filename: "Q3 report/final.pdf" } },
      { type: "file", file: { file_data: "cGRm", filename: "Q3 report/final.pdf" } },
      { type: "image_url", image_url: { url: "s3://bucket/a.jpg" } },
    ]
    expect(messagesOf([{ role: "user", content }])).toEqual([
      {
        role: "user",
        content: [
          { text: "Q3 report-final, Q3 report-final 2" },
          { image: { format: "png", source: { bytes: "aW1n" } } },
          { video: { format: "mov", source: { bytes: "dmlk" } } },
          { audio: { format: "mp3", source: { bytes: "c25k" } } },
          { document: { format: "pdf", name: "Q3 report-final", source: { bytes: "cGRm" } } },
          { document: { format: "pdf", name: "Q3 report-final 2", source: { bytes: "cGRm" } } },
          { image: { format: "jpeg", source: { s3Location: { uri: "s3://bucket/a.jpg" } } } },
        ],
      },
    ])
  })

  it.each([
    [{ type: "image_url", image_url: { url: "https://example.com/a.png" } }, "unsupported_params"],
    [{ type: "image_url", image_url: { url: "nonsense" } }, "invalid_request"],
    [{ type: "file", file: { file_id: "file-1" } }, "unsupported_params"],
  ])("refuses %j, naming its place", (part, kind) => {
    expect(() => messagesOf([{ role: "user", content: [part] }])).toThrow(
      expect.objectContaining({ kind, param: "messages[0].content[0]" }),
    )
  })

  it("shortens ids that Bedrock would refuse, calls and results alike", () => {
    const id = `call|${"x".repeat(90)}`
    const [, assistant, user] = messagesOf([
      hi,
      { role: "assistant", tool_calls: [call(id)] },
      { role: "tool", tool_call_id: id, content: "x" },
    ]) as { content: { toolUse: { toolUseId: string }; toolResult: { toolUseId: string } }[] }[]
    const used = assistant?.content[0]?.toolUse.toolUseId
    expect(used).toMatch(/^[\w-]{64}$/)
    expect(user?.content[0]?.toolResult.toolUseId).toBe(used)
  })
})

describe("hub settings for Converse", () => {
  it("stand where Converse has them, the rest goes to the model", () => {
    const body = made({
      max_tokens: 10,
      temperature: 0.5,
      top_p: 0.9,
      stop: "END",
      top_k: 5,
      service_tier: "priority",
      anthropic_beta: ["x"],
      guardrailConfig: { guardrailIdentifier: "g", guardrailVersion: "1" },
      performanceConfig: { latency: "optimized" },
      requestMetadata: { team: "a" },
      additionalModelRequestFields: { other: 1 },
      additionalModelResponseFieldPaths: ["/stop_sequence"],
      stream: true,
      user: "someone",
    })
    expect(body).toEqual({
      messages: [{ role: "user", content: [{ text: "Hi" }] }],
      inferenceConfig: { maxTokens: 10, temperature: 0.5, topP: 0.9, stopSequences: ["END"] },
      serviceTier: { type: "priority" },
      guardrailConfig: { guardrailIdentifier: "g", guardrailVersion: "1" },
      performanceConfig: { latency: "optimized" },
      requestMetadata: { team: "a" },
      additionalModelRequestFields: { anthropic_beta: ["x"], top_k: 5, other: 1 },
      additionalModelResponseFieldPaths: ["/stop_sequence"],
    })
  })

  it.each([
    [CLAUDE, { thinking: { type: "enabled", budget_tokens: 4096 } }],
    ["us.anthropic.claude-sonnet-4-6", { thinking: { type: "adaptive" }, output_config: { effort: "high" } }],
    ["us.amazon.nova-2-lite-v1:0", { reasoningConfig: { type: "enabled", maxReasoningEffort: "high" } }],
    ["openai.gpt-oss-120b-1:0", { reasoning_effort: "high" }],
    ["qwen.qwen3-32b-v1:0", { reasoning_config: "high" }],
  ])("asks %s to think in its own words", (model, fields) => {
    expect(made({ reasoning_effort: "high" }, model).additionalModelRequestFields).toEqual(fields)
  })

  it("raises a limit above the thinking that was asked for, and drops sampling and force that Claude refuses beside it", () => {
    const body = made({
      reasoning_effort: "low",
      max_tokens: 100,
      temperature: 0.2,
      top_k: 3,
      tools: [tool],
      tool_choice: "required",
    })
    expect(body.inferenceConfig).toEqual({ maxTokens: 1124 })
    expect(body.additionalModelRequestFields).toEqual({ thinking: { type: "enabled", budget_tokens: 1024 } })
    expect(body.toolConfig).not.toHaveProperty("toolChoice")
  })

  it("says top_k as Nova does", () => {
    expect(made({ top_k: 20 }, NOVA).additionalModelRequestFields).toEqual({ inferenceConfig: { topK: 20 } })
  })

  it.each([
    ["auto", { auto: {} }],
    ["required", { any: {} }],
    [{ type: "function", function: { name: "look" } }, { tool: { name: "look" } }],
  ] as const)("says the tool choice %j", (tool_choice, toolChoice) => {
    expect(made({ tools: [tool], tool_choice }).toolConfig).toMatchObject({ toolChoice })
  })

  it("offers no tools when none may be used, unless the conversation holds some", () => {
    expect(made({ tools: [tool], tool_choice: "none" })).not.toHaveProperty("toolConfig")
    const messages: ChatMessage[] = [
      hi,
      { role: "assistant", tool_calls: [call("a")] },
      { role: "tool", tool_call_id: "a", content: "x" },
    ]
    expect(made({ tools: [tool], tool_choice: "none", messages })).toHaveProperty("toolConfig.tools.0")
  })

  it("asks Claude for one call at a time", () => {
    const body = made({ tools: [tool], tool_choice: "required", parallel_tool_calls: false })
    expect(body.additionalModelRequestFields).toEqual({ tool_choice: { type: "any", disable_parallel_tool_use: true } })
  })

  it("asks for JSON by Bedrock's own field where it holds the model to a schema", () => {
    const { outputConfig, toolConfig } = made({ response_format: format }) as {
      outputConfig: { textFormat: { structure: { jsonSchema: { name: string; schema: string } } } }
      toolConfig?: unknown
    }
    expect(toolConfig).toBeUndefined()
    expect(outputConfig.textFormat).toMatchObject({ type: "json_schema", structure: { jsonSchema: { name: "City" } } })
    expect(JSON.parse(outputConfig.textFormat.structure.jsonSchema.schema)).toEqual({
      ...schema,
      additionalProperties: false,
    })
  })

  it.each([
    [OLD_CLAUDE, { tool: { name: "json_tool_call" } }],
    [NOVA, { tool: { name: "json_tool_call" } }],
    ["meta.llama3-8b-instruct-v1:0", undefined],
  ])("asks %s for JSON by a tool, forced where that is possible", (model, toolChoice) => {
    const { toolConfig, outputConfig } = made({ response_format: format }, model) as {
      toolConfig: { tools: unknown[]; toolChoice?: unknown }
      outputConfig?: unknown
    }
    expect(outputConfig).toBeUndefined()
    expect(toolConfig.toolChoice).toEqual(toolChoice)
    expect(toolConfig.tools).toMatchObject([{ toolSpec: { name: "json_tool_call", inputSchema: { json: schema } } }])
  })

  it.each([
    ["seed", 7],
    ["n", 2],
    ["logprobs", true],
    ["logit_bias", { 1: 2 }],
    ["service_tier", "scale"],
    ["web_search_options", {}],
  ])("refuses %s, which Converse cannot say", (param, value) => {
    expect(() => made({ [param]: value })).toThrow(expect.objectContaining({ kind: "unsupported_params", param }))
  })

  it("takes neutral values of those for what they are", () => {
    expect(made({ n: 1, logprobs: false, frequency_penalty: 0, store: true })).toEqual({
      messages: [{ role: "user", content: [{ text: "Hi" }] }],
    })
  })
})
