import { openaiChat } from "#lib/wire/openai-chat/dialect"
import type { ChatService } from "./provider"
import { MAX_COMPLETION_TOKENS, NO_CACHE_MARKS, saying, TEXT_RESULTS } from "./quirks/saying"

/** o1, o3-mini, gpt-5 …; fine-tuned ones too. */
const REASONING = /^(?:ft:)?(?:o[1-9]|gpt-[5-9])/
/** Those that always reason. From gpt-5.1 on a model may be asked not to, and then takes temperature; `chat` models never do. */
const ALWAYS = /^(?:ft:)?(?:o[1-9]|gpt-5(?!\.|-chat))/

type Words = Pick<ChatService, "dialect" | "adapt" | "adaptsWhen" | "unsupported">

const chat: Words = { dialect: openaiChat, ...saying(NO_CACHE_MARKS, TEXT_RESULTS) }
const reasoning: Words = { dialect: openaiChat, ...saying(MAX_COMPLETION_TOKENS, NO_CACHE_MARKS, TEXT_RESULTS) }
/** Sampling is theirs alone: developers.openai.com/api/docs/guides/reasoning. */
const always: Words = {
  ...reasoning,
  unsupported: [
    "temperature",
    "top_p",
    "presence_penalty",
    "frequency_penalty",
    "logprobs",
    "top_logprobs",
    "logit_bias",
  ],
}

/** How a model of OpenAI's is spoken to in chat, by its name. */
export function openaiWords(model: string): Words {
  return ALWAYS.test(model) ? always : REASONING.test(model) ? reasoning : chat
}

/** Known not to reason: asked to, they refuse. */
const UNTHINKING = /^(?:ft:)?(?:gpt-3\.5|gpt-4|chatgpt-4)/

/** The same at OpenAI's own address, which refuses what it does not know. */
export function ownWords(model: string): Words {
  const words = openaiWords(model)
  const more = UNTHINKING.test(model) ? ["top_k", "reasoning_effort"] : ["top_k"]
  return { ...words, unsupported: [...(words.unsupported ?? []), ...more] }
}
