import { saidBy } from "#lib/wire/openai-chat/accent"
import { openaiChat } from "#lib/wire/openai-chat/dialect"
import { bearer } from "./auth"
import { type ChatService, defineProvider } from "./provider"
import { adapting } from "./quirks/adapt"
import { withoutCacheControl } from "./quirks/cache-control"
import { limitAsMaxCompletionTokens } from "./quirks/limits"
import { imagesAfterToolResults } from "./quirks/tool-result-images"
import { responses } from "./responses"

/** o1, o3-mini, gpt-5 …; fine-tuned ones too. */
const REASONING = /^(?:ft:)?(?:o[1-9]|gpt-[5-9])/
const O_SERIES = /^(?:ft:)?o[1-9]/

/** A client of another dialect may say what only its own providers know; a client of OpenAI's says what OpenAI takes. */
const foreign = adapting(withoutCacheControl, imagesAfterToolResults)
const chat: ChatService = { dialect: saidBy(foreign), path: "/chat/completions", also: [responses] }
const reasoning: ChatService = {
  dialect: openaiChat,
  path: "/chat/completions",
  adapt: adapting(limitAsMaxCompletionTokens, foreign),
  also: [responses],
}
const oSeries: ChatService = {
  ...reasoning,
  unsupported: ["presence_penalty", "frequency_penalty", "logprobs", "top_logprobs", "logit_bias"],
}

/** OpenAI, and with `api_base` any server that speaks its protocol. */
export const openai = defineProvider({
  id: "openai",
  aliases: ["custom_openai"],
  baseUrl: "https://api.openai.com/v1",
  baseUrlEnv: ["OPENAI_BASE_URL", "OPENAI_API_BASE"],
  keyEnv: ["OPENAI_API_KEY"],
  needsKey: true,
  auth: bearer,
  serves: { chat: (model) => (O_SERIES.test(model) ? oSeries : REASONING.test(model) ? reasoning : chat) },
})
