import { describe, expect, it } from "vitest"
import { anthropicMessages } from "./dialect"
import { toolName, toolNameToHub } from "./tool-name"

describe("a tool's name", () => {
  it.each(["get_weather", "a-b_c", "server.search", "ns/tool:1", "größe", "数据.取", "🔧x", ""])(
    "%j comes back as it went",
    (name) => {
      expect(toolName(name)).toMatch(/^[A-Za-z0-9_-]*$/)
      expect(toolNameToHub(toolName(name))).toBe(name)
    },
  )

  it.each(["_x41_", "my_x_tool", "_xffffff_", "a_x2E_b"])("%j that only looks written stays", (name) => {
    expect(toolNameToHub(name)).toBe(name)
  })

  it("is one Anthropic takes, wherever it stands in the request, and the client's own in the answer", () => {
    const call = { id: "c1", type: "function", function: { name: "mcp.search", arguments: "{}" } } as const
    const sent = anthropicMessages.fromHub.request({
      model: "m",
      messages: [
        { role: "user", content: "a" },
        { role: "assistant", content: null, tool_calls: [call] },
        { role: "tool", tool_call_id: "c1", content: "r" },
      ],
      tools: [{ type: "function", function: { name: "mcp.search" } }],
      tool_choice: { type: "function", function: { name: "mcp.search" } },
    })
    expect(JSON.stringify(sent)).not.toContain("mcp.search")
    const answer = anthropicMessages.toHub.response({
      content: [{ type: "tool_use", id: "c2", name: toolName("mcp.search"), input: {} }],
      stop_reason: "tool_use",
    })
    expect(answer.choices[0]?.message.tool_calls?.[0]?.function.name).toBe("mcp.search")
    const stream = anthropicMessages.toHub.stream()
    const start = {
      type: "content_block_start",
      index: 0,
      content_block: { type: "tool_use", id: "c", name: toolName("mcp.search") },
    }
    const [chunk] = stream.push({ event: "", data: JSON.stringify(start) })
    expect(chunk?.choices[0]?.delta.tool_calls?.[0]?.function?.name).toBe("mcp.search")
  })
})
