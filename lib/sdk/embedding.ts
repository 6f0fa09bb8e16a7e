import { answerKind } from "./answer-kind"
import { askModel } from "./ask"
import { Call } from "./call"
import type { Hidden } from "./hidden"
import { kindBody } from "./kind-body"
import type { CallOptions } from "./options"

/** OpenAI's embedding parameters. */
export interface EmbeddingOptions extends CallOptions {
  /** A text, several texts, or tokens. */
  input: string | readonly string[] | readonly number[] | readonly (readonly number[])[]
  dimensions?: number | null | undefined
  encoding_format?: "float" | "base64" | null | undefined
}

/** Vectors, one for each input. */
export type EmbeddingResponse = {
  object: "list"
  model: string
  data: { object: "embedding"; index: number; embedding: number[] | string }[]
  usage?: { prompt_tokens: number; total_tokens: number }
  [field: string]: unknown
} & Hidden

/** Turns texts into vectors. Throws as `completion` does. */
export async function embedding(options: EmbeddingOptions): Promise<EmbeddingResponse> {
  const call = new Call("embedding", options)
  return answerKind<EmbeddingResponse>(call, () => askModel(call, kindBody("embeddings")))
}

/** The same function. @alias */
export const aembedding = embedding
