import { describe, expect, it } from "vitest"
import { made } from "./test-made"

const place = { vertex_project: "p-1", vertex_location: "europe-west4", api_key: "ya29.token-1" }
const host = "https://europe-west4-aiplatform.googleapis.com"
const at = "projects/p-1/locations/europe-west4"
const google = `/v1beta1/${at}/publishers/google/models`

describe("vertex_ai", () => {
  it.each([
    ["gemini-2.5-flash", "gemini", `${google}/gemini-2.5-flash:generateContent`],
    ["google/gemini-2.5-pro", "gemini", `${google}/gemini-2.5-pro:generateContent`],
    ["gemini/1234567890", "gemini", `/v1beta1/${at}/endpoints/1234567890:generateContent`],
    [
      "claude-sonnet-4@20250514",
      "anthropic-messages",
      `/v1/${at}/publishers/anthropic/models/claude-sonnet-4@20250514:rawPredict`,
    ],
    ["mistral-large-2411", "openai-chat", `/v1/${at}/publishers/mistralai/models/mistral-large-2411:rawPredict`],
    ["jamba-1.5-mini@001", "openai-chat", `/v1/${at}/publishers/ai21/models/jamba-1.5-mini@001:rawPredict`],
    ["meta/llama-4-scout-17b-16e-instruct-maas", "openai-chat", `/v1/${at}/endpoints/openapi/chat/completions`],
    ["deepseek-ai/deepseek-v3.1-maas", "openai-chat", `/v1/${at}/endpoints/openapi/chat/completions`],
    ["openai/42", "openai-chat", `/v1/${at}/endpoints/42/chat/completions`],
  ])("%s speaks %s at its own address", (model, dialect, path) => {
    const { chat, url, headers } = made(`vertex_ai/${model}`, place)
    expect(chat?.dialect.id).toBe(dialect)
    expect(url).toBe(host + path)
    expect(headers.authorization).toBe("Bearer ya29.token-1")
  })

  it.each([
    ["gemini-2.5-flash", ":streamGenerateContent?alt=sse"],
    ["claude-opus-4-5", ":streamRawPredict"],
    ["mistral-small-2503", ":streamRawPredict"],
    ["meta/llama-3.3-70b-instruct-maas", "/chat/completions"],
  ])("a stream of %s is asked for at …%s", (model, end) => {
    expect(made(`vertex_ai/${model}`, place).streamUrl.endsWith(end)).toBe(true)
  })

  it.each([
    ["global", "https://aiplatform.googleapis.com"],
    ["eu", "https://aiplatform.eu.rep.googleapis.com"],
    ["us-east5", "https://us-east5-aiplatform.googleapis.com"],
  ])("the location %s is at %s", (vertex_location, origin) => {
    const { url } = made("vertex_ai/gemini-2.5-flash", { ...place, vertex_location })
    expect(url.startsWith(`${origin}/v1beta1/projects/p-1/locations/${vertex_location}/`)).toBe(true)
  })

  it("takes project and location from the environment, and knows which models are served worldwide", () => {
    const env = { VERTEXAI_PROJECT: "p-env", VERTEXAI_LOCATION: "asia-east1" }
    expect(made("vertex_ai/gemini-2.5-pro", { api_key: "t" }, env).url).toContain("p-env/locations/asia-east1/")
    const google = { GOOGLE_CLOUD_PROJECT: "p-gcp" }
    expect(made("vertex_ai/gemini-2.5-pro", { api_key: "t" }, google).url).toContain("p-gcp/locations/us-central1/")
    expect(made("vertex_ai/gemini-3-pro-preview", { api_key: "t" }, google).url).toContain("p-gcp/locations/global/")
  })

  it("api_base stands for the host of every family", () => {
    const own = { ...place, api_base: "http://127.0.0.1:1" }
    for (const model of ["gemini-2.5-flash", "claude-opus-4-5", "mistral-small-2503", "meta/llama-4"])
      expect(made(`vertex_ai_beta/${model}`, own).url.startsWith(`http://127.0.0.1:1/v1`)).toBe(true)
  })

  it("Claude's body carries Vertex' version and no model", () => {
    const { chat } = made("vertex_ai/claude-opus-4-5", place)
    const body = chat?.amend?.({ model: "claude-opus-4-5", stream: true, max_tokens: 5 }, { model: "m", stream: true })
    expect(body).toEqual({ anthropic_version: "vertex-2023-10-16", stream: true, max_tokens: 5 })
  })

  it("an API key of Google Cloud is no bearer token", () => {
    const { headers } = made("vertex_ai/gemini-2.5-flash", { ...place, api_key: "AIzaSy-key-1" })
    expect(headers["x-goog-api-key"]).toBe("AIzaSy-key-1")
    expect(headers).not.toHaveProperty("authorization")
  })

  it("logs in when credentials are named, and leaves it to a server in front when they are not", () => {
    const { api_key: _token, ...bare } = place
    const login = { type: "authorized_user", client_id: "c", client_secret: "secret-1", refresh_token: "refresh-1" }
    const named = { ...bare, vertex_credentials: JSON.stringify(login) }
    expect(made("vertex_ai/gemini-2.5-flash", named).sign).not.toBeNull()
    expect(made("vertex_ai/gemini-2.5-flash", bare).sign).not.toBeNull()
    expect(made("vertex_ai/gemini-2.5-flash", { ...bare, api_base: "http://127.0.0.1:1" }).sign).toBeNull()
    expect(made("vertex_ai/gemini-2.5-flash", { ...named, api_base: "http://127.0.0.1:1" }).sign).not.toBeNull()
  })

  it("says what is missing or wrong, and never repeats a secret", () => {
    const failure = (params: Record<string, unknown>) => {
      try {
        made("vertex_ai/gemini-2.5-flash", params)
        return ""
      } catch (e) {
        return String(e)
      }
    }
    expect(failure({ api_key: "t" })).toMatch(/vertex_project.*VERTEXAI_PROJECT/)
    expect(failure({ vertex_project: "p", vertex_location: "eu west/1" })).toMatch(/is no region/)
    expect(failure({ vertex_project: "p", vertex_credentials: "/no/such/file.json" })).toMatch(/cannot be read/)
    expect(failure({ vertex_project: "p", vertex_credentials: '{"type":"magic","private_key":"hush"}' })).toMatch(
      /"magic"/,
    )
    const broken = failure({ vertex_project: "p", vertex_credentials: '{"private_key":"hush' })
    expect(broken).toMatch(/not JSON/)
    expect(broken).not.toContain("hush")
  })
})
