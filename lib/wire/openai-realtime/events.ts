import { asObject, asText, type Json } from "#lib/wire/read-json"

/** One event of a realtime session, of either side. */
export interface RealtimeEvent {
  readonly type: string
  readonly json: Json
}

/** A frame's event; null when it is none: no JSON object with a type. */
export function readEvent(text: string): RealtimeEvent | null {
  try {
    const json = asObject(JSON.parse(text))
    const type = asText(json?.type)
    return json === null || type === null ? null : { type, json }
  } catch {
    return null
  }
}

/** A delta of a response, whose it is, and what was said; sound is counted in bytes. Null for other events. */
export function readDelta({ type, json }: RealtimeEvent): Delta | null {
  const id = asText(json.response_id)
  const delta = asText(json.delta)
  if (id === null || delta === null || !type.startsWith("response.") || !type.endsWith(".delta")) return null
  const isSound = type === "response.output_audio.delta" || type === "response.audio.delta"
  return isSound
    ? { responseId: id, text: "", soundBytes: Math.floor((delta.length * 3) / 4) }
    : { responseId: id, text: delta, soundBytes: 0 }
}

export interface Delta {
  readonly responseId: string
  readonly text: string
  readonly soundBytes: number
}

/** What a session's configuration says about money; absent = nothing. */
export interface SessionFacts {
  /** The model that writes down what the user says. */
  readonly transcriptionModel: string | null
  /** Bytes of sound for a token of the answer: one token is 50 ms (platform.openai.com/docs/guides/realtime-costs). */
  readonly bytesPerToken: number
  /** It answers with sound. */
  readonly isSound: boolean
}

/** PCM of 24,000 samples of two bytes, and G.711 of 8,000 of one. */
const PCM_BYTES_PER_TOKEN = 2_400
const G711_BYTES_PER_TOKEN = 400

/** Reads `session` of `session.created` and `session.updated`, of the API as it is and of its beta. */
export function readSession(session: Json): SessionFacts {
  const audio = asObject(session.audio)
  const input = asObject(audio?.input)
  const transcription = asObject(input?.transcription) ?? asObject(session.input_audio_transcription)
  const output = asObject(audio?.output)
  const format = asText(asObject(output?.format)?.type) ?? asText(session.output_audio_format) ?? ""
  return {
    transcriptionModel: asText(transcription?.model),
    bytesPerToken: /pcmu|pcma|g711/.test(format) ? G711_BYTES_PER_TOKEN : PCM_BYTES_PER_TOKEN,
    isSound: saysSound(session) ?? true,
  }
}

/** Do a session, or a response, name sound among what is to be answered with? Null when they say nothing of it. */
export function saysSound({ output_modalities: named, modalities: older }: Json): boolean | null {
  const modalities = named ?? older
  return Array.isArray(modalities) ? modalities.includes("audio") : null
}
