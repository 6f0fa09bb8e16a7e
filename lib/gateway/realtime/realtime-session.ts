import { GatewayError } from "#lib/core/errors"
import { type Frame, type FrameSocket, isSendableCode } from "#lib/core/frame-socket"
import type { Runtime } from "#lib/gateway/runtime"
import { type RealtimeEvent, readDelta, readEvent, readSession } from "#lib/wire/openai-realtime/events"
import { asObject, asText, type Json } from "#lib/wire/read-json"
import type { Connected } from "./connect"
import { CLOSE, errorEvent, eventFrame } from "./error-event"
import { weightOf } from "./estimate-response"
import { ResponseBook } from "./response-book"
import { failing, isFinal, type SessionEnd, tooLong } from "./session-end"
import { withModel } from "./session-model"

/** Keys are looked at, and time is, this often. */
const TICK_MS = 1_000
const PING_TICKS = 20
/** What a provider may still say of its cost once it is told to stop; and when the whole answer is wanted. */
const LAST_WORDS_MS = 800
const WHOLE_ANSWER_MS = 60_000

const TRANSCRIBED = "conversation.item.input_audio_transcription.completed"
const CANCEL = eventFrame({ type: "response.cancel" })

/** One session: events both ways as they are, each response paid for. Ends once, whoever ends it; `ended` resolves when all is booked. */
export class RealtimeSession {
  readonly ended: Promise<void>
  readonly #session: Connected
  readonly #rt: Runtime
  readonly #client: FrameSocket
  readonly #provider: FrameSocket
  readonly #book: ResponseBook
  readonly #beganAt: number
  #lastFrameAt: number
  #ticks = 0
  #ending = false
  #draining = false
  #timer: NodeJS.Timeout
  #silent: () => void = () => undefined
  #resolveEnded: () => void = () => undefined

  constructor(session: Connected, client: FrameSocket) {
    const { rt } = session
    this.#session = session
    this.#rt = rt
    this.#client = client
    this.#provider = session.routed.answer
    this.#book = new ResponseBook(session)
    this.#beganAt = rt.clock.now()
    this.#lastFrameAt = this.#beganAt
    this.ended = new Promise((resolve) => {
      this.#resolveEnded = resolve
    })
    this.#timer = setInterval(() => void this.#tick(), TICK_MS)
    this.#timer.unref()
  }

