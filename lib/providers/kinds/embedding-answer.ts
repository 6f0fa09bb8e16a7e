import { GatewayError } from "#lib/core/errors"
import type { KindAnswer, KindRequest, KindUsage } from "#lib/wire/kinds"
import { asObjects, asText, type Json } from "#lib/wire/read-json"

/** Vectors → OpenAI's answer, in the encoding the client asked for. */
export function embeddingAnswer(vectors: readonly unknown[], ask: KindRequest, usage: KindUsage | null): KindAnswer {
  if (vectors.length === 0) throw new GatewayError("upstream_failed", "The provider sent an answer without embeddings.")
  const data = vectors.map((embedding, index) => ({ object: "embedding", index, embedding }))
  const tokens = usage?.prompt_tokens ?? 0
  const body = {
    object: "list",
    data,
    model: ask.fields.model,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  }
  return { body: inAskedEncoding(body, ask), usage }
}

/** Answers of several single requests as one, in order; their tokens added. */
export function joinEmbeddings(answers: readonly KindAnswer[], ask: KindRequest): KindAnswer {
  const vectors = answers.flatMap(({ body }) => asObjects((body as Json).data).map(({ embedding }) => embedding))
  let tokens: number | null = 0
  for (const { usage } of answers)
    tokens = tokens === null || usage?.prompt_tokens === undefined ? null : tokens + usage.prompt_tokens
  return embeddingAnswer(vectors, ask, tokens === null ? null : { prompt_tokens: tokens, units: {} })
}

/** Floats become base64 (little-endian float32) when that was asked and the provider cannot; the other way round too. */
export function inAskedEncoding(body: Json, { fields }: KindRequest): Json {
  const base64 = fields.encoding_format === "base64"
  const data = asObjects(body.data)
  const foreign = (item: Json) => (base64 ? Array.isArray(item.embedding) : typeof item.embedding === "string")
  const told = fields.encoding_format !== undefined && fields.encoding_format !== null
  if ((told && !base64 && fields.encoding_format !== "float") || !data.some(foreign)) return body
  return { ...body, data: data.map((item) => (foreign(item) ? { ...item, embedding: recoded(item.embedding) } : item)) }
}

function recoded(embedding: unknown): unknown {
  if (Array.isArray(embedding)) return Buffer.from(Float32Array.from(embedding as number[]).buffer).toString("base64")
  const bytes = Buffer.from(asText(embedding) ?? "", "base64")
  const floats: number[] = []
  for (let at = 0; at + 4 <= bytes.length; at += 4) floats.push(bytes.readFloatLE(at))
  return floats
}

/** The texts of an embeddings request. Throws for tokens, which only the model's own tokenizer can read. */
export function textsOf({ fields }: KindRequest): string[] {
  const { input } = fields
  if (typeof input === "string") return [input]
  if (Array.isArray(input) && input.every((item) => typeof item === "string")) return input as string[]
  throw new GatewayError("unsupported_params", "This model takes text as `input`, not tokens.", { param: "input" })
}
