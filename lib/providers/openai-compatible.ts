import type { ChatRequest } from "#lib/wire/chat"
import { normalisedChat } from "#lib/wire/openai-chat/accent"
import { bearer, headerKey } from "./auth"
import { ROWS, type Row, type RowOptions } from "./openai-compatible-rows"
import { plainChat, toPlainChat } from "./plain-chat"
import { type ChatService, defineProvider, type Provider } from "./provider"
import { type Adapt, adapting } from "./quirks/adapt"

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
    serves: { chat: chatOf(options) },
  })
}

function chatOf({ limit, refuses, accent }: RowOptions): ChatService {
  const limited: Adapt = limit === undefined ? (chat) => chat : (chat) => withLimit(chat, limit)
  const unsupported = words(refuses)
  return {
    ...(accent === true
      ? { dialect: normalisedChat, adapt: adapting(toPlainChat, limited) }
      : { dialect: plainChat, ...(limit === undefined ? {} : { adapt: limited }) }),
    path: "/chat/completions",
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
