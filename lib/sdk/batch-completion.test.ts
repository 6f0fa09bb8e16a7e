import { afterEach, describe, expect, it, vi } from "vitest"
import { batchCompletion, batchCompletionModels, batchCompletionModelsAllResponses } from "./batch-completion"
import { completion } from "./completion"
import { RateLimitError } from "./exceptions"
import { registerModel } from "./model-info"
import { settings } from "./settings"
import { setVerbose } from "./verbose"

const ask = (text: string) => [{ role: "user", content: text }]

afterEach(() => {
  vi.restoreAllMocks()
  setVerbose(false)
  settings.model_alias_map = {}
})

describe("many calls at once", () => {
  it("answer in the order of the conversations", async () => {
    const answers = await batchCompletion({
      model: "gpt-4o-mini",
      messages: ["a", "b", "c"].map(ask),
      mock_response: "x",
      max_workers: 2,
    })
    expect(answers.map((answer) => (answer instanceof Error ? answer : answer.choices[0]?.message.content))).toEqual(
      Array(3).fill("x"),
    )
  })

  it("give each failure in its place", async () => {
    const failing = { model: "gpt-4o-mini", messages: [ask("a")], mock_response: "litellm.RateLimitError" }
    expect((await batchCompletion(failing))[0]).toBeInstanceOf(RateLimitError)
  })

  it("to several models end with the first answer, or with all of them", async () => {
    registerModel({ "openai/priced": { litellm_provider: "openai", input_cost_per_token: 1 } })
    const models = ["gpt-4o-mini", "nobody/knows-me"]
    const options = { models, messages: ask("a"), mock_response: "x" }
    expect((await batchCompletionModels(options)).choices[0]?.message.content).toBe("x")
    expect(await batchCompletionModelsAllResponses(options)).toHaveLength(2)
    const failing = { ...options, mock_response: "litellm.RateLimitError" }
    await expect(batchCompletionModels(failing)).rejects.toBeInstanceOf(RateLimitError)
  })
})

describe("settings", () => {
  it("a short name stands for a model", async () => {
    settings.model_alias_map = { fast: "anthropic/claude-sonnet-4-5" }
    const response = await completion({ model: "fast", messages: ask("a"), mock_response: "x" })
    expect(response._hidden_params.custom_llm_provider).toBe("anthropic")
  })

  it("setVerbose says what calls do, without their keys or their texts", async () => {
    const written: string[] = []
    vi.spyOn(process.stderr, "write").mockImplementation((line) => written.push(String(line)) > 0)
    setVerbose()
    await completion({ model: "gpt-4o-mini", messages: ask("secret text"), api_key: "sk-quiet", mock_response: "x" })
    expect(written.join("")).toContain("call answered")
    expect(written.join("")).not.toMatch(/sk-quiet|secret text/)
  })
})
