import { GatewayError } from "#lib/core/errors"
import type { Codec, KindRequest, UploadedFile } from "#lib/wire/kinds"
import { asCount, asObject, asObjects, asText, type Json } from "#lib/wire/read-json"
import { readAnswer, speechBytes } from "./openai"
import { transcriptAnswer } from "./transcript"

/** OpenAI's voices → ElevenLabs' premade ones (elevenlabs.io/docs, "Default voices"); any other name is a voice id. */
const VOICES: Readonly<Record<string, string>> = {
  alloy: "21m00Tcm4TlvDq8ikWAM",
  echo: "ErXwobaYiN019PkySvjV",
  fable: "yoZ06aMxZJJ28mfd3POQ",
  nova: "EXAVITQu4vr4xnSDxMaL",
  onyx: "pNInz6obpgDQGcFmaJgB",
  shimmer: "MF3mGyEYCl7XYWbV9V6O",
}
const OUTPUTS: Readonly<Record<string, string>> = {
  mp3: "mp3_44100_128",
  opus: "opus_48000_128",
  pcm: "pcm_24000",
  wav: "wav_44100",
}
const isAudio = (type: string) => /^(audio\/|application\/octet-stream)/.test(type)

/** Deepgram's pre-recorded transcription (developers.deepgram.com/reference): the file is the body, options are the query. */
export const deepgramTranscription: Codec = {
  id: "deepgram-transcription",
  request(ask) {
    const file = fileOf(ask)
    const query = new URLSearchParams({ model: String(ask.fields.model), smart_format: "true" })
    const {
      language,
      response_format: _ours,
      model: _named,
      temperature: _none,
      prompt: _hint,
      stream: _no,
      ...rest
    } = ask.fields
    if (typeof language === "string") query.set("language", language)
    for (const [name, value] of Object.entries(rest))
      if (["string", "number", "boolean"].includes(typeof value)) query.set(name, String(value))
    return { body: { bytes: file.bytes, contentType: file.contentType }, suffix: `?${query}` }
  },
  answer(from, ask) {
    const body = readAnswer(from)
    const [channel] = asObjects(asObject(body.results)?.channels)
    const [heard] = asObjects(channel?.alternatives)
    const text = asText(heard?.transcript)
    if (text === null) throw new GatewayError("upstream_failed", "The provider sent an answer without a transcript.")
    const seconds = asCount(asObject(body.metadata)?.duration)
    const language = asText(channel?.detected_language) ?? asText(ask.fields.language)
    return transcriptAnswer({ text, language, seconds, words: wordsOf(heard?.words) }, ask)
  },
}

/** Deepgram's speech. */
export const deepgramSpeech: Codec = {
  id: "deepgram-speech",
  request({ fields }) {
    const query = new URLSearchParams({ model: String(fields.model) })
    const encoding = { mp3: "mp3", opus: "opus", flac: "flac", aac: "aac", wav: "linear16", pcm: "linear16" }
    const asked = encoding[String(fields.response_format ?? "mp3") as keyof typeof encoding]
    if (asked !== undefined) query.set("encoding", asked)
    return { body: { json: { text: fields.input } }, suffix: `?${query}` }
  },
  answer: speechBytes,
  streams: isAudio,
}

/** Mistral's speech (docs.mistral.ai): OpenAI's request, the bytes in base64. */
export const mistralSpeech: Codec = {
  id: "mistral-speech",
  request: ({ fields }) => ({ body: { json: fields } }),
  answer(from, { fields }) {
    const audio = asText(readAnswer(from).audio_data)
    if (audio === null) throw new GatewayError("upstream_failed", "The provider sent no audio.")
    const format = String(fields.response_format ?? "mp3")
    const contentType = format === "mp3" ? "audio/mpeg" : `audio/${format}`
    return { body: Buffer.from(audio, "base64"), contentType, usage: null }
  },
}

/** ElevenLabs' speech (elevenlabs.io/docs/api-reference/text-to-speech): the voice is in the path. */
export const elevenlabsSpeech: Codec = {
  id: "elevenlabs-speech",
  request({ fields }) {
    const { voice, speed } = fields
    const name = typeof voice === "string" ? voice : (asText(asObject(voice)?.id) ?? "alloy")
    const output = OUTPUTS[String(fields.response_format ?? "mp3")] ?? String(fields.response_format)
    const settings = { ...asObject(fields.voice_settings), ...(typeof speed === "number" ? { speed } : {}) }
    const json = {
      text: fields.input,
      model_id: fields.model,
      ...(Object.keys(settings).length === 0 ? {} : { voice_settings: settings }),
    }
    const id = encodeURIComponent(VOICES[name.toLowerCase()] ?? name)
    return { body: { json }, suffix: `/${id}?output_format=${encodeURIComponent(output)}` }
  },
  answer: speechBytes,
  streams: isAudio,
}

/** ElevenLabs' transcription (elevenlabs.io/docs/api-reference/speech-to-text). */
export const elevenlabsTranscription: Codec = {
  id: "elevenlabs-transcription",
  request(ask) {
    const { language, temperature } = ask.fields
    const optional: Json = { language_code: language, temperature }
    const form = Object.entries({ model_id: ask.fields.model, ...optional })
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => ({ name, value: String(value) }))
    return { body: { form: [...form, { name: "file", file: fileOf(ask) }] } }
  },
  answer(from, ask) {
    const body = readAnswer(from)
    const text = asText(body.text)
    if (text === null) throw new GatewayError("upstream_failed", "The provider sent an answer without a transcript.")
    const words = wordsOf(asObjects(body.words).filter(({ type }) => type === undefined || type === "word"))
    return transcriptAnswer(
      { text, language: asText(body.language_code), seconds: words.at(-1)?.end ?? null, words },
      ask,
    )
  },
}

function wordsOf(value: unknown) {
  return asObjects(value).map((item) => ({
    word: asText(item.punctuated_word) ?? asText(item.word) ?? asText(item.text) ?? "",
    start: asCount(item.start) ?? 0,
    end: asCount(item.end) ?? 0,
  }))
}

function fileOf({ files }: KindRequest): UploadedFile {
  const file = files.find(({ field }) => field === "file")
  if (file === undefined) throw new GatewayError("invalid_request", "The field `file` is missing.", { param: "file" })
  return file
}
