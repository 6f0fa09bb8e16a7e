import { describe, expect, it } from "vitest"
import type { KindAnswer, KindRequest, ProviderRequest } from "#lib/wire/kinds"
import { deepgramTranscription, elevenlabsSpeech, elevenlabsTranscription } from "./audio"
import { blackForestLabs, falImages, stability } from "./images"

const json = (value: unknown) => ({ contentType: "application/json", bytes: Buffer.from(JSON.stringify(value)) })
const file = { field: "file", filename: "a.mp3", contentType: "audio/mpeg", bytes: Buffer.from("sound") }
const ask = (fields: Record<string, unknown>, files: KindRequest["files"] = []): KindRequest => ({ fields, files })
const jsonOf = ({ body }: ProviderRequest) => ("json" in body ? body.json : null)
const formOf = ({ body }: ProviderRequest) =>
  "form" in body ? body.form.map((part) => ("value" in part ? [part.name, part.value] : [part.name, part.file])) : null

describe("Deepgram", () => {
  it("takes the file as the body, the options as a query, and its words become subtitles", () => {
    const heard = ask({ model: "nova-3", language: "en", response_format: "srt", diarize: "true" }, [file])
    const sent = deepgramTranscription.request(heard)
    expect(sent.suffix).toBe("?model=nova-3&smart_format=true&language=en&diarize=true")
    expect(sent.body).toEqual({ bytes: file.bytes, contentType: "audio/mpeg" })
    const words = [
      { word: "all", punctuated_word: "All", start: 0, end: 0.5 },
      { word: "well", start: 0.5, end: 1.25 },
    ]
    const alternatives = [{ transcript: "All well", words }]
    const body = { metadata: { duration: 1.5 }, results: { channels: [{ alternatives }] } }
    const answer = deepgramTranscription.answer(json(body), heard)
    expect(answer.body).toBe("1\n00:00:00,000 --> 00:00:01,250\nAll well\n")
    expect(answer.usage?.units).toEqual({ seconds: 1.5 })
  })
})

describe("ElevenLabs", () => {
  it("is told the voice in the path: OpenAI's names mean premade ones, others are ids", () => {
    const sent = elevenlabsSpeech.request(
      ask({ model: "eleven_v3", input: "Hi", voice: "my/voice", response_format: "pcm" }),
    )
    expect(sent.suffix).toBe("/my%2Fvoice?output_format=pcm_24000")
    expect(jsonOf(sent)).toEqual({ text: "Hi", model_id: "eleven_v3" })
    expect(elevenlabsSpeech.request(ask({ input: "Hi", voice: "alloy" })).suffix).toContain("/21m00Tcm4TlvDq8ikWAM?")
  })

  it("hears until the last word", () => {
    const body = { text: "Hi", language_code: "en", words: [{ text: "Hi", type: "word", start: 0, end: 2 }] }
    const answer = elevenlabsTranscription.answer(json(body), ask({ response_format: "verbose_json" }))
    expect(answer).toMatchObject({ body: { duration: 2, language: "en" }, usage: { units: { seconds: 2 } } })
  })
})

describe("pictures", () => {
  it("Stability makes one a request, from a form, and a filtered one is a refusal", () => {
    expect(stability.split?.(ask({ n: 3 }))).toHaveLength(3)
    const sent = stability.request(ask({ model: "sd3.5-large", prompt: "a gate", size: "1792x1024", n: 1 }))
    expect(formOf(sent)).toEqual([
      ["prompt", "a gate"],
      ["aspect_ratio", "16:9"],
      ["model", "sd3.5-large"],
    ])
    expect(sent.accept).toBe("application/json")
    const filtered = json({ image: "AA==", finish_reason: "CONTENT_FILTERED" })
    expect(() => stability.answer(filtered, ask({}))).toThrow(/refused/)
  })

  it("fal answers with addresses", () => {
    expect(jsonOf(falImages.request(ask({ model: "m", prompt: "a gate", n: 2, size: "640x480" })))).toEqual({
      prompt: "a gate",
      num_images: 2,
      image_size: { width: 640, height: 480 },
    })
    const answer: KindAnswer = falImages.answer(json({ images: [{ url: "https://f/1.png" }] }), ask({}))
    expect(answer).toMatchObject({ body: { data: [{ url: "https://f/1.png" }] }, usage: { units: { images: 1 } } })
  })

  it("Black Forest Labs is asked until it is ready", () => {
    const poll = (value: unknown) => blackForestLabs.poll?.(json(value))
    expect(poll({ id: "1", polling_url: "https://api.eu.bfl.ai/v1/get_result?id=1" })).toContain("get_result")
    expect(poll({ id: "1", status: "Pending", result: null })).toBe("")
    const ready = { id: "1", status: "Ready", result: { sample: "https://b/1.png" } }
    expect(poll(ready)).toBe(null)
    expect(blackForestLabs.answer(json(ready), ask({}))).toMatchObject({ body: { data: [{ url: "https://b/1.png" }] } })
    expect(() => blackForestLabs.answer(json({ status: "Request Moderated" }), ask({}))).toThrow(/Moderated/)
  })
})
