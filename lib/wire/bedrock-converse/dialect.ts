import { systemClock } from "#lib/core/clock"
import type { SseEvent } from "#lib/core/sse"
import type { Usage } from "../chat"
import type { Dialect, Peek } from "../dialect"
import { brokenEvent } from "../provider-error"
import { asObject, asText, type Json } from "../read-json"
import { withServiceTier } from "../service-tier"
import { errorEvent, errorFromHub, errorInStream, errorToHub } from "./error"
import { readEvent } from "./read-event"
import { requestFromHub } from "./request-from-hub"
import { requestToHub } from "./request-to-hub"
import { responseFromHub, responseToHub } from "./response"
import { StreamFromHub } from "./stream-from-hub"
import { StreamToHub } from "./stream-to-hub"
import { usageToHub } from "./usage"

/**
 * Amazon Bedrock's Converse and ConverseStream (docs.aws.amazon.com/bedrock/latest/APIReference). An event of the stream comes as its
 * frame's `:event-type` (or `:exception-type`) and payload, see `aws-event-stream.ts`.
 */
export const bedrockConverse: Dialect = {
  id: "bedrock-converse",
  toHub: {
    request: requestToHub,
    response: (body) => responseToHub(body),
    stream: () => new StreamToHub(),
    error: errorToHub,
  },
  fromHub: {
    request: requestFromHub,
    response: responseFromHub,
    stream: () => new StreamFromHub(),
    error: errorFromHub,
    errorEvent,
  },
  needles: ['"usage"', '"stopReason"', '"message"'],
  peek,
  isAnswer: (body) => "output" in body,
  usage: (body) => billedUsage(asObject(body)),
  terminator: null,
}

/** The same for one model, whose name its answers then bear: Bedrock's own do not say it. */
export function converseOf(model: string): Dialect {
  const named = { clock: systemClock, model }
  return {
    ...bedrockConverse,
    toHub: {
      ...bedrockConverse.toHub,
      response: (body) => responseToHub(body, named),
      stream: () => new StreamToHub(named),
    },
  }
}

function billedUsage(body: Json | null): Usage | null {
  return withServiceTier(usageToHub(body?.usage), asObject(body?.serviceTier)?.type)
}

function peek(e: SseEvent): Peek {
  if (e.data.trim() === "") return {}
  const event = readEvent(e)
  if (!event) return { error: brokenEvent(e.data) }
  const { name, body } = event
  const error = errorInStream(e.event === name ? e : { event: name, data: JSON.stringify(body) })
  if (error) return { error }
  if (name === "metadata") {
    const usage = billedUsage(body)
    return { done: true, ...(usage ? { usage } : {}) }
  }
  if (name === "messageStop") return { finished: true }
  const text = textOf(asObject(body.delta))
  return text ? { text } : {}
}

function textOf(delta: Json | null): string {
  return (
    asText(delta?.text) ??
    asText(asObject(delta?.reasoningContent)?.text) ??
    asText(asObject(delta?.toolUse)?.input) ??
    ""
  )
}
