import { asObject, asText, type Json } from "../read-json"
import { publishedTier } from "../service-tier"

/** Fields of the answer that repeat the request, with what they are when it does not name them. */
const ECHOED: Readonly<Record<string, unknown>> = {
  instructions: null,
  max_output_tokens: null,
  max_tool_calls: null,
  metadata: {},
  parallel_tool_calls: true,
  previous_response_id: null,
  prompt_cache_key: null,
  safety_identifier: null,
  service_tier: "auto",
  temperature: 1,
  tool_choice: "auto",
  tools: [],
  top_logprobs: 0,
  top_p: 1,
  truncation: "disabled",
}

export interface Answered {
  readonly id: string
  readonly created: number
  readonly model: string
  readonly status: string
  readonly incomplete_details: Json | null
  readonly output: readonly Json[]
  readonly usage: Json | null
  readonly serviceTier?: unknown
}

/** The response object around an output, as OpenAI's clients expect it: what was asked is said again. A translated answer is not stored. */
export function envelope(answer: Answered, asked: Readonly<Record<string, unknown>> | undefined): Json {
  const { id, created, model, status, incomplete_details, output, usage } = answer
  const out: Json = {
    id,
    object: "response",
    created_at: created,
    status,
    background: false,
    completed_at: status === "completed" ? created : null,
    error: null,
    incomplete_details,
    model,
    output,
    store: false,
    ...(usage === null ? {} : { usage }),
  }
  for (const [field, absent] of Object.entries(ECHOED)) out[field] = asked?.[field] ?? absent
  out.reasoning = { effort: null, summary: null, ...asObject(asked?.reasoning) }
  out.text = { format: { type: "text" }, ...asObject(asked?.text) }
  if (asText(asked?.user) !== null) out.user = asked?.user
  const tier = publishedTier(answer.serviceTier)
  if (tier !== null) out.service_tier = tier
  return out
}

/** A response's id: the provider's, behind the prefix by which clients know it. */
export function responseId(id: string): string {
  return id.startsWith("resp_") ? id : `resp_${stem(id)}`
}

/** What ids of items are made of: the answer's own id without its prefix, and nothing a client could stumble over. */
export function stem(id: string): string {
  const bare = id.replace(/^(?:resp_|chatcmpl-|msg_|gen-)/, "").replace(/[^A-Za-z0-9_-]/g, "")
  return bare === "" ? "0" : bare.slice(0, 48)
}
