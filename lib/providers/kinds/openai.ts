import { GatewayError } from "#lib/core/errors"
import {
  type Codec,
  isEventStream,
  type KindAnswer,
  type KindRequest,
  type KindUsage,
  type ProviderAnswer,
} from "#lib/wire/kinds"
import { embeddedError } from "#lib/wire/provider-error"
import { asCount, asObject, asObjects, asText, type Json, parseJson } from "#lib/wire/read-json"
import { inAskedEncoding } from "./embedding-answer"
import { formParts } from "./form-parts"
import { withCategories } from "./moderation-answer"

/** A provider's JSON answer. Throws the error it carries, or `upstream_failed` when it is no JSON object. */
export function readAnswer({ bytes }: ProviderAnswer): Json {
  const text = bytes.toString("utf8")
  const body = asObject(parseJson(text))
  if (body === null)
    throw new GatewayError("upstream_failed", "The provider sent an answer that is not JSON.", {
      detail: text.slice(0, 300),
    })
  if (body.error) throw embeddedError(body)
  return body
}

/** OpenAI's usage in its three forms: chat's names, the newer input/output names, seconds. */
export function openaiUsage(value: unknown): KindUsage | null {
  const usage = asObject(value)
  if (usage === null) return null
  const seconds = asCount(usage.seconds)
  const prompt = asCount(usage.prompt_tokens) ?? asCount(usage.input_tokens)
  const total = asCount(usage.total_tokens)
  const completion = asCount(usage.completion_tokens) ?? asCount(usage.output_tokens)
  const units = { ...(seconds === null ? {} : { seconds }), ...imageTokens(usage) }
  if (prompt === null && total === null) return Object.keys(units).length === 0 ? null : { units }
  const promptTokens = prompt ?? Math.max(0, (total ?? 0) - (completion ?? 0))
  const audio = asCount(asObject(usage.input_token_details)?.audio_tokens)
  return {
    units,
    prompt_tokens: promptTokens,
    completion_tokens: completion ?? 0,
    total_tokens: promptTokens + (completion ?? 0),
    ...(audio === null ? {} : { prompt_tokens_details: { audio_tokens: audio } }),
  }
}

function imageTokens(usage: Json) {
  const input = asCount(asObject(usage.input_tokens_details)?.image_tokens)
  const details = asObject(usage.output_tokens_details)
  // Everything an image model puts out is image, unless it says otherwise.
  const output = asCount(details?.image_tokens) ?? (input === null ? null : asCount(usage.output_tokens))
  return {
    ...(input === null ? {} : { imageInputTokens: input }),
    ...(output === null ? {} : { imageOutputTokens: output }),
  }
}

const jsonRequest = ({ fields }: KindRequest) => ({ body: { json: fields } })

/** OpenAI embeddings (platform.openai.com/docs/api-reference/embeddings). */
export const openaiEmbeddings: Codec = {
  id: "openai-embeddings",
  request: jsonRequest,
  answer(from, ask) {
    const body = readAnswer(from)
    if (!Array.isArray(body.data))
      throw new GatewayError("upstream_failed", "The provider sent an answer without embeddings.")
    return { body: inAskedEncoding(body, ask), usage: openaiUsage(body.usage) }
  },
}

/** OpenAI moderations. */
export const openaiModerations: Codec = {
  id: "openai-moderations",
  request: jsonRequest,
  answer(from) {
    const body = readAnswer(from)
    return { body: withCategories(body), usage: openaiUsage(body.usage) }
  },
}

function imagesAnswer(from: ProviderAnswer): KindAnswer {
  const body = readAnswer(from)
  const images = asObjects(body.data).length
  const usage = openaiUsage(body.usage)
  return { body, usage: { ...usage, units: { ...usage?.units, ...(images === 0 ? {} : { images }) } } }
}

const imageEvents = {
  streams: isEventStream,
  eventUsage: (data: string): KindUsage | null =>
    data.includes('"usage"') ? openaiUsage(asObject(parseJson(data))?.usage) : null,
}

/** OpenAI image generation. */
export const openaiImages: Codec = { id: "openai-images", request: jsonRequest, answer: imagesAnswer, ...imageEvents }

/** OpenAI image edits and variations: a form when files came, JSON when images are named by address. */
export const openaiImageForm: Codec = {
  id: "openai-image-form",
  request: (ask) => (ask.files.length === 0 ? jsonRequest(ask) : { body: { form: formParts(ask) } }),
  answer: imagesAnswer,
  ...imageEvents,
}

/** OpenAI transcription and translation; the answer is JSON, text or subtitles, as the client asked. */
export const openaiTranscription: Codec = {
  id: "openai-transcription",
  request: (ask) => ({ body: { form: formParts(ask) } }),
  answer(from, { fields }) {
    const format = asText(fields.response_format) ?? "json"
    if (format === "text" || format === "srt" || format === "vtt") {
      const error = asObject(parseJson(from.bytes.toString("utf8")))?.error
      if (error) throw embeddedError({ error })
      const contentType = format === "vtt" ? "text/vtt; charset=utf-8" : "text/plain; charset=utf-8"
      return { body: from.bytes.toString("utf8"), contentType, usage: null }
    }
    const body = readAnswer(from)
    const duration = Number(body.duration ?? Number.NaN)
    const usage = openaiUsage(body.usage)
    return {
      body,
      usage: usage ?? (Number.isFinite(duration) ? { units: { seconds: duration } } : null),
    }
  },
  streams: isEventStream,
  eventUsage: (data) => (data.includes('"usage"') ? openaiUsage(asObject(parseJson(data))?.usage) : null),
}

/** OpenAI speech: bytes, or events when asked for. */
export const openaiSpeech: Codec = {
  id: "openai-speech",
  request: jsonRequest,
  answer: speechBytes,
  streams: (type) => /^(audio\/|application\/octet-stream|text\/event-stream)/.test(type),
  eventUsage: (data) => (data.includes('"usage"') ? openaiUsage(asObject(parseJson(data))?.usage) : null),
}

/** Speech as whole bytes; JSON in its place is an error. */
export function speechBytes(from: ProviderAnswer): KindAnswer {
  if (/json|html/.test(from.contentType)) {
    readAnswer(from)
    throw new GatewayError("upstream_failed", "The provider sent no audio.")
  }
  return { body: from.bytes, contentType: from.contentType || "audio/mpeg", usage: null }
}
