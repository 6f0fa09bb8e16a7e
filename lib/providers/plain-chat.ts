import type { Dialect } from "#lib/wire/dialect"
import { saidBy } from "#lib/wire/openai-chat/accent"
import { adapting } from "./quirks/adapt"
import { withoutCacheControl } from "./quirks/cache-control"
import { imagesAfterToolResults } from "./quirks/tool-result-images"

/** What only some other dialect can say is left out or said otherwise. */
export const toPlainChat = adapting(withoutCacheControl, imagesAfterToolResults)

/** OpenAI chat for providers that take no more than OpenAI does; a client's own text in this dialect passes as it is. */
export const plainChat: Dialect = saidBy(toPlainChat)
