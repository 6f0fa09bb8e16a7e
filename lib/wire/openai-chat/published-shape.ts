import { citesPage } from "../cites-page"
import { asObject, asObjects, type Json } from "../read-json"
import { publishedTier } from "../service-tier"
import { mendCalls } from "./whole-calls"

/** A parser's output that OpenRouter wants back with the next request, or it parses (and bills) the file again. */
const SENT_BACK = "file"

/**
 * Puts a whole answer into the shape of OpenAI's published OpenAPI document, in place, whoever gave it: what clients may count on is
 * there (`refusal`, `logprobs`, ids of calls), what has no null there is left out instead. True when something was changed.
 */
export function publishAnswer(body: Json): boolean {
  let changed = publishTop(body)
  for (const choice of asObjects(body.choices)) {
    if (publishLogprobs(choice, true)) changed = true
    const message = asObject(choice.message)
    if (message !== null && publishMessage(message)) changed = true
  }
  return changed
}

/** The same for a chunk of a stream. */
export function publishChunk(chunk: Json): void {
  publishTop(chunk)
  for (const choice of asObjects(chunk.choices)) {
    publishLogprobs(choice, false)
    const delta = asObject(choice.delta)
    if (delta !== null) withoutNulls(delta, ["tool_calls", "function_call"])
  }
}

function publishTop(body: Json): boolean {
  let changed = withoutNulls(body, ["system_fingerprint"])
  const usage = asObject(body.usage)
  if (usage !== null && withoutNulls(usage, ["prompt_tokens_details", "completion_tokens_details"])) changed = true
  if (body.service_tier === undefined || body.service_tier === null) return changed
  const tier = publishedTier(body.service_tier)
  if (tier === body.service_tier) return changed
  if (tier === null) delete body.service_tier
  else body.service_tier = tier
  return true
}

function publishLogprobs(choice: Json, required: boolean): boolean {
  const logprobs = asObject(choice.logprobs)
  if (logprobs === null) return required && absent(choice, "logprobs")
  const refusal = absent(logprobs, "refusal")
  return absent(logprobs, "content") || refusal
}

function publishMessage(message: Json): boolean {
  let changed = mendCalls(message)
  if (absent(message, "content")) changed = true
  if (absent(message, "refusal")) changed = true
  if (withoutNulls(message, ["tool_calls", "function_call", "annotations"])) changed = true
  const notes = asObjects(message.annotations)
  const others = notes.filter((note) => !citesPage(asObject(note.url_citation)) && note.type !== SENT_BACK)
  if (others.length === 0) return changed
  message.annotations = notes.filter((note) => !others.includes(note))
  message.provider_specific_fields = { ...asObject(message.provider_specific_fields), annotations: others }
  return true
}

/** Null where the field is missing. */
function absent(object: Json, name: string): boolean {
  if (object[name] !== undefined) return false
  object[name] = null
  return true
}

function withoutNulls(object: Json, names: readonly string[]): boolean {
  let changed = false
  for (const name of names) {
    if (object[name] !== null) continue
    delete object[name]
    changed = true
  }
  return changed
}
