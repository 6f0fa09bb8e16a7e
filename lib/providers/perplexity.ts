import { accented } from "#lib/wire/openai-chat/accent"
import { annotateSources, annotateStream } from "#lib/wire/openai-chat/cited-sources"
import { bearer } from "./auth"
import { defineProvider } from "./provider"
import { adapting } from "./quirks/adapt"
import { withoutCacheControl } from "./quirks/cache-control"
import { limitAsMaxTokens } from "./quirks/limits"
import { onlyMessageFields } from "./quirks/message-fields"
import { developerAsSystem } from "./quirks/roles"

/** Perplexity's Sonar (docs.perplexity.ai/api-reference/chat-completions-post): it searches itself and calls no tools. */
export const perplexity = defineProvider({
  id: "perplexity",
  baseUrl: "https://api.perplexity.ai",
  baseUrlEnv: ["PERPLEXITY_API_BASE"],
  keyEnv: ["PERPLEXITYAI_API_KEY", "PERPLEXITY_API_KEY"],
  needsKey: true,
  auth: bearer,
  serves: {
    chat: {
      dialect: accented({ name: "perplexity", response: annotateSources, stream: annotateStream }),
      path: "/chat/completions",
      unsupported: [
        "tools",
        "tool_choice",
        "parallel_tool_calls",
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
      adapt: adapting(developerAsSystem, withoutCacheControl, limitAsMaxTokens, onlyMessageFields(["role", "content"])),
    },
  },
})
