import { setTimeout as sleep } from "node:timers/promises"
import type { WebSocket } from "ws"
import { isRecord } from "./ask"
import type { Behavior } from "./behavior"

type Event = Record<string, unknown>

/** What a client said and was told, for tests. */
export interface RealtimeRecord {
  readonly events: Event[]
  /** Bytes of events handed to the socket. */
  sentBytes: number
}

const WAITING_BYTES = 256 * 1024
const BIG_DELTAS = 2_000
const BIG_DELTA_CHARS = 32 * 1024
const USER_BYTES_PER_TOKEN = 4_800

/** The provider's side of one session, as its model's name asks: `vad…` answers to sound by itself, `big` speaks 64 MB, `drop…` leaves. */
export class MockRealtimeSession {
  readonly #ws: WebSocket
  readonly #behavior: Behavior
  readonly #model: string
  readonly #record: RealtimeRecord
  #session: Event
  #number = 0
  #textChars = 0
  #soundBytes = 0
  #answering: AbortController | null = null

  constructor(ws: WebSocket, model: string, behavior: Behavior, record: RealtimeRecord) {
    this.#ws = ws
    this.#behavior = behavior
    this.#model = model
    this.#record = record
    this.#session = {
      type: "realtime",
      object: "realtime.session",
      id: "sess_mock",
      model,
      output_modalities: ["audio"],
    }
    ws.on("message", (data) => {
      const event: unknown = parse(String(data))
      if (isRecord(event)) void this.#hear(event)
      else this.#fail("The event is not JSON.", null)
    })
    ws.on("close", () => this.#answering?.abort())
    this.#tell({ type: "session.created", session: this.#session })
  }

  async #hear(event: Event): Promise<void> {
    this.#record.events.push(event)
    switch (event.type) {
      case "session.update":
        this.#session = { ...this.#session, ...(isRecord(event.session) ? event.session : {}) }
        return this.#tell({ type: "session.updated", session: this.#session })
      case "conversation.item.create":
        this.#textChars += JSON.stringify(event.item ?? "").length
        return this.#tell({ type: "conversation.item.added", item: event.item })
      case "input_audio_buffer.append":
        this.#soundBytes += Math.floor((String(event.audio).length * 3) / 4)
        return this.#model.startsWith("vad") ? this.#turn() : undefined
      case "response.create":
        if (this.#model.startsWith("busy"))
          return this.#fail("There is a response already.", event.event_id, "conversation_already_has_active_response")
        return this.#respond(isRecord(event.response) ? event.response : {})
      case "response.cancel":
        this.#answering?.abort()
        return
      default:
        return this.#fail(`Nothing is known of ${String(event.type)}.`, event.event_id)
    }
  }

  /** The user stopped speaking: what was said is written down, and answered. */
  async #turn(): Promise<void> {
    this.#tell({ type: "input_audio_buffer.speech_stopped", item_id: "item_user" })
    const transcription =
      isRecord(this.#session.audio) && isRecord(this.#session.audio.input)
        ? this.#session.audio.input.transcription
        : undefined
    if (isRecord(transcription)) {
      const whisper = transcription.model === "whisper-1"
      const tokens = { type: "tokens", input_tokens: 30, output_tokens: 5, input_token_details: { audio_tokens: 30 } }
      this.#tell({
        type: "conversation.item.input_audio_transcription.completed",
        item_id: "item_user",
        transcript: "Hello.",
        usage: whisper ? { type: "duration", seconds: 3 } : tokens,
      })
    }
    await this.#respond({})
  }

  async #respond(asked: Event): Promise<void> {
    const id = `resp_mock${++this.#number}`
    const answering = new AbortController()
    this.#answering = answering
    this.#tell({ type: "response.created", response: { id, object: "realtime.response", status: "in_progress" } })
    const modalities = asked.output_modalities ?? this.#session.output_modalities
    const isText = Array.isArray(modalities) && modalities.includes("text")
    const said = await this.#speak(id, isText, answering.signal)
    if (said === null) return
    const status = answering.signal.aborted ? "cancelled" : "completed"
    const part = isText ? { type: "output_text", text: said } : { type: "output_audio", transcript: said }
    const output = [{ id: "item_mock", type: "message", status, role: "assistant", content: [part] }]
    const usage = this.#usage(said, isText)
    this.#tell({ type: "response.done", response: { id, object: "realtime.response", status, output, ...usage } })
  }

  /** What was said until the end or the `response.cancel`; null: nothing more is told of this response. */
  async #speak(id: string, isText: boolean, signal: AbortSignal): Promise<string | null> {
    const { words, chunkMs, cut } = this.#behavior
    const sound = { type: "response.output_audio.delta", response_id: id, delta: "AQID".repeat(200) }
    const deltas = words === "big" ? BIG_DELTAS : 4
    let said = ""
    for (let at = 0; at < deltas && !signal.aborted; at++) {
      if (chunkMs > 0) await sleep(chunkMs, undefined, { signal }).catch(() => undefined)
      if (cut !== null && at >= (cut.after === "half" ? 2 : cut.after)) return this.#broken(cut.end)
      const text = "word "
      said += text
      if (words === "big") await this.#tellSlowly({ ...sound, delta: "A".repeat(BIG_DELTA_CHARS) })
      else if (isText) this.#tell({ type: "response.output_text.delta", response_id: id, delta: text })
      else {
        this.#tell(sound)
        this.#tell({ type: "response.output_audio_transcript.delta", response_id: id, delta: text })
      }
    }
    return said
  }

  #broken(end: "silence" | "drop"): null {
    if (end === "drop") this.#ws.terminate()
    return null
  }

  #usage(said: string, isText: boolean): { usage?: Event } {
    const { usage } = this.#behavior
    if (usage === "none") return {}
    const exact = usage !== "counted"
    const audio = exact ? 0 : Math.round(this.#soundBytes / USER_BYTES_PER_TOKEN)
    const input = exact ? usage.prompt : audio + Math.ceil(this.#textChars / 4)
    const output = exact ? usage.completion : said.length
    return {
      usage: {
        total_tokens: input + output,
        input_tokens: input,
        output_tokens: output,
        input_token_details: {
          text_tokens: input - audio,
          audio_tokens: audio,
          cached_tokens: 0,
          cached_tokens_details: { text_tokens: 0, audio_tokens: 0 },
        },
        output_token_details: { text_tokens: isText ? output : 0, audio_tokens: isText ? 0 : output },
      },
    }
  }

  #fail(message: string, causedBy: unknown, code = "invalid_event"): void {
    const error = { type: "invalid_request_error", code, message, event_id: causedBy ?? null }
    this.#tell({ type: "error", error })
  }

  #tell(event: Event): void {
    const text = JSON.stringify({ event_id: `event_mock${this.#record.sentBytes}`, ...event })
    this.#record.sentBytes += text.length
    if (this.#ws.readyState === this.#ws.OPEN) this.#ws.send(text)
  }

  /** As a provider does that does not keep everything in memory for whoever does not read. */
  async #tellSlowly(event: Event): Promise<void> {
    this.#tell(event)
    while (this.#ws.bufferedAmount > WAITING_BYTES && this.#ws.readyState === this.#ws.OPEN) await sleep(2)
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
