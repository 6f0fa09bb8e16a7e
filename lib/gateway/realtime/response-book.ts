import { GatewayError } from "#lib/core/errors"
import type { Incoming } from "#lib/core/http"
import { Call } from "#lib/gateway/call"
import { intend } from "#lib/gateway/intend"
import { realtime } from "#lib/gateway/operations/realtime"
import type { Runtime } from "#lib/gateway/runtime"
import { book, type Ending, stored } from "#lib/gateway/settle"
import { aliased, authorizeModel, authorizeRoute } from "#lib/identity/access"
import { authenticateHash } from "#lib/identity/authenticate"
import type { Caller } from "#lib/identity/caller"
import { authorizeDoor } from "#lib/identity/door-rules"
import type { Estimate } from "#lib/quota/estimate"
import type { Deployment } from "#lib/router/deployment"
import type { Usage } from "#lib/wire/chat"
import { type Delta, readSession, type SessionFacts, saysSound } from "#lib/wire/openai-realtime/events"
import { readResponseUsage, readTranscriptionUsage } from "#lib/wire/openai-realtime/usage"
import { asObject, asText, type Json } from "#lib/wire/read-json"
import type { Connected } from "./connect"
import { estimateResponse, learn } from "./estimate-response"
import { admitResponse, seePurse } from "./purse"
import { parsedOf } from "./realtime-ask"

/** A response that is paid for: reserved, perhaps begun, not yet booked. */
interface OpenResponse {
  readonly call: Call
  readonly estimate: Estimate
  /** `event_id` of the client's `response.create`; null when it has none, or the provider began by itself. */
  readonly eventId: string | null
  text: string
  soundBytes: number
  firstTokenAt: number | null
}

/** How a response that the provider did not finish is booked. */
export interface Broken {
  readonly status: Ending["status"]
  readonly error: GatewayError
}

const CHARS_PER_TOKEN = 4
const MAX_STORED_JSON_CHARS = 50_000

/** The responses of one session, each a request of its own: reserved before it begins, a row in the journal when it ends. */
export class ResponseBook {
  readonly #session: Connected
  readonly #rt: Runtime
  readonly #req: Incoming
  readonly #deployment: Deployment
  /** Asked for and not begun, the oldest first. */
  readonly #asked: OpenResponse[] = []
  readonly #begun = new Map<string, OpenResponse>()
  /** How whatever comes late is booked; null while the session runs. */
  #over: BookedEnd | null = null
  /** What was said so far, in characters. */
  weight = 0
  /** What the provider says of the session. */
  facts: SessionFacts = readSession({})
  costNano = 0
  totalTokens = 0

  constructor(session: Connected) {
    this.#session = session
    this.#rt = session.rt
    this.#deployment = session.routed.deployment
    // One session, one call id: its rows are found together.
    const { callId } = session.call
    const { headers } = session.req
    const get = (name: string) => (name === "x-litellm-call-id" ? callId : headers.get(name))
    this.#req = { ...session.req, ip: session.req.ip, headers: { get } }
  }

  /** Responses that are not booked yet. */
  get open(): number {
    return this.#asked.length + this.#begun.size
  }

