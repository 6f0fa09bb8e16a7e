/**
 * Anthropic's Messages API (platform.claude.com/docs/en/api/messages). Types name only the fields we touch; blocks of kinds we do
 * not know (server tools, containers, search results …) ride along.
 */
export interface Block {
  type: string
  [k: string]: unknown
}

export interface AnthropicMessage {
  /** `system` only for blocks that must keep their place in the conversation. */
  role: "user" | "assistant" | "system"
  content: Block[]
}

/**
 * The reserved name of the tool through which a `response_format` is asked for (LiteLLM's name). A call of it is the answer's text
 * in disguise, and is unwrapped wherever it is seen.
 */
export const JSON_TOOL = "json_tool_call"

/**
 * Where the hub's `response_format` keeps the words in which a client of Anthropic asked for it, so that a model of theirs is asked
 * in the same.
 */
export const OWN_FORMAT = "output_format"

/** Where raw blocks that the hub has no words for are kept on a message or a delta. */
export const RAW_BLOCKS = "content_blocks"
