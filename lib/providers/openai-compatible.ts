import type { ChatRequest } from "#lib/wire/chat"
import { openaiChat } from "#lib/wire/openai-chat/dialect"
import { bearer, headerKey } from "./auth"
import { ROWS, type Row } from "./openai-compatible-rows"
import { type ChatService, defineProvider, type Provider } from "./provider"

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
    serves: { chat: chatOf(options.limit, words(options.refuses)) },
  })
}

function chatOf(limit: TokenLimit | undefined, unsupported: readonly string[]): ChatService {
  return {
    dialect: openaiChat,
    path: "/chat/completions",
    ...(limit === undefined ? {} : { adapt: (chat) => withLimit(chat, limit) }),
    ...(unsupported.length === 0 ? {} : { unsupported }),
  }
}

type TokenLimit = "max_tokens" | "max_completion_tokens"

/** OpenAI has two names for the limit; a provider that knows one is told with that one. */
function withLimit(chat: ChatRequest, known: TokenLimit): ChatRequest {
  const { max_tokens, max_completion_tokens, ...rest } = chat
  const [first, second] =
    known === "max_tokens" ? [max_completion_tokens, max_tokens] : [max_tokens, max_completion_tokens]
  const limit = second ?? first
  return limit === undefined || limit === null ? chat : ({ ...rest, [known]: limit } as ChatRequest)
}

const words = (text: string | undefined): readonly string[] => (text === undefined ? [] : text.split(" "))

/** The rows as providers. */
export const openaiCompatible: readonly Provider[] = ROWS.map(fromRow)
