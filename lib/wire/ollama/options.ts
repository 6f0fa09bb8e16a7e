import type { ChatRequest } from "../chat"
import { asObject, type Json } from "../read-json"

/** OpenAI's names of what Ollama calls the same. */
const SHARED = ["temperature", "top_p", "seed", "frequency_penalty", "presence_penalty"]

/**
 * Model options a client may give beside the others (github.com/ollama/ollama docs/modelfile.md and api/types.go); Ollama
 * wants them under `options`.
 */
const OWN = [
  "top_k",
  "min_p",
  "typical_p",
  "tfs_z",
  "repeat_last_n",
  "repeat_penalty",
  "mirostat",
  "mirostat_tau",
  "mirostat_eta",
  "penalize_newline",
  "num_keep",
  "num_predict",
  "num_ctx",
  "num_batch",
  "num_gpu",
  "num_thread",
  "main_gpu",
  "low_vram",
  "use_mmap",
  "use_mlock",
  "numa",
]

/** Request fields that end up under `options`. */
export const optionFields: ReadonlySet<string> = new Set([
  ...SHARED,
  ...OWN,
  "options",
  "max_tokens",
  "max_completion_tokens",
  "stop",
])

/** Sampling and limits of a hub request → Ollama's `options`. What the client put there itself wins. */
export function optionsFromHub(chat: ChatRequest): Json {
  const out: Json = {}
  for (const name of [...SHARED, ...OWN]) if (chat[name] !== undefined && chat[name] !== null) out[name] = chat[name]
  const limit = chat.max_completion_tokens ?? chat.max_tokens
  if (typeof limit === "number") out.num_predict ??= limit
  const stop = typeof chat.stop === "string" ? [chat.stop] : chat.stop
  if (stop && stop.length > 0) out.stop = stop
  return { ...out, ...asObject(chat.options) }
}

/** Ollama's `options` → hub fields; those the hub has no name for stay under `options`. */
export function optionsToHub(options: Json): Json {
  const { num_predict: limit, stop, ...rest } = options
  const out: Json = {}
  if (typeof limit === "number" && limit >= 0) out.max_tokens = limit
  else if (limit !== undefined) rest.num_predict = limit
  if (Array.isArray(stop) && stop.length > 0) out.stop = stop
  for (const name of SHARED) {
    if (rest[name] === undefined) continue
    out[name] = rest[name]
    delete rest[name]
  }
  return Object.keys(rest).length > 0 ? { ...out, options: rest } : out
}
