import { kindOperation } from "#lib/gateway/kind-operation"
import { needFile, needText, wrong } from "#lib/gateway/parse-kind"

const NUMBERS = ["temperature"]
const FORMATS = ["json", "text", "srt", "verbose_json", "vtt", "diarized_json"]
const MAX_SPOKEN_CHARS = 100_000

/** OpenAI transcription: an audio file to text in its own language, as JSON, text or subtitles. */
export const transcriptions = kindOperation({
  id: "audio.transcriptions",
  callType: "atranscription",
  paths: ["/v1/audio/transcriptions", "/audio/transcriptions", "/openai/deployments/:model/audio/transcriptions"],
  rules: {
    kind: "transcriptions",
    numbers: NUMBERS,
    check(fields, files) {
      needFile(files, "file")
      checkFormat(fields.response_format)
    },
  },
})

/** OpenAI translation: an audio file to English text. */
export const translations = kindOperation({
  id: "audio.translations",
  callType: "atranslation",
  paths: ["/v1/audio/translations", "/audio/translations", "/openai/deployments/:model/audio/translations"],
  rules: {
    kind: "translations",
    numbers: NUMBERS,
    check(fields, files) {
      needFile(files, "file")
      checkFormat(fields.response_format)
    },
  },
})

/** OpenAI speech: text to audio, sent on as it comes. */
export const speech = kindOperation({
  id: "audio.speech",
  callType: "aspeech",
  paths: ["/v1/audio/speech", "/audio/speech", "/openai/deployments/:model/audio/speech"],
  rules: {
    kind: "speech",
    check(fields) {
      needText(fields, "input", "the text to speak")
      if (String(fields.input).length > MAX_SPOKEN_CHARS)
        throw wrong("input", `at most ${MAX_SPOKEN_CHARS} characters long`)
      const { voice } = fields
      if (voice !== undefined && voice !== null && typeof voice !== "string" && typeof voice !== "object")
        throw wrong("voice", "the name of a voice")
    },
  },
})

function checkFormat(format: unknown): void {
  if (format === undefined || format === null) return
  if (typeof format !== "string" || !FORMATS.includes(format))
    throw wrong("response_format", `one of ${FORMATS.join(", ")}`)
}
