/** Where answers are kept for a while: texts by key. Who calls sets the time limits; an implementation may reject. */
export interface CacheStore {
  readonly kind: "local" | "redis" | "postgres"
  /** Null when there is none, or when its time is over. */
  get(key: string): Promise<string | null>
  /** Kept for `ttlMs` milliseconds at most. */
  set(key: string, value: string, ttlMs: number): Promise<void>
  delete(keys: readonly string[]): Promise<void>
  /** Forgets everything it keeps, and nothing that others keep in the same place. */
  clear(): Promise<void>
  /** Rejects when nothing can be kept now. */
  ping(): Promise<void>
  close(): Promise<void>
}
