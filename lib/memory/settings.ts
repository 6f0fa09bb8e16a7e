/** `general_settings.memory`: which models find and compare what is worth remembering, and how much of it there may be. */
export interface MemorySettings {
  /** The model group that finds facts in what users say. */
  readonly model: string
  /** The model group that tells which facts matter for a question. */
  readonly embeddingModel: string
  /** Facts of one user; the oldest make room. */
  readonly maxFacts: number
  /** Facts a request is given, and how long they may be together, in tokens. */
  readonly maxRecalled: number
  readonly maxRecalledTokens: number
  /** A request waits for its facts no longer. */
  readonly timeoutMs: number
}

interface Given {
  readonly model: string
  readonly embedding_model: string
  readonly max_facts?: number | undefined
  readonly max_recalled?: number | undefined
  readonly max_recalled_tokens?: number | undefined
  readonly timeout?: number | undefined
}

const DEFAULT_MAX_FACTS = 100
const DEFAULT_MAX_RECALLED = 5
const DEFAULT_MAX_RECALLED_TOKENS = 300
const DEFAULT_TIMEOUT_SECONDS = 5

/** The settings with their defaults; null when nothing is configured. */
export function memorySettings(given: Given | undefined): MemorySettings | null {
  if (given === undefined) return null
  return {
    model: given.model,
    embeddingModel: given.embedding_model,
    maxFacts: given.max_facts ?? DEFAULT_MAX_FACTS,
    maxRecalled: given.max_recalled ?? DEFAULT_MAX_RECALLED,
    maxRecalledTokens: given.max_recalled_tokens ?? DEFAULT_MAX_RECALLED_TOKENS,
    timeoutMs: (given.timeout ?? DEFAULT_TIMEOUT_SECONDS) * 1000,
  }
}
