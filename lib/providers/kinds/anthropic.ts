import type { Codec } from "#lib/wire/kinds"
import { readAnswer } from "./openai"

/** Fields of a message request that counting does not take. */
const NOT_COUNTED = [
  "max_tokens",
  "stream",
  "temperature",
  "top_p",
  "top_k",
  "stop_sequences",
  "metadata",
  "service_tier",
]

/** Anthropic's own token count (platform.claude.com/docs/en/api/messages-count-tokens). */
export const anthropicCount: Codec = {
  id: "anthropic-count",
  request({ fields }) {
    const json: Record<string, unknown> = { ...fields }
    for (const name of NOT_COUNTED) delete json[name]
    return { body: { json } }
  },
  answer: (from) => ({ body: readAnswer(from), usage: null }),
}
