import type { Dialect } from "#lib/wire/dialect"

/** True for OpenAI's chat and text completions: their streams hold usage only when the client asks for it. */
export function usageOnRequest({ id }: Dialect): boolean {
  return id === "openai-chat" || id === "openai-completions"
}
