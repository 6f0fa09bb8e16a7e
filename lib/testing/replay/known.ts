/** Exchanges that cannot replay, each with its reason. */
export const KNOWN: ReadonlyMap<string, string> = new Map([
  [
    "vertex/streamGenerateContent/55395be9aa",
    "a stream asked for without alt=sse is one JSON array; we always ask for SSE",
  ],
  ["openai/responses/3efa76a56c", "an answer made in the background: what is here is its receipt"],
  ["openai/chat/f8393d8672", "the recording holds an empty stream"],
  ["openai/chat/a94074bc1c", "the recording holds an empty stream"],
  ["openai/chat/20d3208880", "the recording holds an empty stream"],
])