  /** The key as it is now. Throws 401 when it may no longer be used, 403 when the model is no longer its own. */
  async caller(): Promise<Caller> {
    const { call } = this.#session
    const caller = await authenticateHash(this.#rt.identity, call.caller?.keyId ?? "")
    authorizeRoute(caller, realtime.paths)
    authorizeDoor(this.#rt.rules.door, caller, realtime.paths)
    authorizeModel(caller, aliased(caller, this.#model), this.#rt.routing.groups.accessGroups)
    return caller
  }

  /** Before a `response.create` is passed on. Throws 401, 403, 429; the refusal is in the log. */
  async reserve(event: Json): Promise<void> {
    const open = await this.#reserved(event, false)
    if (this.#over === null) this.#asked.push(open)
    else await this.#book(open, this.#over)
  }

  /** The provider began a response. Throws as `reserve` does when nobody had asked for it; it is charged in any case. */
  async begin(id: string): Promise<void> {
    const asked = this.#asked.shift()
    if (asked !== undefined) {
      this.#begun.set(id, asked)
      return
    }
    try {
      this.#begun.set(id, await this.#reserved({}, false))
    } catch (e) {
      this.#begun.set(id, await this.#reserved({}, true))
      throw e
    }
  }

  heard({ responseId, text, soundBytes }: Delta): void {
    const open = this.#begun.get(responseId)
    if (open === undefined) return
    open.firstTokenAt ??= this.#rt.clock.now()
    open.text += text
    open.soundBytes += soundBytes
  }

  /** The provider's last word on a response; its row is in the journal when this resolves. */
  async done(response: Json): Promise<void> {
    const id = asText(response.id) ?? ""
    const open = this.#begun.get(id) ?? this.#asked.shift() ?? (await this.#reserved({}, true))
    this.#begun.delete(id)
    const usage = readResponseUsage(response.usage)
    const failed = response.status === "failed"
    if (usage !== null) learn(this.#learning, usage)
    await this.#book(open, {
      deployment: this.#deployment,
      status: failed ? "failure" : "success",
      httpStatus: failed ? 502 : 200,
      error: failed ? failureOf(response) : null,
      // A provider that does not count: the answer is counted here.
      usage: usage === null && !failed ? { prompt_tokens: open.estimate.promptTokens } : usage,
      deliveredText: usage === null && failed ? null : open.text,
      response: this.#kept(response),
    })
  }

  /** A transcription of what the user said is billed by the model that made it. */
  async transcribed(event: Json): Promise<void> {
    const { transcriptionModel: model } = this.facts
    const usage = readTranscriptionUsage(event.usage)
    if (usage === null) return
    const deployment = (model === null ? null : this.#rt.routing.sibling?.(this.#deployment, model)) ?? this.#deployment
    const open = await this.#reserved({}, true, deployment)
    await this.#book(open, {
      deployment,
      status: "success",
      httpStatus: 200,
      error: null,
      usage,
      deliveredText: "",
      response: this.#kept(event),
    })
  }

  /** The provider answered an event with an error: what it had been asked for by that event will not come. */
  async refused(error: Json): Promise<void> {
    const eventId = asText(error.event_id)
    const at = this.#asked.findIndex((open) => open.eventId === eventId)
    const [open] = at === -1 ? [] : this.#asked.splice(at, 1)
    if (open === undefined) return
    const say = (asText(error.message) ?? "The provider refused to respond.").slice(0, 1000)
    const failure = new GatewayError("invalid_request", say, { code: asText(error.code) ?? "invalid_request" })
    await this.#book(open, { ...NOTHING_SAID, status: "failure", httpStatus: 400, error: failure })
  }

  /** Is there money for another response? Throws 401, 403, 429. */
  async seePurse(): Promise<void> {
    const { rt, call, plan } = this.#session
    await seePurse({ rt, call, plan }, await this.caller())
  }

  /** Books whatever is still open: what was said is billed, counted here. */
  async abandon({ status, error }: Broken): Promise<void> {
    const httpStatus = status === "client_disconnect" ? 499 : error.status
    const over: BookedEnd = { ...NOTHING_SAID, status, error, httpStatus }
    this.#over = over
    const begun = [...this.#begun.values()]
    const asked = this.#asked.splice(0)
    this.#begun.clear()
    await Promise.all([
      ...begun.map((open) => this.#book(open, { ...over, ...this.#soFar(open) })),
      ...asked.map((open) => this.#book(open, over)),
    ])
  }

  get #model(): string {
    return this.#session.call.parsed?.body.model ?? ""
  }

  get #learning() {
    const subject = `${this.#session.call.caller?.keyId} ${this.#model} realtime`
    return { rt: this.#rt, subject, weight: this.weight }
  }

  async #reserved(event: Json, begun: boolean, deployment = this.#deployment): Promise<OpenResponse> {
    const { rt, plan, routed } = this.#session
    const call = new Call(realtime, this.#req, rt.clock.now())
    const json = JSON.stringify(event).length > MAX_STORED_JSON_CHARS ? { type: event.type ?? null } : event
    call.parsed = parsedOf(this.#model, json)
    call.door = this.#session.call.door
    call.caller = this.#session.call.caller
    const sound = saysSound(asObject(event.response) ?? {}) ?? this.facts.isSound
    const estimate = estimateResponse(this.#learning, deployment, { maxTokens: call.parsed.maxTokens, sound })
    try {
      if (!begun) call.caller = await this.caller()
      if (call.caller !== null) await admitResponse({ rt, call, plan }, call.caller, { estimate, begun })
    } catch (e) {
      const error = GatewayError.from(e)
      await book({ ...this.#ending(call), ...NOTHING_SAID, status: "failure", httpStatus: error.status, error })
      throw error
    }
    call.servedFrom(routed.ticket)
    call.onEnd(({ costNano, totalTokens }) => {
      this.costNano += costNano
      this.totalTokens += totalTokens
    })
    intend(rt, call, { deployment, estimate })
    return { call, estimate, eventId: asText(event.event_id), text: "", soundBytes: 0, firstTokenAt: null }
  }

  async #book({ call, firstTokenAt }: OpenResponse, end: BookedEnd): Promise<void> {
    await book({ ...this.#ending(call), ...end, firstTokenAt })
  }

  #ending(call: Call) {
    const { attempts, routing } = this.#session.routed
    return { rt: this.#rt, call, attempts, routing, firstTokenAt: null }
  }

  /** What a response that broke off has cost, as far as it can be known here. */
  #soFar({ estimate, text, soundBytes }: OpenResponse): Pick<BookedEnd, "usage" | "deliveredText" | "deployment"> {
    const sound = Math.round(soundBytes / this.facts.bytesPerToken)
    const completion = sound + Math.ceil(text.length / CHARS_PER_TOKEN)
    const usage: Partial<Usage> = {
      prompt_tokens: estimate.promptTokens,
      completion_tokens: completion,
      completion_tokens_details: { audio_tokens: sound },
    }
    return { usage, deliveredText: text, deployment: this.#deployment }
  }

  #kept(value: Json): unknown {
    return this.#rt.rules.storePrompts ? stored(value, JSON.stringify(value).length) : null
  }
}

type BookedEnd = Pick<Ending, "deployment" | "status" | "httpStatus" | "error" | "usage" | "deliveredText" | "response">

/** Nobody was asked, or nothing was said. */
const NOTHING_SAID = { deployment: null, usage: null, deliveredText: null, response: null }

function failureOf({ status_details: details }: Json): GatewayError {
  const error = asObject(asObject(details)?.error)
  const say = (asText(error?.message) ?? "The provider failed at this response.").slice(0, 1000)
  return new GatewayError("upstream_failed", say, {
    code: asText(error?.code) ?? asText(error?.type) ?? "upstream_error",
  })
}
