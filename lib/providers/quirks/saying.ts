import type { ChatService } from "../provider"
import { type Adapt, adapting } from "./adapt"
import { withoutCacheControl } from "./cache-control"
import { limitAsMaxCompletionTokens, limitAsMaxTokens } from "./limits"
import { developerAsSystem } from "./roles"
import { imagesAfterToolResults } from "./tool-result-images"

/** A way of saying something differently, and the words of which one is in every request that it changes. */
export interface Quirk {
  readonly adapt: Adapt
  readonly when: readonly string[]
}

/** The provider knows no marks of Anthropic's prompt cache. */
export const NO_CACHE_MARKS: Quirk = { adapt: withoutCacheControl, when: ['"cache_control"'] }
/** The provider does not know OpenAI's newer word for `system`. */
export const NO_DEVELOPER: Quirk = { adapt: developerAsSystem, when: ['"developer"'] }
/** The provider takes nothing but text as the result of a tool. */
export const TEXT_RESULTS: Quirk = { adapt: imagesAfterToolResults, when: ['"tool"'] }
/** The provider knows the older name of the limit only. */
export const MAX_TOKENS: Quirk = { adapt: limitAsMaxTokens, when: ['"max_completion_tokens"'] }
/** The provider knows the newer name of the limit only. */
export const MAX_COMPLETION_TOKENS: Quirk = { adapt: limitAsMaxCompletionTokens, when: ['"max_tokens"'] }

/** These quirks as a part of a chat service; requests without their words may still pass as they came. */
export function saying(...quirks: readonly Quirk[]): Required<Pick<ChatService, "adapt" | "adaptsWhen">> {
  return { adapt: adapting(...quirks.map(({ adapt }) => adapt)), adaptsWhen: quirks.flatMap(({ when }) => when) }
}