  /** Begins to read both sides. */
  start(): void {
    const { session } = this.#session
    const configured =
      session === null ? [] : Object.keys(session).filter((name) => name !== "type" && name !== "model")
    if (configured.length > 0) {
      const update = { type: "session.update", session }
      void this.#provider.send(eventFrame(withModel(update, this.#session) ?? update))
    }
    this.#provider.listen({
      frame: (frame) => this.#guarded(() => this.#fromProvider(frame)),
      closed: (code, reason) => this.#providerClosed(code, reason),
    })
    this.#client.listen({
      frame: (frame) => this.#guarded(() => this.#fromClient(frame)),
      closed: (code) => this.#clientClosed(code),
    })
  }

  /** The process stops: a session ends when nothing is being said in it. */
  drain(): void {
    this.#draining = true
    if (this.#book.open === 0) this.cut()
  }

  /** The process stops now. */
  cut(): void {
    this.#silent()
    const say = "This gateway is restarting. Connect again."
    this.#end({ ...failing(new GatewayError("shutting_down", say)), reason: "going away" })
  }

  #guarded(work: () => void | Promise<void>): void | Promise<void> {
    try {
      return work()?.catch((e: unknown) => this.#broke(e))
    } catch (e) {
      this.#broke(e)
    }
  }

  #broke(e: unknown): void {
    const failure = GatewayError.from(e)
    const { requestId } = this.#session.call
    const detail = failure.detail ?? failure.message
    this.#rt.log.error("a realtime session failed in the gateway", { request_id: requestId, detail })
    this.#end(failing(failure))
  }

  #fromClient(frame: Frame): void | Promise<void> {
    this.#lastFrameAt = this.#rt.clock.now()
    if (this.#ending) return
    const event = readEvent(frame.data.toString("utf8"))
    this.#book.weight += weightOf(event?.type ?? "", frame.data.length)
    if (event?.type === "response.create") return this.#create(frame, event.json)
    if (event?.type.endsWith("session.update") === true) return this.#update(frame, event.json)
    return this.#provider.send(frame)
  }

  async #create(frame: Frame, event: Json): Promise<void> {
    try {
      await this.#book.reserve(event)
    } catch (e) {
      return this.#refuse(e, asText(event.event_id))
    }
    if (!this.#ending) await this.#provider.send(frame)
  }

  #update(frame: Frame, event: Json): void | Promise<void> {
    let mapped: Json | null
    try {
      mapped = withModel(event, this.#session)
    } catch (e) {
      return this.#client.send(errorEvent(GatewayError.from(e), asText(event.event_id)))
    }
    return this.#provider.send(mapped === null ? frame : { data: Buffer.from(JSON.stringify(mapped)), binary: false })
  }

  /** Whoever has nothing left, or may no longer, is told so and let go; who is only too fast is told so. */
  #refuse(e: unknown, causedBy: string | null): void | Promise<void> {
    const failure = GatewayError.from(e)
    if (failure.status >= 500 && failure.kind === "internal") throw failure
    if (isFinal(failure)) return this.#end(failing(failure))
    return this.#client.send(errorEvent(failure, causedBy))
  }

  #fromProvider(frame: Frame): void | Promise<void> {
    this.#lastFrameAt = this.#rt.clock.now()
    const event = readEvent(frame.data.toString("utf8"))
    if (event === null) return this.#client.send(frame)
    const delta = readDelta(event)
    if (delta !== null) {
      this.#book.heard(delta)
      this.#book.weight += delta.text.length
      return this.#client.send(frame)
    }
    return this.#told(frame, event)
  }

  #told(frame: Frame, { type, json }: RealtimeEvent): void | Promise<void> {
    const response = asObject(json.response) ?? {}
    switch (type) {
      case "response.created":
        return this.#began(frame, asText(response.id) ?? "")
      case "response.done":
        return this.#billed(frame, this.#book.done(response))
      case TRANSCRIBED:
        return this.#billed(frame, this.#book.transcribed(json))
      case "error":
        return this.#refused(frame, asObject(json.error) ?? {})
      case "session.created":
      case "session.updated":
      case "transcription_session.updated": {
        this.#book.facts = readSession(asObject(json.session) ?? {})
      }
    }
    return this.#client.send(frame)
  }

  async #refused(frame: Frame, error: Json): Promise<void> {
    await this.#book.refused(error)
    if (this.#ending && this.#book.open === 0) this.#silent()
    await this.#client.send(frame)
  }

  async #began(frame: Frame, id: string): Promise<void> {
    try {
      await this.#book.begin(id)
    } catch (e) {
      void this.#provider.send(CANCEL)
      await this.#refuse(e, null)
    }
    if (this.#ending) void this.#provider.send(CANCEL)
    await this.#client.send(frame)
  }

  /** The row is in the journal before the client hears of the end; the last cent ends the session with it. */
  async #billed(frame: Frame, booked: Promise<void>): Promise<void> {
    await booked
    await this.#client.send(frame)
    if (this.#ending) {
      if (this.#book.open === 0) this.#silent()
      return
    }
    if (this.#draining && this.#book.open === 0) return this.cut()
    try {
      await this.#book.seePurse()
    } catch (e) {
      const failure = GatewayError.from(e)
      if (isFinal(failure)) this.#end(failing(failure))
    }
  }

  #providerClosed(code: number, reason: string): void {
    // Whoever is gone has no last words.
    this.#silent()
    const orderly = [1000, 1001, 1005].includes(code) && this.#book.open === 0
    const why = reason === "" ? "" : `: ${reason}`
    const say = orderly
      ? "The provider ended the session."
      : `The provider broke the session off (${code}${why}). Connect again.`
    const error = new GatewayError("upstream_failed", say)
    const passed = isSendableCode(code) && !(code === 1000 && !orderly) ? code : orderly ? CLOSE.normal : CLOSE.failed
    this.#end({ error, tell: !orderly, code: passed, reason, status: "failure", providerIsThere: false })
  }

  #clientClosed(code: number): void {
    const error = new GatewayError("client_closed", "The client closed the connection.")
    const passed = isSendableCode(code) ? code : CLOSE.normal
    this.#end({ error, tell: false, code: passed, status: "client_disconnect", providerIsThere: true })
  }

  async #tick(): Promise<void> {
    const now = this.#rt.clock.now()
    const { idleTimeoutMs, maxSessionMs } = this.#rt.rules.realtime
    if (this.#ticks++ % PING_TICKS === PING_TICKS - 1) this.#client.ping()
    if (now - this.#lastFrameAt >= idleTimeoutMs)
      return this.#end(failing(tooLong("Nothing was said in this session", idleTimeoutMs), CLOSE.normal))
    if (now - this.#beganAt >= maxSessionMs)
      return this.#end(failing(tooLong("This session is over: it lasted", maxSessionMs), CLOSE.normal))
    try {
      await this.#book.caller()
    } catch (e) {
      const failure = GatewayError.from(e)
      if (isFinal(failure)) this.#end(failing(failure))
    }
  }

  #end(end: SessionEnd): void {
    if (this.#ending) return
    this.#ending = true
    clearInterval(this.#timer)
    if (end.tell) void this.#client.send(errorEvent(end.error))
    this.#client.close(end.code, end.reason ?? end.error.code)
    void this.#settle(end)
  }

  /** What is being said is brought to an end, so that the provider says what it came to; then all is booked. Never rejects. */
  async #settle({ error, tell, status, providerIsThere, code }: SessionEnd): Promise<void> {
    try {
      if (providerIsThere && this.#book.open > 0) await this.#lastWords(status)
      this.#provider.close(status === "client_disconnect" ? code : CLOSE.normal)
      await this.#book.abandon({ status, error })
    } catch (e) {
      this.#rt.log.error("a realtime session could not be booked to its end", { error: String(e) })
    }
    const { costNano, totalTokens } = this.#book
    // A provider that ends a session in order is not to be blamed for it.
    const broken = tell && !providerIsThere ? error.kind : null
    this.#session.call.end({ costNano, totalTokens, counted: true, broken })
    this.#resolveEnded()
  }

  #lastWords(status: SessionEnd["status"]): Promise<void> {
    const whole = status === "client_disconnect" && !this.#rt.rules.cancelOnDisconnect
    if (!whole) void this.#provider.send(CANCEL)
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, whole ? WHOLE_ANSWER_MS : LAST_WORDS_MS)
      this.#silent = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
