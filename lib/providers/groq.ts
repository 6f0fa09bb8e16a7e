import { normalisedChat } from "#lib/wire/openai-chat/accent"
import { bearer } from "./auth"
import { defineProvider } from "./provider"
import { adapting } from "./quirks/adapt"
import { withoutCacheControl } from "./quirks/cache-control"
import { onlyMessageFields, reasoningAs } from "./quirks/message-fields"
import { developerAsSystem } from "./quirks/roles"
import { imagesAfterToolResults } from "./quirks/tool-result-images"

/** Groq; what it refuses is listed in console.groq.com/docs/openai. */
export const groq = defineProvider({
  id: "groq",
  baseUrl: "https://api.groq.com/openai/v1",
  baseUrlEnv: ["GROQ_API_BASE"],
  keyEnv: ["GROQ_API_KEY"],
  needsKey: true,
  auth: bearer,
  serves: {
    chat: {
      dialect: normalisedChat,
      path: "/chat/completions",
      unsupported: [
        "logit_bias",
        "logprobs",
        "top_logprobs",
        "n",
        "modalities",
        "audio",
        "prediction",
        "web_search_options",
      ],
      adapt: adapting(
        developerAsSystem,
        withoutCacheControl,
        imagesAfterToolResults,
        reasoningAs("reasoning"),
        onlyMessageFields(["role", "content", "tool_calls", "tool_call_id", "reasoning"]),
      ),
    },
  },
})
