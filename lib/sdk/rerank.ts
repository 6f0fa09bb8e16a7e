import { answerKind } from "./answer-kind"
import { askModel } from "./ask"
import { Call } from "./call"
import type { Hidden } from "./hidden"
import { kindBody } from "./kind-body"
import type { CallOptions } from "./options"

/** Cohere's rerank parameters, for every provider that ranks. */
export interface RerankOptions extends CallOptions {
  query: string
  documents: readonly (string | Readonly<Record<string, unknown>>)[]
  top_n?: number | undefined
  return_documents?: boolean | undefined
}

/** Documents by relevance, best first; `index` is their place in the request. */
export type RerankResponse = {
  id?: string
  results: { index: number; relevance_score: number; document?: unknown; [field: string]: unknown }[]
  [field: string]: unknown
} & Hidden

/** Sorts documents by how well they answer a query. Throws as `completion` does. */
export async function rerank(options: RerankOptions): Promise<RerankResponse> {
  const call = new Call("rerank", options)
  return answerKind<RerankResponse>(call, () => askModel(call, kindBody("rerank")))
}
