import { writeFile } from "node:fs/promises"
import { answerKind, type Whole } from "./answer-kind"
import { askModel } from "./ask"
import { Call } from "./call"
import type { FileInput } from "./file-input"
import type { Hidden } from "./hidden"
import { kindBody } from "./kind-body"
import type { CallOptions } from "./options"
import { upload } from "./upload"

/** OpenAI's transcription parameters. */
export interface TranscriptionOptions extends CallOptions {
  /** The recording: a path, bytes, a Blob or File. */
  file: FileInput
  language?: string | undefined
  prompt?: string | undefined
  /** `json`, `text`, `srt`, `vtt`, `verbose_json` … */
  response_format?: string | undefined
  temperature?: number | undefined
  timestamp_granularities?: readonly string[] | undefined
}

/** What was said. Formats that are plain text (`text`, `srt`, `vtt`) are in `text`. */
export type TranscriptionResponse = { text: string; [field: string]: unknown } & Hidden

/** Writes down what a recording says. Throws as `completion` does. */
export async function transcription({ file, ...options }: TranscriptionOptions): Promise<TranscriptionResponse> {
  const call = new Call("transcription", options as CallOptions)
  const ask = async () => askModel(call, kindBody("transcriptions", [await upload("file", file, "audio.wav")]))
  return answerKind<TranscriptionResponse>(call, ask, readText)
}

function readText({ bytes, contentType }: Whole): TranscriptionResponse {
  const text = bytes.toString("utf8")
  return (contentType.startsWith("application/json") ? JSON.parse(text) : { text }) as TranscriptionResponse
}

/** OpenAI's speech parameters. */
export interface SpeechOptions extends CallOptions {
  /** The text to say. */
  input: string
  voice?: string | undefined
  /** `mp3`, `wav`, `opus`, `aac`, `flac`, `pcm` */
  response_format?: string | undefined
  speed?: number | undefined
  instructions?: string | undefined
}

/** Spoken text. */
export interface Spoken {
  readonly content: Uint8Array
  readonly content_type: string
  /** Writes the sound to a file. */
  stream_to_file(path: string): Promise<void>
}

export type SpeechResponse = Spoken & Hidden

/** Says a text. Throws as `completion` does. */
export async function speech(options: SpeechOptions): Promise<SpeechResponse> {
  const call = new Call("speech", options)
  return answerKind<Spoken>(call, () => askModel(call, kindBody("speech")), readSound)
}

function readSound({ bytes, contentType }: Whole): Spoken {
  return { content: bytes, content_type: contentType, stream_to_file: (path) => writeFile(path, bytes) }
}
