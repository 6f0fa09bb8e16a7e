import { describe, expect, it } from "vitest"
import type { LogDetail } from "./log-row"
import { waterfall } from "./log-timing"

const START = "2026-03-01T10:00:00.000Z"
const LOG: LogDetail = {
  request_id: "r1",
  call_id: "r1",
  call_type: "acompletion",
  api_key: "h",
  key_alias: null,
  user: null,
  end_user: null,
  tags: [],
  model_group: "fast",
  model: "m",
  model_id: "d1",
  custom_llm_provider: "p",
  api_base: null,
  stream: true,
  status: "success",
  http_status: 200,
  error_code: null,
  error_message: null,
  prompt_tokens: 10,
  completion_tokens: 5,
  total_tokens: 15,
  cache_read_tokens: 0,
  cache_write_tokens: 0,
  reasoning_tokens: 0,
  spend: 0.001,
  estimated: false,
  spend_correction: 0,
  unpriced: false,
  cache_hit: false,
  wire: null,
  team_id: null,
  organization_id: null,
  startTime: START,
  completionStartTime: "2026-03-01T10:00:00.300Z",
  endTime: "2026-03-01T10:00:01.000Z",
  request_duration_ms: 1000,
  requester_ip_address: null,
  user_agent: null,
  request: null,
  response: null,
  prompts_stored: false,
  metadata: null,
}

describe("waterfall", () => {
  it("splits a plain stream at its first token", () => {
    expect(waterfall(LOG)).toEqual({
      totalMs: 1000,
      firstTokenMs: 300,
      spans: [
        { label: "p · m", startMs: 0, durationMs: 300, tone: "provider" },
        { label: "Stream", startMs: 300, durationMs: 700, tone: "stream" },
      ],
    })
  })
  it("puts the gateway's steps before the attempts and marks the failed one", () => {
    const attempts = [
      { provider: "p", model: "m", status: 500, error: "boom", started_ms: 0, duration_ms: 100 },
      { provider: "q", model: "n", status: 200, error: null, started_ms: 107, duration_ms: 890 },
    ]
    const { spans } = waterfall({
      ...LOG,
      metadata: { attempts, timing: { auth_ms: 1, limits_ms: 1, queue_ms: 3, total_ms: 1000 } },
    })
    expect(spans.map((span) => [span.label, span.startMs, span.durationMs, span.tone])).toEqual([
      ["Key", 0, 1, "gateway"],
      ["Limits", 1, 1, "gateway"],
      ["Queue", 2, 1, "gateway"],
      ["p · m", 3, 100, "failed"],
      ["q · n", 110, 190, "provider"],
      ["Stream", 300, 700, "stream"],
    ])
  })
  it("calls the time before the provider the gateway's when it is one figure, and leaves out what is null", () => {
    const timing = { queue_ms: 4, total_ms: 1000 }
    expect(waterfall({ ...LOG, metadata: { timing } }).spans[0]).toMatchObject({ label: "Gateway", durationMs: 4 })
    const never = { queue_ms: null, total_ms: 1000 }
    expect(waterfall({ ...LOG, metadata: { timing: never } }).spans.map((span) => span.tone)).toEqual([
      "provider",
      "stream",
    ])
  })
  it("names the cache where it answered, and not the provider it once had the answer from", () => {
    const [span] = waterfall({ ...LOG, cache_hit: true, completionStartTime: null }).spans
    expect(span).toMatchObject({ label: "Response cache", durationMs: 1000 })
  })
  it("never draws past the end or backwards", () => {
    const attempts = [
      { started_ms: 5000, duration_ms: 9000 },
      { started_ms: -5, duration_ms: -1 },
    ]
    for (const span of waterfall({ ...LOG, completionStartTime: null, metadata: { attempts } }).spans) {
      expect(span.startMs).toBeGreaterThanOrEqual(0)
      expect(span.durationMs).toBeGreaterThanOrEqual(0)
      expect(span.startMs + span.durationMs).toBeLessThanOrEqual(1000)
    }
  })
})
