import { anthropicMessages } from "#lib/wire/anthropic-messages/dialect"
import { unsupportedParams } from "#lib/wire/anthropic-messages/unsupported-params"
import { headerKey } from "./auth"
import { defineProvider } from "./provider"

/** Anthropic's own API (platform.claude.com/docs/en/api). */
export const anthropic = defineProvider({
  id: "anthropic",
  baseUrl: "https://api.anthropic.com",
  baseUrlEnv: ["ANTHROPIC_API_BASE", "ANTHROPIC_BASE_URL"],
  keyEnv: ["ANTHROPIC_API_KEY"],
  needsKey: true,
  auth: headerKey("x-api-key"),
  headers: { "anthropic-version": "2023-06-01" },
  serves: { chat: { dialect: anthropicMessages, path: "/v1/messages", unsupported: unsupportedParams } },
})
