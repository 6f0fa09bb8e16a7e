import { GatewayError } from "#lib/core/errors"
import type { Codec, KindRequest } from "#lib/wire/kinds"
import { asObjects, asText, type Json } from "#lib/wire/read-json"
import { inAskedEncoding } from "./embedding-answer"
import { openaiUsage, readAnswer } from "./openai"

/** Voyage embeddings (docs.voyageai.com/reference/embeddings-api): OpenAI's shape with `output_dimension`, floats by default. */
export const voyageEmbeddings: Codec = {
  id: "voyage-embeddings",
  request({ fields }) {
    const { dimensions, encoding_format: _ours, user: _none, ...rest } = fields
    const sized = dimensions === undefined || dimensions === null ? {} : { output_dimension: dimensions }
    return { body: { json: { ...rest, ...sized } } }
  },
  answer: listed,
}

/** Jina embeddings (jina.ai/embeddings): OpenAI's shape; the encoding is called `embedding_type`. */
export const jinaEmbeddings: Codec = {
  id: "jina-embeddings",
  request({ fields }) {
    const { encoding_format: _ours, user: _none, ...rest } = fields
    return { body: { json: rest } }
  },
  answer: listed,
}

/** Perplexity embeddings: vectors are signed bytes in base64, and only that. */
export const perplexityEmbeddings: Codec = {
  id: "perplexity-embeddings",
  request({ fields }) {
    const { encoding_format: format, ...rest } = fields
    const own = typeof format === "string" && format.startsWith("base64_")
    return { body: { json: own ? fields : rest } }
  },
  answer(from, ask) {
    const body = readAnswer(from)
    const usage = openaiUsage(body.usage)
    if (String(ask.fields.encoding_format ?? "").startsWith("base64_")) return { body, usage }
    const data = asObjects(body.data).map((item) => ({ ...item, embedding: signedBytes(item) }))
    return { body: inAskedEncoding({ ...body, data }, ask), usage }
  },
}

function signedBytes({ embedding }: Json): unknown {
  const text = asText(embedding)
  return text === null ? embedding : [...new Int8Array(Buffer.from(text, "base64"))]
}

function listed(from: Parameters<Codec["answer"]>[0], ask: KindRequest) {
  const body = readAnswer(from)
  if (!Array.isArray(body.data))
    throw new GatewayError("upstream_failed", "The provider sent an answer without embeddings.")
  return { body: inAskedEncoding(body, ask), usage: openaiUsage(body.usage) }
}
