import type { Reply } from "#lib/core/http"
import { requestId } from "#lib/core/ids"
import { encodeSse, SseDecoder, type SseEvent } from "#lib/core/sse"
import { isBeingMade } from "#lib/gateway/late-response"
import type { Answered } from "#lib/gateway/operation"
import { ownerOf } from "#lib/gateway/owner-of"
import { asObject, asText, type Json, parseJson } from "#lib/wire/read-json"
import { inputItems } from "./responses-items"
import { ownInput, wantsKept } from "./responses-recall"

/** Events that hold the whole response: at its beginning, and as its last word. */
const WHOLE = /"type"\s*:\s*"response\.(?:created|queued|in_progress|completed|incomplete|failed)"/
const LAST = ["response.completed", "response.incomplete"]
const STORED = ["completed", "incomplete", "queued", "in_progress"]

/**
 * Keeps an answer before its end leaves, so that the next turn finds it. A translated answer gets an id of our own (a provider of
 * chat gives ids that mean nothing, some of them twice) and says whether it is kept; a provider's own response goes out as it came.
 */
export async function keepResponse(reply: Reply, answered: Answered): Promise<Reply> {
  const keeping = new Keeping(answered)
  const { body } = reply
  if (answered.answer.kind === "stream") {
    const stream = body as AsyncIterable<string | Uint8Array>
    return { ...reply, body: keeping.changes ? changed(stream, keeping) : watched(stream, keeping) }
  }
  const response = typeof body === "string" ? asObject(parseJson(body)) : null
  if (response === null) return reply
  const said = keeping.said(response)
  await keeping.keep(said)
  return said === response ? reply : { ...reply, body: JSON.stringify(said) }
}

/** One answer on its way out. */
class Keeping {
  readonly #answered: Answered
  readonly #previousId: string | null
  readonly #id: string
  /** The answer cannot go out as it came. */
  readonly changes: boolean

  constructor(answered: Answered) {
    this.#answered = answered
    const { native } = answered.answer
    const { continues } = answered.parsed
    this.#previousId = continues?.previousId ?? null
    this.#id = `resp_${requestId(answered.rt.clock.now()).replaceAll("-", "")}`
    this.changes = native !== true || (continues !== undefined && "own" in continues)
  }

  /** The response as the client is told. */
  said(response: Json): Json {
    if (!this.changes) return response
    const previous = { previous_response_id: this.#previousId }
    if (this.#answered.answer.native === true) return { ...response, ...previous }
    return { ...response, id: this.#id, store: wantsKept(this.#answered.parsed), ...previous }
  }

  /** Never throws: an answer that was paid for goes out, kept or not. */
  async keep(response: Json): Promise<void> {
    const { rt, caller, parsed, answer, deployment } = this.#answered
    const id = asText(response.id)
    if (id === null || id.includes("\0") || !wantsKept(parsed) || !STORED.includes(String(response.status))) return
    const input = inputItems(ownInput(parsed))
    const { maxBytes, period } = rt.rules.responses
    if (JSON.stringify(input).length + JSON.stringify(response).length > maxBytes) {
      rt.log.warn("a response is too large to be kept", { response_id: id, max_bytes: maxBytes })
      return
    }
    const atProvider = answer.native === true && response.store === true
    const turn = {
      id,
      previousId: this.#previousId,
      deploymentId: deployment.id,
      atProvider,
      owed: atProvider && isBeingMade(response),
      input,
      response,
    }
    try {
      if (!(await rt.responses.keep(ownerOf(caller), turn, period)))
        rt.log.warn("a provider gave the same id to two responses; the second is not kept", { response_id: id })
    } catch (e) {
      rt.log.warn("a response could not be kept", { response_id: id, error: String(e) })
    }
  }
}

/** Bytes as they come; the last word is read, and waits until it is kept. */
async function* watched(
  body: AsyncIterable<string | Uint8Array>,
  keeping: Keeping,
): AsyncGenerator<string | Uint8Array> {
  const events = new SseDecoder()
  for await (const part of body) {
    for (const event of events.push(bytesOf(part))) {
      const response = wholeIn(event)
      if (response !== null && isLast(event)) await keeping.keep(response)
    }
    yield part
  }
}

/** The same, with the response in each event as the client is to be told. */
async function* changed(body: AsyncIterable<string | Uint8Array>, keeping: Keeping): AsyncGenerator<string> {
  const events = new SseDecoder()
  for await (const part of body) {
    let out = ""
    for (const event of events.push(bytesOf(part))) {
      const response = wholeIn(event)
      if (response === null) {
        out += encodeSse(event)
        continue
      }
      const said = keeping.said(response)
      if (isLast(event)) await keeping.keep(said)
      out += encodeSse({ ...event, data: JSON.stringify({ ...asObject(parseJson(event.data)), response: said }) })
    }
    if (out !== "") yield out
  }
}

function wholeIn({ data }: SseEvent): Json | null {
  return WHOLE.test(data) ? asObject(asObject(parseJson(data))?.response) : null
}

function isLast({ data }: SseEvent): boolean {
  return LAST.includes(asText(asObject(parseJson(data))?.type) ?? "")
}

function bytesOf(part: string | Uint8Array): Uint8Array {
  return typeof part === "string" ? Buffer.from(part) : part
}
