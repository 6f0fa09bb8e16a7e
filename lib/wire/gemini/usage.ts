import type { Usage } from "../chat"
import { asCount, asObject, asObjects, asText, type Json } from "../read-json"

/** What a prompt that was blocked before any model read it comes to, when nothing was counted: clients read the figures of every answer. */
export const NOTHING_USED: Usage = {
  prompt_tokens: 0,
  completion_tokens: 0,
  total_tokens: 0,
  prompt_tokens_details: { cached_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: 0 },
}

const MODALITIES = ["", "text", "image", "video", "audio", "document"]

/**
 * `usageMetadata` in hub terms; null when it counts nothing. Thinking is part of the completion (Gemini counts it beside the
 * candidates), prompts of server tools are part of the prompt, cached tokens are in both dialects inside the prompt.
 */
export function usageToHub(value: unknown): Usage | null {
  const meta = asObject(value)
  if (!meta) return null
  const count = (name: string) => asCount(meta[name]) ?? 0
  if (asCount(meta.promptTokenCount) === null && asCount(meta.totalTokenCount) === null) return null
  const prompt = count("promptTokenCount") + count("toolUsePromptTokenCount")
  const thoughts = count("thoughtsTokenCount")
  const completion = completionOf(meta, prompt)
  const cached = asCount(meta.cachedContentTokenCount)
  const traffic = asText(meta.trafficType)
  const tier = asText(meta.serviceTier)
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: Math.max(count("totalTokenCount"), prompt + completion),
    prompt_tokens_details: promptDetails(meta),
    completion_tokens_details: { reasoning_tokens: thoughts, ...modalities(meta.candidatesTokensDetails) },
    ...(cached === null ? {} : { cache_read_input_tokens: cached }),
    ...(traffic === null ? {} : { traffic_type: traffic }),
    ...(tier === null ? {} : { service_tier: tier }),
  }
}

/** Some models already count thoughts among the candidates; the total tells. */
function completionOf(meta: Json, prompt: number): number {
  const candidates = asCount(meta.candidatesTokenCount) ?? 0
  const thoughts = asCount(meta.thoughtsTokenCount) ?? 0
  const inside = thoughts > 0 && thoughts <= candidates && meta.totalTokenCount === prompt + candidates
  return inside ? candidates : candidates + thoughts
}

function promptDetails(meta: Json): Json {
  const out: Json = { cached_tokens: asCount(meta.cachedContentTokenCount) ?? 0 }
  const read = modalities(meta.cacheTokensDetails)
  for (const [name, tokens] of Object.entries(modalities(meta.promptTokensDetails))) out[name] = tokens
  // Cached audio is paid as cached, not as audio: a token counts in one of the two.
  if (typeof out.audio_tokens === "number") out.audio_tokens = Math.max(0, out.audio_tokens - (read.audio_tokens ?? 0))
  const tools = asCount(meta.toolUsePromptTokenCount)
  if (tools !== null) out.tool_use_tokens = tools
  return out
}

function modalities(value: unknown): Record<string, number> {
  const out: Record<string, number> = {}
  for (const { modality, tokenCount } of asObjects(value)) {
    const word = typeof modality === "number" ? MODALITIES[modality] : asText(modality)?.toLowerCase()
    const tokens = asCount(tokenCount)
    if (word && tokens !== null) out[`${word}_tokens`] = (out[`${word}_tokens`] ?? 0) + tokens
  }
  return out
}

/** What an answer says of its usage; null when nothing. A prompt that was blocked without being counted used nothing. */
export function usageOf(answer: Json): Usage | null {
  return usageToHub(answer.usageMetadata) ?? (asObject(answer.promptFeedback)?.blockReason ? NOTHING_USED : null)
}

/** Hub → `usageMetadata`; null when nothing is known. */
export function usageFromHub(usage: Usage | null | undefined): Json | null {
  if (!usage) return null
  const thoughts = asCount(usage.completion_tokens_details?.reasoning_tokens) ?? 0
  const inside = Math.min(thoughts, usage.completion_tokens)
  const prompt = usage.prompt_tokens_details
  const tools = Math.min(asCount(prompt?.tool_use_tokens) ?? 0, usage.prompt_tokens)
  const cached = asCount(usage.cache_read_input_tokens) ?? asCount(prompt?.cached_tokens) ?? 0
  const promptDetails = detailsFromHub(prompt)
  const candidateDetails = detailsFromHub(usage.completion_tokens_details)
  return {
    promptTokenCount: usage.prompt_tokens - tools,
    candidatesTokenCount: usage.completion_tokens - inside,
    totalTokenCount: usage.total_tokens,
    ...(inside > 0 ? { thoughtsTokenCount: inside } : {}),
    ...(cached > 0 ? { cachedContentTokenCount: cached } : {}),
    ...(tools > 0 ? { toolUsePromptTokenCount: tools } : {}),
    ...(promptDetails.length > 0 ? { promptTokensDetails: promptDetails } : {}),
    ...(candidateDetails.length > 0 ? { candidatesTokensDetails: candidateDetails } : {}),
    ...(asText(usage.traffic_type) ? { trafficType: usage.traffic_type } : {}),
    ...(asText(usage.service_tier) ? { serviceTier: usage.service_tier } : {}),
  }
}

function detailsFromHub(details: unknown): Json[] {
  return MODALITIES.slice(1).flatMap((word) => {
    const tokenCount = asCount(asObject(details)?.[`${word}_tokens`])
    return tokenCount ? [{ modality: word.toUpperCase(), tokenCount }] : []
  })
}
