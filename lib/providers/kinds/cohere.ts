import { GatewayError } from "#lib/core/errors"
import type { Codec, KindRequest, KindUsage } from "#lib/wire/kinds"
import { asCount, asObject, asObjects, asText, type Json } from "#lib/wire/read-json"
import { embeddingAnswer, textsOf } from "./embedding-answer"
import { readAnswer } from "./openai"

/** Fields of OpenAI's embeddings that Cohere says otherwise or not at all. */
const SAID_OTHERWISE = new Set(["input", "encoding_format", "dimensions", "user", "model"])

/** Texts and options of a Cohere embed body, version 2 (docs.cohere.com/reference/embed), without the model. */
export function cohereEmbedBody(ask: KindRequest): Json {
  const { fields } = ask
  const rest = Object.fromEntries(Object.entries(fields).filter(([name]) => !SAID_OTHERWISE.has(name)))
  const { dimensions } = fields
  return {
    input_type: "search_document",
    ...rest,
    texts: textsOf(ask),
    ...(dimensions === undefined || dimensions === null ? {} : { output_dimension: dimensions }),
  }
}

/** Vectors of an embed answer: version 1's list, or version 2's lists by type. */
export function cohereVectors(body: Json): unknown[] {
  if (Array.isArray(body.embeddings)) return body.embeddings
  const byType = asObject(body.embeddings) ?? {}
  const [first] = [byType.float, ...Object.values(byType)].filter(Array.isArray)
  return first ?? []
}

function usageOf(body: Json): KindUsage | null {
  const billed = asObject(asObject(body.meta)?.billed_units)
  const tokens = asCount(billed?.input_tokens)
  return tokens === null ? null : { prompt_tokens: tokens, units: {} }
}

/** Cohere embeddings. */
export const cohereEmbeddings: Codec = {
  id: "cohere-embeddings",
  request: (ask) => ({
    body: { json: { ...cohereEmbedBody(ask), model: ask.fields.model, embedding_types: ["float"] } },
  }),
  answer(from, ask) {
    const body = readAnswer(from)
    return embeddingAnswer(cohereVectors(body), ask, usageOf(body))
  },
}

/** Rerank: Cohere's own shape, which many others speak; the answer is brought into it. */
export const rerank: Codec = {
  id: "rerank",
  request: ({ fields }) => ({ body: { json: fields } }),
  answer(from, ask) {
    const body = readAnswer(from)
    const list = Array.isArray(body.results) ? body.results : body.data
    if (!Array.isArray(list)) throw new GatewayError("upstream_failed", "The provider sent an answer without results.")
    const usage = rerankUsage(body)
    return { body: rerankAnswer(asObjects(list), body, { ask, usage }), usage }
  },
}

/** Cohere's version 2 ranks texts alone and gives none back; objects are written out, and returned by us when that was asked. */
export const cohereRerank: Codec = {
  ...rerank,
  id: "cohere-rerank",
  request({ fields }) {
    const { return_documents: _ours, rank_fields: _old, documents, ...rest } = fields
    const texts = Array.isArray(documents) ? documents.map(textOf) : documents
    return { body: { json: { ...rest, documents: texts } } }
  },
}

function textOf(document: unknown): string {
  if (typeof document === "string") return document
  return asText(asObject(document)?.text) ?? JSON.stringify(document)
}

/** Voyage calls `top_n` `top_k`. */
export const voyageRerank: Codec = {
  ...rerank,
  id: "voyage-rerank",
  request({ fields }) {
    const { top_n: top, ...rest } = fields
    return { body: { json: { ...rest, ...(top === undefined || top === null ? {} : { top_k: top }) } } }
  },
}

function rerankAnswer(list: Json[], body: Json, { ask, usage }: { ask: KindRequest; usage: KindUsage }): Json {
  const { documents, return_documents: wanted } = ask.fields
  const results = list.map((item) => {
    const index = asCount(item.index) ?? 0
    const score = item.relevance_score ?? item.score
    const own = item.document ?? (wanted === true && Array.isArray(documents) ? documents[index] : undefined)
    const document = typeof own === "string" ? { text: own } : own
    return { index, relevance_score: score, ...(document === undefined || document === null ? {} : { document }) }
  })
  const tokens = usage.prompt_tokens
  const billed = { ...(tokens === undefined ? {} : { total_tokens: tokens }), ...searchUnits(usage) }
  const meta = { billed_units: billed, ...(tokens === undefined ? {} : { tokens: { input_tokens: tokens } }) }
  return { ...body, id: asText(body.id) ?? "", results, meta: { ...meta, ...asObject(body.meta) } }
}

const searchUnits = ({ units }: KindUsage) => (units?.searches === undefined ? {} : { search_units: units.searches })

/** Cohere bills searches, the others tokens; a search is billed only where the model has such a price. */
function rerankUsage(body: Json): KindUsage {
  const billed = asObject(asObject(body.meta)?.billed_units)
  const searches = asCount(billed?.search_units)
  const tokens =
    asCount(asObject(body.usage)?.total_tokens) ??
    asCount(asObject(asObject(body.meta)?.tokens)?.input_tokens) ??
    asCount(billed?.total_tokens)
  return {
    units: searches === null ? {} : { searches },
    ...(tokens === null && searches !== null ? { prompt_tokens: 0 } : {}),
    ...(tokens === null ? {} : { prompt_tokens: tokens }),
  }
}
