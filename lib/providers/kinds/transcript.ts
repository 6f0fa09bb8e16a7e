import type { KindAnswer, KindRequest } from "#lib/wire/kinds"

/** What a speech recogniser heard, whichever API it came from. */
export interface Transcript {
  readonly text: string
  readonly language: string | null
  /** Length of the audio; null when the provider does not say. */
  readonly seconds: number | null
  readonly words: readonly { readonly word: string; readonly start: number; readonly end: number }[]
}

const CUE_WORDS = 12
const CUE_SECONDS = 6

/** A transcript in the form the client asked for (OpenAI's `response_format`). */
export function transcriptAnswer(heard: Transcript, { fields }: KindRequest): KindAnswer {
  const { text, seconds } = heard
  const usage = seconds === null ? null : { units: { seconds }, prompt_tokens: 0, completion_tokens: 0 }
  switch (fields.response_format) {
    case "text":
      return { body: `${text}\n`, contentType: "text/plain; charset=utf-8", usage }
    case "srt":
      return { body: subtitles(heard, "srt"), contentType: "text/plain; charset=utf-8", usage }
    case "vtt":
      return { body: subtitles(heard, "vtt"), contentType: "text/vtt; charset=utf-8", usage }
    case "verbose_json": {
      const { language, words } = heard
      return { body: { task: "transcribe", language, duration: seconds, text, words }, usage }
    }
    default:
      return { body: { text, ...(seconds === null ? {} : { usage: { type: "duration", seconds } }) }, usage }
  }
}

function subtitles(heard: Transcript, form: "srt" | "vtt"): string {
  const lines = cues(heard).map(({ start, end, text }, at) => {
    const time = `${moment(start, form)} --> ${moment(end, form)}`
    return form === "srt" ? `${at + 1}\n${time}\n${text}\n` : `${time}\n${text}\n`
  })
  return form === "srt" ? lines.join("\n") : `WEBVTT\n\n${lines.join("\n")}`
}

function cues({ words, text, seconds }: Transcript) {
  if (words.length === 0) return [{ start: 0, end: seconds ?? 0, text }]
  const out: { start: number; end: number; text: string; count: number }[] = []
  for (const { word, start, end } of words) {
    const open = out.at(-1)
    if (open === undefined || open.count >= CUE_WORDS || end - open.start > CUE_SECONDS)
      out.push({ start, end, text: word, count: 1 })
    else {
      open.end = end
      open.text += ` ${word}`
      open.count++
    }
  }
  return out
}

/** 00:00:01,500 (SubRip) or 00:00:01.500 (WebVTT). */
function moment(seconds: number, form: "srt" | "vtt"): string {
  const iso = new Date(Math.round(seconds * 1000)).toISOString().slice(11, 23)
  return form === "srt" ? iso.replace(".", ",") : iso
}
