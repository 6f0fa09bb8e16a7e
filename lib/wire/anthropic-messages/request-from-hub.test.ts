import { describe, expect, it } from "vitest"
import { function_, hello, sent, tool } from "./testdata/requests"
import { unsupportedParams } from "./unsupported-params"

describe("hub → Anthropic: parameters", () => {
  it.each([
    [{}, 4096],
    [{ max_tokens: 7 }, 7],
    [{ max_tokens: 7, max_completion_tokens: 8 }, 8],
  ])("a limit of %j becomes max_tokens %i", (fields, limit) => {
    expect(sent(fields).max_tokens).toBe(limit)
  })

  it("lets sampling and unknown fields ride, and leaves out what is null or OpenAI's bookkeeping", () => {
    const body = sent({
      temperature: 0.3,
      top_p: 0.9,
      top_k: 5,
      stop: "x",
      stream: true,
      stream_options: { include_usage: true },
      context_management: { edits: [] },
      store: true,
      prompt_cache_key: "k",
      seed: null,
    })
    expect(body).toEqual({
      model: "claude-haiku-4-5",
      messages: [hello],
      max_tokens: 4096,
      temperature: 0.3,
      top_p: 0.9,
      top_k: 5,
      stop_sequences: ["x"],
      stream: true,
      context_management: { edits: [] },
    })
  })

  it.each([
    ["logprobs", true],
    ["n", 2],
    ["seed", 0],
    ["presence_penalty", 0.5],
    ["logit_bias", { "1": 2 }],
    ["modalities", ["audio"]],
    ["functions", [function_]],
    ["service_tier", "flex"],
    ["reasoning_effort", "enormous"],
  ])("%s is refused by name when it asks for something", (param, value) => {
    expect(() => sent({ [param]: value })).toThrow(expect.objectContaining({ kind: "unsupported_params", param }))
  })

  it.each([
    ["logprobs", false],
    ["n", 1],
    ["presence_penalty", 0],
    ["logit_bias", {}],
    ["modalities", ["text"]],
  ])("%s is left out when it asks for nothing", (param, value) => {
    expect(unsupportedParams).toContain(param)
    expect(sent({ [param]: value })).not.toHaveProperty(param)
  })

  it.each([
    ["u-1", { user_id: "u-1" }],
    ["ann@example.com", undefined],
    ["+49 (170) 123-45-67", undefined],
  ])("user %s becomes metadata %j", (name, metadata) => {
    expect(sent({ user: name }).metadata).toEqual(metadata)
  })

  it.each([
    ["auto", undefined, { type: "auto" }],
    ["required", undefined, { type: "any" }],
    ["none", undefined, { type: "none" }],
    ["none", false, { type: "none" }],
    [{ type: "function", function: { name: "f" } }, undefined, { type: "tool", name: "f" }],
    [undefined, false, { type: "auto", disable_parallel_tool_use: true }],
    ["required", false, { type: "any", disable_parallel_tool_use: true }],
    [undefined, true, undefined],
  ] as const)("tool_choice %j with parallel_tool_calls %j becomes %j", (choice, parallel, wanted) => {
    const body = sent({
      tools: [tool],
      ...(choice ? { tool_choice: choice } : {}),
      ...(parallel === undefined ? {} : { parallel_tool_calls: parallel }),
    })
    expect(body.tool_choice).toEqual(wanted)
  })

  it("defines tools with an object schema, extras kept, server tools untouched", () => {
    const server = { type: "web_search_20250305", name: "web_search", max_uses: 2 }
    const mark = { type: "ephemeral" }
    const body = sent({
      tools: [{ ...tool, cache_control: mark }, { type: "function", function: { name: "g" } }, server],
    })
    expect(body.tools).toEqual([
      { name: "f", description: "does", input_schema: function_.parameters, cache_control: mark },
      { name: "g", input_schema: { type: "object", properties: {} } },
      server,
    ])
  })

  it.each([
    ["claude-haiku-4-5", "low", { type: "enabled", budget_tokens: 1024 }, 4096],
    ["claude-3-7-sonnet-20250219", "high", { type: "enabled", budget_tokens: 4096 }, 8192],
    ["claude-sonnet-4-20250514", "max", { type: "enabled", budget_tokens: 16384 }, 20480],
    ["claude-opus-4-6", "minimal", { type: "adaptive" }, 4096],
    ["claude-sonnet-5", "xhigh", { type: "adaptive" }, 4096],
  ])("%s with reasoning_effort %s thinks by %j and answers within %i", (model, effort, thinking, limit) => {
    const body = sent({ model, reasoning_effort: effort, temperature: 0.2, top_k: 3 })
    expect([body.thinking, body.max_tokens]).toEqual([thinking, limit])
    expect(body).not.toHaveProperty("temperature")
    expect(body).not.toHaveProperty("top_k")
    expect(body.output_config).toEqual(
      thinking.type === "adaptive" ? { effort: effort === "minimal" ? "low" : effort } : undefined,
    )
  })

  it("lets the client's own thinking ride unchanged and not think on effort none", () => {
    const thinking = { type: "enabled", budget_tokens: 5000 }
    expect(sent({ thinking, reasoning_effort: "low" })).toMatchObject({ thinking, max_tokens: 9096 })
    expect(sent({ thinking, max_tokens: 6000 }).max_tokens).toBe(6000)
    expect(sent({ reasoning_effort: "none" })).not.toHaveProperty("thinking")
  })
})

describe("hub → Anthropic: response_format", () => {
  const schema = { type: "object", properties: { a: { type: "string" } } }
  const response_format = { type: "json_schema" as const, json_schema: { name: "answer", schema } }

  it("is a forced tool with the schema as its input", () => {
    const body = sent({ response_format })
    expect(body.tools).toMatchObject([{ name: "json_tool_call", input_schema: schema }])
    expect(body.tool_choice).toEqual({ type: "tool", name: "json_tool_call" })
    expect(body).not.toHaveProperty("response_format")
    expect(sent({ response_format: { type: "json_object" } }).tool_choice).toEqual({
      type: "tool",
      name: "json_tool_call",
    })
    expect(sent({ response_format: { type: "text" } })).not.toHaveProperty("tools")
  })

  it("leaves the client's own tools usable, and is not forced while thinking", () => {
    expect(sent({ response_format, tools: [tool] }).tool_choice).toEqual({ type: "any" })
    expect(sent({ response_format, tools: [tool], tool_choice: "none" }).tool_choice).toEqual({
      type: "tool",
      name: "json_tool_call",
    })
    const thinking = sent({ response_format, reasoning_effort: "low" })
    expect(thinking).not.toHaveProperty("tool_choice")
    expect(thinking.tools).toHaveLength(1)
  })

  it("needs an object schema", () => {
    const wrong = { type: "json_schema" as const, json_schema: { name: "x", schema: { type: "array" } } }
    expect(() => sent({ response_format: wrong })).toThrow(expect.objectContaining({ param: "response_format" }))
    expect(() => sent({ response_format: { type: "json_schema" } })).toThrow(
      expect.objectContaining({ kind: "invalid_request" }),
    )
  })
})
