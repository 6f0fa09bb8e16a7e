/** Whose answers may be given to whom for questions that are only alike (LiteLLM's values). */
export const SEMANTIC_SCOPES = ["key", "team", "end_user"] as const
export type SemanticScope = (typeof SEMANTIC_SCOPES)[number]

/** How near two questions must be, and who says so. */
export interface SemanticSettings {
  /** `redis-semantic` …, as it was configured. */
  readonly type: string
  /** The model group that is asked for embeddings. */
  readonly embeddingModel: string
  /** Cosine, 0 to 1. */
  readonly threshold: number
  /** Null: as the exact cache. */
  readonly scope: SemanticScope | null
  readonly timeoutMs: number
  /** Longer questions are not compared. */
  readonly maxInputTokens: number
}

type Given = Readonly<Record<string, unknown>>

/** Types of LiteLLM and of our own → where answers and vectors are here: no vector database is needed, and none is used. */
export const SEMANTIC_TYPES: Readonly<Record<string, "local" | "postgres">> = {
  "local-semantic": "local",
  "postgres-semantic": "postgres",
  "redis-semantic": "postgres",
  "valkey-semantic": "postgres",
  "qdrant-semantic": "postgres",
}

/** LiteLLM's defaults. */
const DEFAULT_MODEL = "text-embedding-ada-002"
const DEFAULT_TIMEOUT_SECONDS = 5
const DEFAULT_MAX_INPUT_TOKENS = 8_192

/** `cache_params` of a semantic type → its settings, or in words what is wrong with them. */
export function semanticSettings(type: string, params: Given): SemanticSettings | string {
  const threshold = params.similarity_threshold
  if (typeof threshold !== "number" || !(threshold > 0 && threshold <= 1))
    return "cache_params.similarity_threshold must be a number above 0, at most 1 (0.9 is a careful one)"
  const { semantic_cache_scope: said = null } = params
  const scope = SEMANTIC_SCOPES.find((name) => name === said) ?? null
  if (said !== null && scope === null)
    return `cache_params.semantic_cache_scope must be one of ${SEMANTIC_SCOPES.join(", ")}`
  return {
    type,
    embeddingModel: modelOf(type, params),
    threshold,
    scope,
    timeoutMs: positive(params.semantic_cache_embedding_timeout, DEFAULT_TIMEOUT_SECONDS) * 1000,
    maxInputTokens: positive(params.semantic_cache_embedding_max_input_tokens, DEFAULT_MAX_INPUT_TOKENS),
  }
}

/** LiteLLM has a name for each store; any of them will do, the type's own first. */
function modelOf(type: string, params: Given): string {
  const own = `${type.replace("-semantic", "")}_semantic_cache_embedding_model`
  const names = [own, ...["redis", "valkey", "qdrant"].map((store) => `${store}_semantic_cache_embedding_model`)]
  const named = names.map((name) => params[name]).find((value) => typeof value === "string" && value !== "")
  return typeof named === "string" ? named : DEFAULT_MODEL
}

function positive(value: unknown, otherwise: number): number {
  return typeof value === "number" && value > 0 && Number.isFinite(value) ? value : otherwise
}
