import type { CacheControls } from "./controls"
import type { ResponseCache } from "./response-cache"

/** Where the answer of one call is kept, or would be. */
export interface CacheSlot {
  readonly cache: ResponseCache
  readonly key: string
  readonly controls: CacheControls
}
