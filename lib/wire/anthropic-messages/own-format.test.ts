import { expect, it } from "vitest"
import { openaiChat } from "../openai-chat/dialect"
import { anthropicMessages } from "./dialect"

const format = { type: "json_schema", schema: { type: "object", properties: {} } }
const asked = (more: object) =>
  anthropicMessages.toHub.request({ model: "m", max_tokens: 9, messages: [{ role: "user", content: "a" }], ...more })

it.each([
  ["output_config", { output_config: { format, effort: "low" } }, { effort: "low", format }],
  ["output_format", { output_format: format }, { format }],
])(
  "a format asked for as %s is asked of Anthropic in its own words, and of others in the hub's",
  (_name, more, config) => {
    const body = anthropicMessages.fromHub.request(asked(more))
    expect(body.output_config).toEqual(config)
    expect(body).not.toHaveProperty("tools")
    const other = openaiChat.fromHub.request(asked(more))
    expect(other).not.toHaveProperty("output_config")
    expect(other.response_format).toEqual({
      type: "json_schema",
      json_schema: { name: "answer", schema: format.schema },
    })
  },
)
