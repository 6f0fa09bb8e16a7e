import { normalisedChat } from "#lib/wire/openai-chat/accent"
import { bearer } from "./auth"
import { type ChatService, defineProvider } from "./provider"
import { adapting } from "./quirks/adapt"
import { withoutCacheControl } from "./quirks/cache-control"
import { developerAsSystem } from "./quirks/roles"
import { imagesAfterToolResults } from "./quirks/tool-result-images"
import { openaiRealtime } from "./realtime-path"
import { responses } from "./responses"

/** Models that answer at once; the others refuse penalties and stop sequences (docs.x.ai/docs/guides/reasoning). */
const NOT_REASONING = /non-reasoning|^grok-(?:beta|vision|2|3(?!-mini))/

const chat: ChatService = {
  dialect: normalisedChat,
  path: "/chat/completions",
  also: [responses],
  unsupported: ["logit_bias", "modalities", "audio", "prediction", "verbosity"],
  adapt: adapting(developerAsSystem, withoutCacheControl, imagesAfterToolResults),
}
const reasoning: ChatService = {
  ...chat,
  unsupported: [...(chat.unsupported ?? []), "presence_penalty", "frequency_penalty", "stop"],
}

/** xAI. Its completion tokens leave out the reasoning; the hub's reader adds it (`readUsage`). */
export const xai = defineProvider({
  id: "xai",
  baseUrl: "https://api.x.ai/v1",
  baseUrlEnv: ["XAI_API_BASE"],
  keyEnv: ["XAI_API_KEY"],
  needsKey: true,
  auth: bearer,
  realtime: openaiRealtime,
  serves: { chat: (model) => (NOT_REASONING.test(model) ? chat : reasoning) },
})
