import { describe, expect, it } from "vitest"
import { made } from "./test-made"

const at = (...given: Parameters<typeof made>) => {
  const { origin, realtimePath } = made(...given)
  return realtimePath === null ? null : `${origin}${realtimePath}`
}
const azure = (params: Record<string, unknown>, env: Record<string, string> = {}) =>
  at("azure/my-voice", { api_base: "https://x.openai.azure.com", api_key: "k", ...params }, env)

describe("where realtime sessions are", () => {
  it("OpenAI, xAI, and any server at an address of its own", () => {
    expect(at("openai/gpt-realtime", { api_key: "k" })).toBe("https://api.openai.com/v1/realtime?model=gpt-realtime")
    expect(at("xai/grok-voice", { api_key: "k" })).toBe("https://api.x.ai/v1/realtime?model=grok-voice")
    const own = { api_base: "http://gpu-box:8000/v1?tenant=7" }
    expect(at("hosted_vllm/org/talker", own)).toBe("http://gpu-box:8000/v1/realtime?tenant=7&model=org%2Ftalker")
  })

  it("Azure: by model below /openai/v1, with a dated version by deployment", () => {
    const undated = "https://x.openai.azure.com/openai/v1/realtime?model=my-voice"
    const dated = "https://x.openai.azure.com/openai/realtime?deployment=my-voice&api-version=2024-10-01-preview"
    expect(azure({})).toBe(undated)
    expect(azure({ api_base: "https://x.openai.azure.com/openai/v1/" })).toBe(undated)
    expect(azure({ api_version: "2024-10-01-preview" })).toBe(dated)
    expect(azure({}, { AZURE_API_VERSION: "2024-10-01-preview" })).toBe(dated)
    expect(azure({ api_version: "2024-10-01-preview", realtime_protocol: "GA" })).toBe(undated)
  })

  it("nowhere for who does not speak the protocol, or has not said that it does", () => {
    expect(at("anthropic/claude", { api_key: "k" })).toBeNull()
    expect(at("together_ai/some", { api_key: "k" })).toBeNull()
  })
})
