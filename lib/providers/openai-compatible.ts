import type { ChatRequest } from "#lib/wire/chat"
import { normalisedChat } from "#lib/wire/openai-chat/accent"
import { openaiChat } from "#lib/wire/openai-chat/dialect"
import { bearer, headerKey } from "./auth"
import { ROWS, type Row, type RowOptions } from "./openai-compatible-rows"
import { type ChatService, defineProvider, type Provider } from "./provider"
import { NO_CACHE_MARKS, NO_DEVELOPER, type Quirk, saying, TEXT_RESULTS } from "./quirks/saying"
import { openaiRealtime } from "./realtime-path"

/** A row as a provider: OpenAI's chat under `<base URL>/chat/completions`, with a bearer token unless the row says otherwise. */
export function fromRow([id, baseUrl, keyEnv, options = {}]: Row): Provider {
  return defineProvider({
    id,
    ...(options.aliases === undefined ? {} : { aliases: options.aliases }),
    baseUrl,
    baseUrlEnv: [`${id.toUpperCase().replace(/\W/g, "_")}_API_BASE`, ...words(options.base)],
    keyEnv: words(keyEnv),
    needsKey: options.local !== true,
    auth: options.header === undefined ? bearer : headerKey(options.header),
    // Who runs such a server knows whether it has them; of a hosted one nothing is known.
    realtime: (call) => (call.given.params.api_base === undefined ? null : openaiRealtime(call)),
    serves: { chat: chatOf(options) },
  })
}

function chatOf({ limit, refuses, accent, knows }: RowOptions): ChatService {
  const known = words(knows)
  const quirks: Quirk[] = []
  if (!known.includes("cache_control")) quirks.push(NO_CACHE_MARKS)
  if (!known.includes("tool_images")) quirks.push(TEXT_RESULTS)
  if (!known.includes("developer")) quirks.push(NO_DEVELOPER)
  if (limit !== undefined) quirks.push({ adapt: (chat) => withLimit(chat, limit), when: [`"${OTHER[limit]}"`] })
  const unsupported = words(refuses)
  return {
    dialect: accent === true ? normalisedChat : openaiChat,
    ...(quirks.length === 0 ? {} : saying(...quirks)),
    path: "/chat/completions",
    ...(unsupported.length === 0 ? {} : { unsupported }),
  }
}

type TokenLimit = "max_tokens" | "max_completion_tokens"
const OTHER = { max_tokens: "max_completion_tokens", max_completion_tokens: "max_tokens" } as const

/** OpenAI has two names for the limit; a provider that knows one is told with that one. */
function withLimit(chat: ChatRequest, known: TokenLimit): ChatRequest {
  if (chat[OTHER[known]] === undefined) return chat
  const { max_tokens, max_completion_tokens, ...rest } = chat
  const [first, second] =
    known === "max_tokens" ? [max_completion_tokens, max_tokens] : [max_tokens, max_completion_tokens]
  const limit = second ?? first
  return limit === undefined || limit === null ? chat : ({ ...rest, [known]: limit } as ChatRequest)
}

const words = (text: string | undefined): readonly string[] => (text === undefined ? [] : text.split(" "))

/** The rows as providers. */
export const openaiCompatible: readonly Provider[] = ROWS.map(fromRow)
