import { asObject, asObjects, asText, type Json } from "../read-json"

/** `logprobsResult` → OpenAI's `logprobs`; null when there is none. */
export function logprobsToHub(value: unknown): Json | null {
  const result = asObject(value)
  const chosen = asObjects(result?.chosenCandidates)
  if (chosen.length === 0) return null
  const top = asObjects(result?.topCandidates)
  const content = chosen.map((token, at) => ({
    ...entry(token),
    top_logprobs: asObjects(top[at]?.candidates).map(entry),
  }))
  return { content, refusal: null }
}

/** OpenAI's `logprobs` → `logprobsResult`; null when there is none. */
export function logprobsFromHub(value: unknown): Json | null {
  const content = asObjects(asObject(value)?.content)
  if (content.length === 0) return null
  return {
    chosenCandidates: content.map(candidate),
    topCandidates: content.map((token) => ({ candidates: asObjects(token.top_logprobs).map(candidate) })),
  }
}

function entry(token: Json): Json {
  const text = asText(token.token) ?? ""
  return { token: text, logprob: token.logProbability ?? 0, bytes: [...Buffer.from(text, "utf8")] }
}

function candidate(token: Json): Json {
  return { token: token.token, logProbability: token.logprob }
}
