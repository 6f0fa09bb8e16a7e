import type { CacheControls } from "./controls"
import type { ResponseCache } from "./response-cache"

/** What a request asks, apart from everything that must be the same exactly. */
export interface SemanticQuestion {
  /** A hash of all the rest: see `splitQuestion`. */
  readonly scope: string
  readonly vector: Float32Array
}

/** Where the answer of one call is kept, or would be. */
export interface CacheSlot {
  readonly cache: ResponseCache
  readonly key: string
  readonly controls: CacheControls
  /** Null = questions like it get no answer from it. */
  readonly question: SemanticQuestion | null
}
