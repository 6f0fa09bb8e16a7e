import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { GatewayError } from "#lib/core/errors"
import { registerSecret } from "#lib/core/log"
import { anthropicMessages } from "./anthropic-messages/dialect"
import { openaiChat } from "./openai-chat/dialect"
import { embeddedError, providerError } from "./provider-error"

const openai = (error: Record<string, unknown>) =>
  JSON.stringify({ error: { message: "no", param: null, code: null, ...error } })

describe("providerError", () => {
  it.each([
    [400, openai({ type: "invalid_request_error", param: "stop" }), "invalid_request", 400],
    [400, openai({ code: "context_length_exceeded" }), "context_window_exceeded", 400],
    [
      400,
      '{"error":{"message":"prompt is too long: 3333404 tokens > 200000 maximum"}}',
      "context_window_exceeded",
      400,
    ],
    [
      400,
      '{"error":{"message":"The total length of all messages is too long.","type":"too_many_prompt_tokens"}}',
      "context_window_exceeded",
      400,
    ],
    [400, openai({ code: "content_filter" }), "content_policy_violation", 400],
    [400, openai({ message: "Your request was rejected by our safety system." }), "content_policy_violation", 400],
    [401, '{"detail":"Invalid API Key"}', "upstream_auth", 401],
    [403, '{"message":"forbidden"}', "upstream_auth", 401],
    [402, '{"error":{"message":"Insufficient Balance"}}', "upstream_rate_limited", 429],
    [404, openai({ code: "model_not_found" }), "model_not_found", 404],
    [408, "", "upstream_timeout", 408],
    [409, "{}", "conflict", 409],
    [413, "{}", "body_too_large", 413],
    [413, openai({ code: "rate_limit_exceeded" }), "upstream_rate_limited", 429],
    [422, '{"detail":[{"loc":["body","n"],"msg":"too small"}]}', "invalid_request", 422],
    [429, "slow down", "upstream_rate_limited", 429],
    [500, "{}", "upstream_failed", 502],
    [502, "<html><title>Bad Gateway</title></html>", "upstream_unavailable", 503],
    [503, "", "upstream_unavailable", 503],
    [504, "", "upstream_unavailable", 503],
    [529, '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}', "upstream_unavailable", 503],
    [302, "", "upstream_failed", 502],
  ])("a provider's %i with %s is %s for the client, with status %i", (status, body, kind, shown) => {
    const e = providerError(status, body)
    expect([e.kind, e.status]).toEqual([kind, shown])
  })

  it.each([
    ["OpenAI's", '{"error":{"message":"the words","type":"x"}}'],
    ["Anthropic's", '{"type":"error","error":{"type":"x","message":"the words"}}'],
    ["a plain string error", '{"error":"the words"}'],
    ["a message", '{"message":"the words"}'],
    ["a detail", '{"detail":"the words"}'],
    ["a nested detail", '{"detail":{"message":"the words"}}'],
    ["plain text", "the words"],
    ["an aggregator's raw words", '{"error":{"message":"Provider returned error","metadata":{"raw":"the words"}}}'],
  ])("repeats the provider's words out of %s body", (_name, body) => {
    expect(providerError(400, body).message).toContain("the words")
  })

  it("tells an exhausted quota from a passing rate limit", () => {
    const e = providerError(429, openai({ message: "You exceeded your current quota", code: "insufficient_quota" }))
    expect(e.code).toBe("insufficient_quota")
    expect(e.message).toContain("exhausted quota")
    expect(providerError(429, openai({ message: "Rate limit reached" })).code).not.toBe("insufficient_quota")
  })

  it("keeps the provider's parameter and code of a refused request", () => {
    const e = providerError(400, openai({ param: "messages[0].role", code: "unsupported_value" }))
    expect([e.param, e.code]).toEqual(["messages[0].role", "unsupported_value"])
  })

  it("says that it is the gateway's key that was refused, not the client's", () => {
    expect(providerError(401, "{}").message).toMatch(/gateway's credentials.*Set a valid api_key/s)
  })

  it("shows no key, masked key, registered secret or URL query", () => {
    registerSecret("provider-secret-42")
    const said =
      "Incorrect API key provided: sk-abcdefgh12345678 or wro****ey at https://host/path?key=leak123 with provider-secret-42."
    const { message, detail } = providerError(401, openai({ message: said }))
    for (const text of [message, detail ?? ""]) {
      for (const leak of ["abcdefgh12345678", "wro****ey", "leak123", "provider-secret-42"])
        expect(text).not.toContain(leak)
      expect(text).toContain("https://host/path")
    }
  })

  it("cuts long words to 500 characters and puts them on one line", () => {
    const { message } = providerError(400, openai({ message: `a\r\nb ${"x".repeat(10_000)}` }))
    expect(message).toContain("a b xxx")
    expect(message.length).toBeLessThan(600)
  })

  it("reads a hostile megabyte without hanging", () => {
    const started = performance.now()
    for (const unit of ["*", "a-", "https://a?", "<title>", "context ", "prompt "])
      providerError(400, unit.repeat(200_000))
    expect(performance.now() - started).toBeLessThan(5_000)
  })
})

describe("embeddedError", () => {
  it.each([
    [{ error: { message: "x", code: 429 } }, "upstream_rate_limited"],
    [{ error: { message: "x", type: "invalid_request_error", status_code: 400 } }, "invalid_request"],
    [{ type: "error", error: { type: "overloaded_error", message: "Overloaded" } }, "upstream_unavailable"],
    [{ type: "error", error: { type: "rate_limit_error", message: "x" } }, "upstream_rate_limited"],
    [{ type: "error", error: { type: "authentication_error", message: "x" } }, "upstream_auth"],
    [{ type: "error", error: { type: "api_error", message: "x" } }, "upstream_failed"],
    [{ error: "boom" }, "upstream_failed"],
    [{ error: { message: "The server had an error", type: "server_error" } }, "upstream_failed"],
  ])("%j is %s", (body, kind) => {
    expect(embeddedError(body).kind).toBe(kind)
  })
})

interface KongBody {
  readonly source: string
  readonly body: string
}
const kong = JSON.parse(readFileSync(new URL("./testdata/kong-bodies.json", import.meta.url), "utf8")) as KongBody[]

describe("Kong's replies", () => {
  const refused = kong.filter(({ source }) =>
    /bad_request|unauthorized|internal_server_error|model_load|timeout/.test(source),
  )

  it.each(refused)("$source: becomes an error in the house's voice, without markup or braces", ({ source, body }) => {
    const status = source.includes("unauthorized") ? 401 : source.includes("bad_request") ? 400 : 500
    for (const dialect of [openaiChat, anthropicMessages]) {
      const e = dialect.toHub.error(status, body)
      expect(e.status).toBe(status === 500 ? 502 : status)
      expect(e.message).toContain(" The provider said: ")
      expect(e.message).not.toMatch(/<\/?(?:!doctype|html|head|title|body|p|h1)|[{}]/i)
    }
  })

  it.each(kong.filter(({ source }) => /bad_upstream|cohere.*good/.test(source)))(
    "$source: is no answer",
    ({ body }) => {
      for (const dialect of [openaiChat, anthropicMessages])
        expect(() => dialect.toHub.response(JSON.parse(body))).toThrow(
          expect.objectContaining({ kind: "upstream_failed" }),
        )
    },
  )

  it.each(kong.filter(({ source }) => /malformed_usage|no_usage/.test(source)))(
    "$source: is an answer without usage",
    ({ body }) => {
      const answer: unknown = JSON.parse(body)
      expect(anthropicMessages.usage(answer)).toBeNull()
      expect(anthropicMessages.toHub.response(answer).choices[0]?.message.content).toBe("The sum of 1 + 1 is 2.")
    },
  )

  it("a body that is HTML is refused as an answer, not passed on", () => {
    for (const body of ["<html></html>", "", null, [], 7]) {
      const read = () => openaiChat.toHub.response(body)
      expect(read).toThrow(GatewayError)
      expect(() => anthropicMessages.toHub.response(body)).toThrow(GatewayError)
    }
  })
})
