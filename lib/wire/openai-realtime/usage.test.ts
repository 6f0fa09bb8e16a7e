import { describe, expect, it } from "vitest"
import { openCatalog } from "#lib/catalog/catalog"
import { costLines, sumNano } from "#lib/catalog/cost"
import { furtherUsage, usageOfRow } from "#lib/catalog/usage-vector"
import { readResponseUsage, readTranscriptionUsage } from "./usage"

const catalog = openCatalog(new URL("../../catalog/models.json", import.meta.url).pathname)
const priceOf = (model: string) => {
  const price = catalog.find("openai", model)?.price
  if (!price) throw new Error(`no price of ${model}`)
  return price
}

/**
 * Usage as OpenAI sent it in the second turn of a spoken session (credit: pydantic/pydantic-ai, MIT,
 * tests/realtime/cassettes/test_openai_ws/test_input_audio_retention_segments_three_server_vad_turns.yaml).
 */
const SPOKEN = {
  total_tokens: 200,
  input_tokens: 139,
  output_tokens: 61,
  input_token_details: {
    text_tokens: 43,
    audio_tokens: 96,
    image_tokens: 0,
    cached_tokens: 64,
    cached_tokens_details: { text_tokens: 0, audio_tokens: 64, image_tokens: 0 },
  },
  output_token_details: { text_tokens: 18, audio_tokens: 43 },
}

describe("usage of a realtime response", () => {
  it("is billed by text, sound, and sound from the cache, each token once", () => {
    const usage = readResponseUsage(SPOKEN)
    if (usage === null) throw new Error("no usage")
    // gpt-realtime-mini, dollars a million: text 0.60 and 2.40, sound 10 and 20, sound from the cache 0.30.
    const lines = costLines(priceOf("gpt-realtime-mini"), usage)
    expect(Object.fromEntries(lines.map(({ what, tokens }) => [what, tokens]))).toEqual({
      input: 43,
      audio_cache_read: 64,
      audio_input: 32,
      output: 18,
      audio_output: 43,
    })
    expect(sumNano(lines)).toBe(43 * 600 + 64 * 300 + 32 * 10_000 + 18 * 2_400 + 43 * 20_000)
  })

  it("costs the same when it is read from the log again", () => {
    const usage = readResponseUsage(SPOKEN)
    if (usage === null) throw new Error("no usage")
    const row = {
      prompt_tokens: 139,
      completion_tokens: 61,
      cache_read_tokens: 64,
      cache_write_tokens: 0,
      reasoning_tokens: 0,
    }
    const price = priceOf("gpt-realtime-mini")
    expect(costLines(price, usageOfRow(row, furtherUsage(usage)))).toEqual(costLines(price, usage))
  })

  it("is unknown when the provider sends an empty one, as xAI does", () => {
    expect([readResponseUsage({}), readResponseUsage(null), readResponseUsage("x")]).toEqual([null, null, null])
  })
})

describe("usage of a transcription", () => {
  it("is tokens or seconds, as its model counts", () => {
    const seconds = readTranscriptionUsage({ type: "duration", seconds: 3 })
    expect(seconds?.units).toEqual({ seconds: 3 })
    expect(seconds === null ? 0 : sumNano(costLines(priceOf("whisper-1"), seconds))).toBe(300_000)
    const tokens = {
      type: "tokens",
      total_tokens: 27,
      input_tokens: 17,
      output_tokens: 10,
      input_token_details: { text_tokens: 0, audio_tokens: 17 },
    }
    expect(readTranscriptionUsage(tokens)).toMatchObject({
      prompt_tokens: 17,
      completion_tokens: 10,
      prompt_tokens_details: { audio_tokens: 17 },
    })
    expect([readTranscriptionUsage(undefined), readTranscriptionUsage({})]).toEqual([null, null])
  })
})
