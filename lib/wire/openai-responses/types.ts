/**
 * OpenAI's Responses API (platform.openai.com/docs/api-reference/responses). Types name only the fields we touch; items of kinds we
 * do not know (searches, MCP, compaction …) ride along.
 */
export interface Item {
  type: string
  [k: string]: unknown
}

/** Where items that the hub has no words for are kept on a message or a delta. */
export const RAW_ITEMS = "response_items"

/** Marks `encrypted_content` of reasoning that was translated: what follows is the hub's thinking blocks, base64url of JSON. */
export const THINKING_MARK = "tollgate.thinking."
