import { unitVector } from "#lib/core/vector"
import type { AskOwn, OwnRequest } from "./own-request"

export interface EmbedInput extends Omit<OwnRequest, "endpoint" | "body"> {
  /** The model group. */
  readonly model: string
  readonly texts: readonly string[]
}

/** The vectors of these texts, in their order, of length 1 each; in words why there are none. Never rejects. */
export async function embed(ask: AskOwn, { model, texts, ...request }: EmbedInput): Promise<Float32Array[] | string> {
  const body = { model, input: texts, encoding_format: "float" }
  const { status, text } = await ask({ ...request, endpoint: "/v1/embeddings", body })
  if (status !== 200) return `the embedding model ${model} answered ${status}: ${text.slice(0, 300)}`
  return vectorsOf(text, texts.length) ?? `the embedding model ${model} gave no vectors`
}

function vectorsOf(text: string, count: number): Float32Array[] | null {
  let data: unknown
  try {
    data = (JSON.parse(text) as { data?: unknown }).data
  } catch {
    return null
  }
  if (!Array.isArray(data) || data.length !== count) return null
  const vectors: (Float32Array | null)[] = Array.from({ length: count }, () => null)
  for (const [at, one] of (data as { index?: unknown; embedding?: unknown }[]).entries()) {
    const index = typeof one?.index === "number" ? one.index : at
    vectors[index] = unitVector(one?.embedding)
  }
  return vectors.length === count && vectors.every((vector) => vector !== null) ? vectors : null
}
