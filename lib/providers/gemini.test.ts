import { describe, expect, it } from "vitest"
import { made } from "./test-made"

describe("gemini", () => {
  it("has the model and the method in the path, and the key in a header of its own", () => {
    const { url, streamUrl, headers } = made("gemini/gemini-2.5-flash", { api_key: "gemini-key-1" })
    const base = "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash"
    expect(url).toBe(`${base}:generateContent`)
    expect(streamUrl).toBe(`${base}:streamGenerateContent?alt=sse`)
    expect(headers["x-goog-api-key"]).toBe("gemini-key-1")
    expect(headers).not.toHaveProperty("authorization")
  })

  it("answers to google/ too, and takes either environment variable", () => {
    expect(made("google/gemini-2.5-pro", {}, { GOOGLE_API_KEY: "k-1" }).headers["x-goog-api-key"]).toBe("k-1")
    expect(made("gemini/x", {}, { GEMINI_API_KEY: "k-2", GOOGLE_API_KEY: "k-1" }).headers["x-goog-api-key"]).toBe("k-2")
  })

  it.each(["http://127.0.0.1:1", "http://127.0.0.1:1/v1beta", "http://127.0.0.1:1/v1beta/"])(
    "%s stands for Google's own address",
    (api_base) => {
      expect(made("gemini/gemini-3-pro", { api_base, api_key: "k" }).url).toBe(
        "http://127.0.0.1:1/v1beta/models/gemini-3-pro:generateContent",
      )
    },
  )

  it("reaches a tuned model in its own collection", () => {
    expect(made("gemini/tunedModels/mine-1", { api_key: "k" }).chatPath).toBe(
      "/v1beta/tunedModels/mine-1:generateContent",
    )
  })

  it("sends no model and no stream in the body", () => {
    const { chat } = made("gemini/gemini-2.5-flash", { api_key: "k" })
    const body = { model: "m", stream: true, stream_options: {}, contents: [], labels: { team: "a" } }
    expect(chat?.amend?.(body, { model: "m", stream: true })).toEqual({ contents: [], labels: { team: "a" } })
  })

  it("presets of a deployment stand where Gemini has them, behind what its client said", () => {
    const { chat } = made("gemini/gemini-2.5-flash", { api_key: "k" })
    const body = {
      contents: [],
      temperature: 0.2,
      max_tokens: 9,
      generationConfig: { temperature: 1 },
      reasoning_effort: "low",
    }
    expect(chat?.amend?.(body, { model: "gemini-2.5-flash", stream: false })).toEqual({
      contents: [],
      generationConfig: {
        temperature: 1,
        maxOutputTokens: 9,
        thinkingConfig: { thinkingBudget: 1024, includeThoughts: true },
      },
    })
  })

  it("says which key is missing", () => {
    expect(() => made("gemini/gemini-2.5-flash", {})).toThrow(/GEMINI_API_KEY or GOOGLE_API_KEY/)
  })
})
