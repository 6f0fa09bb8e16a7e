import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type Harness, harness } from "#lib/testing/harness"

let gw: Harness
beforeAll(async () => {
  gw = await harness()
})
afterAll(() => gw.close())
beforeEach(() => gw.mock.reset())

type Json = Record<string, unknown>
const ask = (body: Json) => gw.send("POST", "/v1/responses", { input: "Say hello.", ...body })
const eventsOf = (text: string): Json[] =>
  text
    .split("\n")
    .filter((line) => line.startsWith("data: "))
    .map((line) => JSON.parse(line.slice(6)))
/** What the provider was sent at its chat endpoint. */
const sentToChat = () => gw.mock.requests().find(({ path }) => path.endsWith("/chat/completions"))?.body as Json

async function rowOf(callId: string | undefined) {
  await gw.flush()
  const rows = await gw.db.sql<Json[]>`select * from spend_logs where call_id = ${callId ?? ""}`
  expect(rows).toHaveLength(1)
  return rows[0] as Json
}

/** What Codex sends: its own tools, none of which a chat model knows. */
const codex = {
  model: "anthropic/ok",
  instructions: "You are a coding agent.",
  input: [
    { type: "message", role: "developer", content: [{ type: "input_text", text: "<permissions>" }] },
    { type: "message", role: "user", content: [{ type: "input_text", text: "List the files." }] },
  ],
  tools: [
    {
      type: "custom",
      name: "apply_patch",
      description: "Edits files.",
      format: { type: "grammar", syntax: "lark", definition: "start: patch" },
    },
    { type: "local_shell" },
    { type: "web_search", external_web_access: false },
    { type: "function", name: "update_plan", parameters: { type: "object", properties: {} }, strict: false },
  ],
  tool_choice: "auto",
  parallel_tool_calls: false,
  reasoning: { effort: "medium", summary: "auto" },
  store: false,
  stream: true,
  include: ["reasoning.encrypted_content"],
  prompt_cache_key: "0198",
  client_metadata: { run: "1" },
}

describe("POST /v1/responses to a provider that serves chat only", () => {
  it("answers with a response: text, usage, what was asked said again; and bills it as aresponses", async () => {
    const sent = await ask({ model: "anthropic/ok", instructions: "Be brief.", metadata: { a: "b" }, temperature: 0.5 })
    expect(sent.status).toBe(200)
    expect(sent.json).toMatchObject({
      object: "response",
      status: "completed",
      instructions: "Be brief.",
      temperature: 0.5,
    })
    expect(sent.json.output).toMatchObject([{ type: "message", role: "assistant", content: [{ type: "output_text" }] }])
    const row = await rowOf(sent.headers["x-litellm-call-id"])
    const usage = sent.json.usage as { input_tokens: number; output_tokens: number }
    expect(row).toMatchObject({
      call_type: "aresponses",
      status: "success",
      prompt_tokens: usage.input_tokens,
      completion_tokens: usage.output_tokens,
      spend_nano: usage.input_tokens * 1_000 + usage.output_tokens * 4_000,
    })
  })

  it.each(["/responses", "/openai/v1/responses"])("is served at %s too", async (path) => {
    expect((await gw.send("POST", path, { model: "ok", input: "Say hello." })).json).toMatchObject({
      object: "response",
    })
  })

  it("falls back to chat where an api_base of one's own has no /responses", async () => {
    const sent = await ask({ model: "ok" })
    expect(sent.json).toMatchObject({ status: "completed" })
    expect(gw.mock.requests().map(({ path }) => path)).toEqual(["/v1/responses", "/v1/chat/completions"])
  })

  it("streams events in their order, with the usage in the last", async () => {
    const sent = await ask({ model: "anthropic/ok", stream: true })
    const events = eventsOf(sent.text)
    expect(events.map((event) => event.sequence_number)).toEqual(events.map((_, index) => index))
    expect(events.map((event) => event.type).filter((type) => type !== "response.output_text.delta")).toEqual([
      "response.created",
      "response.in_progress",
      "response.output_item.added",
      "response.content_part.added",
      "response.output_text.done",
      "response.content_part.done",
      "response.output_item.done",
      "response.completed",
    ])
    expect(events.at(-1)).toMatchObject({ response: { usage: { input_tokens: expect.any(Number) } } })
    expect((await rowOf(sent.headers["x-litellm-call-id"])).status).toBe("success")
  })

  it("says with an error event that a stream was cut", async () => {
    const sent = await ask({ model: "anthropic/drop-2", stream: true })
    const events = eventsOf(sent.text)
    expect(events.at(-1)).toMatchObject({ type: "error", code: "upstream_error", error: { code: "upstream_error" } })
    expect(events.some(({ type }) => type === "response.completed")).toBe(false)
    expect(await rowOf(sent.headers["x-litellm-call-id"])).toMatchObject({ status: "failure" })
  })

  it("bills a client that leaves in the middle for what it was sent", async () => {
    const leave = new AbortController()
    const reply = await gw.open(
      "POST",
      "/v1/responses",
      { model: "anthropic/drip-50ms", input: "Tell me a story.", stream: true },
      { signal: leave.signal },
    )
    for await (const part of reply.body as AsyncIterable<Uint8Array>)
      if (Buffer.from(part).toString().includes("output_text.delta")) break
    leave.abort()
    const row = await rowOf(reply.headers["x-litellm-call-id"])
    expect(row).toMatchObject({ status: "client_disconnect", call_type: "aresponses" })
    expect(row.spend_nano).toBeGreaterThan(0)
  })

  it.each([
    ["conversation", { conversation: "conv_1" }, "Send the earlier turns"],
    ["background", { background: true }, "`stream`"],
    ["input[0]", { input: [{ type: "item_reference", id: "msg_1" }] }, "item_reference"],
    ["tools", { tools: [{ type: "code_interpreter", container: { type: "auto" } }] }, "code_interpreter"],
  ])("refuses %s, which only a provider of Responses has, and says what to do", async (param, body, words) => {
    const sent = await ask({ model: "anthropic/ok", ...body })
    expect(sent.status).toBe(400)
    expect(sent.json.error).toMatchObject({ code: "unsupported_params", param })
    expect((sent.json.error as Json).message).toContain(words)
    expect(gw.mock.requests()).toEqual([])
  })

  it.each([
    ["input", { input: 3 }],
    ["input", { input: [] }],
    ["stream", { stream: "yes" }],
    ["max_output_tokens", { max_output_tokens: -1 }],
    ["input[0].role", { input: [{ role: "robot", content: "x" }] }],
  ])("refuses a wrong %s by name", async (param, body) => {
    const sent = await ask({ model: "anthropic/ok", ...body })
    expect([sent.status, (sent.json.error as Json).param]).toEqual([400, param])
  })
})

