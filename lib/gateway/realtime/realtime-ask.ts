import { GatewayError } from "#lib/core/errors"
import type { Incoming } from "#lib/core/http"
import type { Parsed } from "#lib/gateway/operation"
import { queryOf } from "#lib/gateway/query-of"
import { openaiChat } from "#lib/wire/openai-chat/dialect"
import { asText } from "#lib/wire/read-json"

/** What a client wants of a session, before it is open. */
export interface RealtimeAsk {
  readonly model: string
  readonly intent: string | null
  /** Headers of the client's own that the provider is to see; none can carry a key. */
  readonly headers: Readonly<Record<string, string>>
}

/** A browser cannot send headers: its key and the version stand among the sub-protocols. */
const KEY_PROTOCOL = "openai-insecure-api-key."
const BETA_PROTOCOL = /^openai-beta\.(.+)-(v\d+)$/
const SENT_ON = ["openai-beta", "openai-safety-identifier"]
/** Spelled out, so that nobody's model or key is taken for one. */
const INTENTS = ["transcription"]

function protocolsOf(req: Incoming): string[] {
  return (req.headers.get("sec-websocket-protocol") ?? "").split(",").map((name) => name.trim())
}

/** The headers a caller is known by: a key among the sub-protocols counts where no header has one. */
export function headersWithKey(req: Incoming): Incoming["headers"] {
  const { headers } = req
  const offered = protocolsOf(req).find((name) => name.startsWith(KEY_PROTOCOL))
  if (offered === undefined) return headers
  const key = offered.slice(KEY_PROTOCOL.length)
  return { get: (name) => headers.get(name) ?? (name === "x-goog-api-key" ? key : null) }
}

/** Reads the address: `model`, or Azure's `deployment`; `fallback` is the model the client's secret was made for. Throws 400. */
export function readAsk(req: Incoming, fallback: string | null): RealtimeAsk {
  const query = queryOf(req)
  const named = query.get("model") ?? query.get("deployment")
  const model = named === null || named === "" ? fallback : named
  if (model === null) {
    const say = "The address names no model. Connect to /v1/realtime?model=<a model of this gateway>."
    throw new GatewayError("invalid_request", say, { param: "model" })
  }
  if (fallback !== null && model !== fallback) {
    const say = `This client secret was made for the model "${fallback.slice(0, 200)}" and opens sessions with no other.`
    throw new GatewayError("model_access_denied", say, { param: "model" })
  }
  const intent = query.get("intent")
  if (intent !== null && !INTENTS.includes(intent)) {
    const say = `The intent of a session is ${INTENTS.join(" or ")}, not "${intent.slice(0, 60)}".`
    throw new GatewayError("invalid_request", say, { param: "intent" })
  }
  return { model, intent, headers: sentOn(req) }
}

function sentOn(req: Incoming): Record<string, string> {
  const headers: Record<string, string> = {}
  const beta = protocolsOf(req).flatMap((name) => BETA_PROTOCOL.exec(name) ?? [])
  if (beta[1] !== undefined && beta[2] !== undefined) headers["openai-beta"] = `${beta[1]}=${beta[2]}`
  for (const name of SENT_ON) {
    const value = req.headers.get(name)
    if (value !== null) headers[name] = value
  }
  return headers
}

/** A session, or one response of it, as the pipeline knows a request. Its length says nothing of what is read: it has none here. */
export function parsedOf(model: string, json: Readonly<Record<string, unknown>>): Parsed {
  return {
    body: {
      text: "",
      json,
      model,
      stream: true,
      wantsUsage: true,
      dialect: openaiChat,
      chat() {
        throw new GatewayError("internal", "A realtime session is not translated.")
      },
    },
    maxTokens: maxTokensOf(json),
    answers: 1,
    endUser: null,
    tags: [],
    routing: {},
  }
}

/** `response.max_output_tokens` of a `response.create`; "inf" is none. */
function maxTokensOf({ response }: Readonly<Record<string, unknown>>): number | null {
  const { max_output_tokens: max, max_response_output_tokens: older } = (response ?? {}) as Record<string, unknown>
  const given = max ?? older
  return typeof given === "number" && given > 0 ? given : null
}

/** The model named in a client's `session.update`, where it names one. */
export function modelIn(session: unknown): string | null {
  return asText((session as { model?: unknown } | null | undefined)?.model)
}
