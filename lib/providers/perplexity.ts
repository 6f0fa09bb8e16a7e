import type { ChatRequest } from "#lib/wire/chat"
import { accented } from "#lib/wire/openai-chat/accent"
import { annotateSources, annotateStream } from "#lib/wire/openai-chat/cited-sources"
import { bearer } from "./auth"
import { defineProvider } from "./provider"
import { adapting } from "./quirks/adapt"
import { withoutCacheControl } from "./quirks/cache-control"
import { limitAsMaxTokens } from "./quirks/limits"
import { onlyMessageFields } from "./quirks/message-fields"
import { developerAsSystem } from "./quirks/roles"

/** Settings that clients send along with an empty list of tools, or with none. */
function withoutToolSettings(chat: ChatRequest): ChatRequest {
  const { tools: _none, tool_choice: _choice, parallel_tool_calls: _parallel, ...rest } = chat
  return rest
}

/** Perplexity's Sonar (docs.perplexity.ai/api-reference/chat-completions-post): it searches itself and calls no tools. */
export const perplexity = defineProvider({
  id: "perplexity",
  baseUrl: "https://api.perplexity.ai",
  baseUrlEnv: ["PERPLEXITY_API_BASE"],
  keyEnv: ["PERPLEXITYAI_API_KEY", "PERPLEXITY_API_KEY"],
  needsKey: true,
  auth: bearer,
  reportsCost: true,
  serves: {
    chat: {
      dialect: accented({ name: "perplexity", response: annotateSources, stream: annotateStream }),
      path: "/chat/completions",
      unsupported: [
        "tools",
        "functions",
        "function_call",
        "n",
        "stop",
        "seed",
        "logit_bias",
        "logprobs",
        "top_logprobs",
        "modalities",
        "audio",
        "prediction",
      ],
      adapt: adapting(
        withoutToolSettings,
        developerAsSystem,
        withoutCacheControl,
        limitAsMaxTokens,
        onlyMessageFields(["role", "content"]),
      ),
    },
  },
})
