import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { providerError } from "./provider-error"

interface Recorded {
  readonly source: string
  readonly provider: string
  readonly status: number
  readonly body: string
  readonly kind: string
}
const file = new URL("./testdata/error-bodies.json", import.meta.url)
const recorded = JSON.parse(readFileSync(file, "utf8")) as Recorded[]

describe("recorded refusals", () => {
  it.each(recorded)("$provider $status is $kind: $body", ({ status, body, kind }) => {
    const e = providerError(status, body)
    expect(e.kind).toBe(kind)
    expect(e.message).toContain(" The provider said: ")
  })
})

const azureFilter = {
  error: {
    message: "The response was filtered due to the prompt triggering Azure OpenAI's content management policy.",
    type: null,
    param: "prompt",
    code: "content_filter",
    status: 400,
    innererror: { code: "ResponsibleAIPolicyViolation", content_filter_result: { hate: { filtered: true } } },
  },
}
const openai = (message: string, more: object = {}) => ({ error: { message, type: "invalid_request_error", ...more } })

/** Bodies as the providers' own documentation shows them. */
const documented: readonly (readonly [provider: string, status: number, body: unknown, kind: string])[] = [
  ["azure", 400, azureFilter, "content_policy_violation"],
  ["azure images", 400, openai("Your task failed as a result", { code: "contentFilter" }), "content_policy_violation"],
  [
    "azure",
    404,
    openai("The API deployment for this resource does not exist.", { code: "DeploymentNotFound" }),
    "model_not_found",
  ],
  ["azure", 400, openai("API version not supported", { code: "BadRequest" }), "invalid_request"],
  ["anthropic", 400, openai("Your credit balance is too low to access the Anthropic API."), "upstream_rate_limited"],
  ["anthropic", 413, openai("Request exceeds the maximum size", { type: "request_too_large" }), "body_too_large"],
  ["anthropic", 529, openai("Overloaded", { type: "overloaded_error" }), "upstream_unavailable"],
  [
    "openrouter",
    403,
    { error: { code: 403, message: "x requires moderation. Your input was flagged for violence" } },
    "content_policy_violation",
  ],
  ["openrouter", 402, { error: { code: 402, message: "Insufficient credits" } }, "upstream_rate_limited"],
  [
    "xai",
    403,
    { code: "x", error: "Content violates usage guidelines. Failed check: SAFETY" },
    "content_policy_violation",
  ],
  ["xai", 403, { code: "x", error: "Your team doesn't have any credits yet." }, "upstream_auth"],
  ["deepseek", 400, openai("Content Exists Risk"), "content_policy_violation"],
  ["deepseek", 402, openai("Insufficient Balance"), "upstream_rate_limited"],
  [
    "dashscope",
    400,
    openai("Input data may contain inappropriate content.", { code: "data_inspection_failed" }),
    "content_policy_violation",
  ],
  ["groq", 498, openai("Flex tier capacity exceeded"), "upstream_unavailable"],
  [
    "vllm",
    400,
    { object: "error", message: "This model's maximum context length is 4096 tokens.", code: 400 },
    "context_window_exceeded",
  ],
  [
    "watsonx",
    404,
    { errors: [{ code: "model_not_supported", message: "Model 'x' is not supported" }], status_code: 404 },
    "model_not_found",
  ],
  [
    "cloudflare",
    400,
    { success: false, errors: [{ code: 7009, message: "Upstream operation unsuccessful" }] },
    "invalid_request",
  ],
  [
    "databricks",
    429,
    { error_code: "REQUEST_LIMIT_EXCEEDED", message: "Exceeded workspace rate limit" },
    "upstream_rate_limited",
  ],
  ["databricks", 408, { error_code: "TIMEOUT", message: "The model took too long" }, "upstream_timeout"],
  ["mistral", 422, { detail: [{ loc: ["body", "tools"], msg: "Field required" }] }, "invalid_request"],
  [
    "gemini stream",
    503,
    [{ error: { code: 503, message: "The model is overloaded.", status: "UNAVAILABLE" } }],
    "upstream_unavailable",
  ],
  ["bedrock", 429, { message: "Too many tokens, please wait before trying again." }, "upstream_rate_limited"],
  ["bedrock", 500, { message: "The system encountered an unexpected error during processing." }, "upstream_failed"],
]

describe("documented refusals", () => {
  it.each(documented)("%s %i %j is %s", (_provider, status, body, kind) => {
    const e = providerError(status, JSON.stringify(body))
    expect(e.kind).toBe(kind)
    expect(e.message).toContain(" The provider said: ")
  })

  it("a 422 stays one", () => {
    expect(providerError(422, "{}").status).toBe(422)
  })
})

describe("when to come back", () => {
  it.each([
    [429, { error: { message: "x", details: [{ "@type": "a" }, { "@type": "RetryInfo", retryDelay: "48s" }] } }, 48],
    [429, openai("Rate limit reached. Please try again in 1.2s. Visit …"), 2],
    [429, openai("Please retry after 24 seconds."), 24],
    [503, { error: { message: "busy", details: [{ retryDelay: "0.5s" }] } }, 1],
    [429, openai("Please try again in 6m0s."), undefined],
    [429, openai("Rate limit reached"), undefined],
    [400, openai("Please retry after 24 seconds."), undefined],
  ])("%i %j is %s seconds", (status, body, seconds) => {
    expect(providerError(status, JSON.stringify(body)).retryAfterSeconds).toBe(seconds)
  })

  it("a limit that passes is no exhausted quota, whatever it is called", () => {
    const message = "You exceeded your current quota, please check your plan and billing details."
    const passing = { error: { code: 429, message, details: [{ retryDelay: "48s" }] } }
    expect(providerError(429, JSON.stringify(passing)).code).not.toBe("insufficient_quota")
    expect(providerError(429, JSON.stringify({ error: { message } })).code).toBe("insufficient_quota")
  })
})
