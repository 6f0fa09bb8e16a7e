/** How the mock provider treats one request: how it times, refuses, words, breaks off and reports it. Data only. */
export interface Behavior {
  /** Wait before the first byte, milliseconds; Infinity never answers. */
  readonly firstByteMs: number
  /** Wait between two content chunks, milliseconds. */
  readonly chunkMs: number
  /** Refuse with this status; with `once`, only the first call of each model and key. */
  readonly refuse: { readonly status: RefusalStatus; readonly once: boolean } | null
  readonly words: "short" | "demo" | "big" | "facts"
  /** Stop after this many content chunks (of a JSON body: after half of it), then be silent or destroy the socket. */
  readonly cut: { readonly after: number | "half"; readonly end: "silence" | "drop" } | null
  readonly spoil: "malformed" | "html" | "empty" | "error-midstream" | null
  /** What usage says: counted from the text, nothing at all, or exactly this. */
  readonly usage: "counted" | "none" | { readonly prompt: number; readonly completion: number }
  /** Compress the answer whatever was asked. */
  readonly gzip: boolean
  /** Give every answer the same id, as some providers do. */
  readonly sameId: boolean
}

/** Statuses the mock can refuse with; 400 is a prompt that does not fit the context window. */
export type RefusalStatus = 400 | 401 | 429 | 500 | 503 | 529

const plain: Behavior = {
  firstByteMs: 0,
  chunkMs: 0,
  refuse: null,
  words: "short",
  cut: null,
  spoil: null,
  usage: "counted",
  gzip: false,
  sameId: false,
}

const named: Readonly<Record<string, Partial<Behavior>>> = {
  ok: {},
  demo: { words: "demo", chunkMs: 12 },
  slow: { firstByteMs: 2_000 },
  "429": { refuse: { status: 429, once: false } },
  "429-then-ok": { refuse: { status: 429, once: true } },
  "401": { refuse: { status: 401, once: false } },
  "500": { refuse: { status: 500, once: false } },
  "503": { refuse: { status: 503, once: false } },
  "529": { refuse: { status: 529, once: false } },
  "context-window": { refuse: { status: 400, once: false } },
  hang: { firstByteMs: Number.POSITIVE_INFINITY },
  stall: { cut: { after: 3, end: "silence" } },
  "drop-midstream": { cut: { after: "half", end: "drop" } },
  malformed: { spoil: "malformed" },
  html: { spoil: "html" },
  empty: { spoil: "empty" },
  "error-midstream": { spoil: "error-midstream" },
  "no-usage": { usage: "none" },
  big: { words: "big" },
  facts: { words: "facts" },
  gzip: { gzip: true },
  "same-id": { sameId: true },
}

const patterns: readonly (readonly [RegExp, (first: number, second: number) => Partial<Behavior>])[] = [
  [/^slow-(\d{1,6})ms$/, (firstByteMs) => ({ firstByteMs })],
  [/^drip-(\d{1,6})ms$/, (chunkMs) => ({ chunkMs })],
  [/^stall-(\d{1,4})$/, (after) => ({ cut: { after, end: "silence" } })],
  [/^drop-(\d{1,4})$/, (after) => ({ cut: { after, end: "drop" } })],
  [/^usage-(\d{1,9})-(\d{1,9})$/, (prompt, completion) => ({ usage: { prompt, completion } })],
]

/** The names a client can ask for, as `GET /v1/models` lists them; names with a number in them stand for their family. */
export const behaviorNames: readonly string[] = [...Object.keys(named), "slow-200ms", "drip-50ms", "usage-100-50"]

/** The behaviour a model name asks for, with or without a provider prefix (`openai/slow-200ms`); `ok` for any other name. */
export function behaviorOf(model: string): Behavior {
  const name = model.slice(model.lastIndexOf("/") + 1)
  if (Object.hasOwn(named, name)) return { ...plain, ...named[name] }
  for (const [pattern, make] of patterns) {
    const found = pattern.exec(name)
    if (found) return { ...plain, ...make(Number(found[1]), Number(found[2])) }
  }
  return plain
}