describe("what Codex sends", () => {
  it("reaches a chat model as functions only; its own fields stay here", async () => {
    const sent = await ask({ ...codex, model: "ok" })
    expect(sent.status).toBe(200)
    const body = sentToChat()
    const tools = body.tools as { type: string; function: Json }[]
    expect(tools.map((tool) => [tool.type, tool.function.name])).toEqual([
      ["function", "apply_patch"],
      ["function", "local_shell"],
      ["function", "update_plan"],
    ])
    expect(tools[0]?.function.description).toContain("start: patch")
    expect(Object.keys(body).sort()).toEqual(
      [
        "messages",
        "model",
        "parallel_tool_calls",
        "reasoning_effort",
        "stream",
        "stream_options",
        "tool_choice",
        "tools",
      ].sort(),
    )
    expect(body.messages).toEqual([
      { role: "system", content: "You are a coding agent." },
      { role: "developer", content: "<permissions>" },
      { role: "user", content: "List the files." },
    ])
  })

  it.each([
    ["apply_patch", { type: "custom_tool_call", name: "apply_patch", input: expect.any(String) }],
    ["local_shell", { type: "local_shell_call", action: { type: "exec", command: expect.any(Array) } }],
    ["update_plan", { type: "function_call", name: "update_plan", arguments: expect.any(String) }],
  ])("a call of %s comes back as what Codex offered", async (name, item) => {
    const sent = await ask({ ...codex, tool_choice: { type: "function", name } })
    const events = eventsOf(sent.text)
    const last = events.at(-1)?.response as { output: Json[] }
    expect(last.output).toMatchObject([{ ...item, call_id: expect.any(String), status: "completed" }])
    const done = events.find(({ type }) => type === "response.output_item.done")
    expect(done?.item).toEqual(last.output[0])
  })

  it("its next turn, with the call and its output, is a tool message", async () => {
    const turn = [
      ...codex.input,
      { type: "reasoning", summary: [], encrypted_content: "opaque" },
      { type: "custom_tool_call", call_id: "call_1", name: "apply_patch", input: "*** Begin" },
      { type: "custom_tool_call_output", call_id: "call_1", output: "Done" },
      {
        type: "local_shell_call",
        call_id: "call_2",
        status: "completed",
        action: { type: "exec", command: ["ls"], env: {} },
      },
      { type: "local_shell_call_output", call_id: "call_2", output: "README" },
    ]
    expect((await ask({ ...codex, model: "ok", input: turn })).status).toBe(200)
    const messages = sentToChat().messages as Json[]
    expect(messages.slice(3)).toEqual([
      {
        role: "assistant",
        content: null,
        tool_calls: [
          { id: "call_1", type: "function", function: { name: "apply_patch", arguments: '{"input":"*** Begin"}' } },
        ],
      },
      { role: "tool", tool_call_id: "call_1", content: "Done" },
      {
        role: "assistant",
        content: null,
        tool_calls: [
          { id: "call_2", type: "function", function: { name: "local_shell", arguments: '{"command":["ls"]}' } },
        ],
      },
      { role: "tool", tool_call_id: "call_2", content: "README" },
    ])
  })
})
