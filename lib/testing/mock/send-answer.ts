import { once } from "node:events"
import type { ServerResponse } from "node:http"
import type { Writable } from "node:stream"
import { constants, createGzip, gzipSync } from "node:zlib"
import type { Answer, Ask, Frame, WireFormat } from "./ask"
import type { Behavior } from "./behavior"

/** What one answer needs to get onto the wire. */
export interface Sending {
  readonly response: ServerResponse
  readonly format: WireFormat
  readonly behavior: Behavior
  readonly ask: Ask
  readonly answer: Answer
  /** Aborted when the response's socket closes. */
  readonly signal: AbortSignal
}

/**
 * Writes the answer as its behaviour says: whole, dripping, spoiled or cut short. Resolves when everything was written or the
 * client went away; a silent answer resolves only then.
 */
export async function sendAnswer(sending: Sending): Promise<void> {
  const { spoil } = sending.behavior
  if (spoil === "html") return sendBody(sending, "text/html; charset=utf-8", htmlPage)
  if (spoil === "empty") return sendBody(sending, contentType(sending), "")
  if (sending.ask.stream) return sendStream(sending)
  const whole =
    spoil === "error-midstream"
      ? sending.format.refusal("server_error", sending.ask.model)
      : sending.format.json(sending.answer)
  const text = JSON.stringify(whole)
  return sendBody(
    sending,
    contentType(sending),
    spoil === "malformed" ? text.slice(0, -Math.ceil(text.length / 3)) : text,
  )
}

const htmlPage =
  "<!doctype html><html><head><title>Welcome</title></head><body><h1>Nothing to see here</h1></body></html>"

function contentType(sending: Sending): string {
  return sending.ask.stream ? "text/event-stream; charset=utf-8" : "application/json"
}

async function sendBody(sending: Sending, type: string, text: string): Promise<void> {
  const { response, behavior } = sending
  const bytes = behavior.gzip ? gzipSync(text) : Buffer.from(text)
  response.writeHead(200, {
    "content-type": type,
    "content-length": bytes.length,
    ...(behavior.gzip && { "content-encoding": "gzip" }),
  })
  if (behavior.cut === null) {
    response.end(bytes)
    return
  }
  response.write(bytes.subarray(0, bytes.length >> 1))
  await breakOff(sending)
}

async function sendStream(sending: Sending): Promise<void> {
  const { response, behavior, format, answer, ask, signal } = sending
  const frames = format.frames(answer, ask)
  const contents = frames.filter((frame) => frame.content).length
  const cutAt = cutAfter(behavior, contents)
  response.writeHead(200, {
    "content-type": contentType(sending),
    "cache-control": "no-cache",
    ...(behavior.gzip && { "content-encoding": "gzip" }),
  })
  const out = behavior.gzip ? gzipInto(response) : response
  let sent = 0
  for (const frame of frames) {
    if (sent === cutAt && (frame.content || (sent === contents && sent > 0))) return breakOff(sending)
    if (behavior.spoil === "error-midstream" && frame.content && sent === contents >> 1) {
      out.end(format.errorFrame().text)
      return
    }
    if (frame.content && sent > 0 && !(await wait(behavior.chunkMs, signal))) return
    if (!out.write(spoiled(behavior, frame, sent === contents >> 1)) && !(await drained(out, signal))) return
    if (frame.content) sent += 1
  }
  out.end()
}

/** After how many content chunks to break off; -1 for never. */
function cutAfter(behavior: Behavior, contents: number): number {
  if (behavior.cut === null) return -1
  return behavior.cut.after === "half" ? contents >> 1 : Math.min(behavior.cut.after, contents)
}

/** The middle chunk of a malformed stream loses the end of its JSON. */
function spoiled(behavior: Behavior, frame: Frame, middle: boolean): string {
  if (behavior.spoil !== "malformed" || !frame.content || !middle) return frame.text
  return `${frame.text.trimEnd().slice(0, -12)}\n\n`
}

function gzipInto(response: ServerResponse): Writable {
  const gzip = createGzip({ flush: constants.Z_SYNC_FLUSH })
  gzip.pipe(response)
  return gzip
}

/** Ends an answer before its end: destroys the socket, or keeps it open in silence until the client leaves. */
async function breakOff({ response, behavior, signal }: Sending): Promise<void> {
  response.flushHeaders()
  if (behavior.cut?.end === "silence") {
    await wait(Number.POSITIVE_INFINITY, signal)
    return
  }
  // An empty write behind the others: its callback says that they have left.
  await new Promise<void>((done) => (response.socket ? response.socket.write("", () => done()) : done()))
  response.socket?.destroy()
}

async function drained(out: Writable, signal: AbortSignal): Promise<boolean> {
  return once(out, "drain", { signal }).then(
    () => true,
    () => false,
  )
}

/** Waits; false when the signal came first. Infinity waits for the signal alone. */
export function wait(ms: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return Promise.resolve(false)
  if (ms <= 0) return Promise.resolve(true)
  return new Promise((done) => {
    const timer = Number.isFinite(ms) ? setTimeout(() => finish(true), ms) : undefined
    const onAbort = () => finish(false)
    const finish = (inTime: boolean) => {
      clearTimeout(timer)
      signal.removeEventListener("abort", onAbort)
      done(inTime)
    }
    signal.addEventListener("abort", onAbort, { once: true })
  })
}
