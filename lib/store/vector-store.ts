/** What a question means, and the key of its answer. */
export interface KeptVector {
  readonly key: string
  readonly vector: Float32Array
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
}

/** Vectors that outlive a process and that all processes see. An implementation may reject. */
export interface VectorStore {
  /** The newest of a scope that were added after `seq` (0 = all), oldest first, `limit` at most; `seq` is that of the last one. */
  since(scope: string, seq: number, limit: number): Promise<{ seq: number; vectors: KeptVector[] }>
  add(scope: string, vector: KeptVector): Promise<void>
  delete(keys: readonly string[]): Promise<void>
  clear(): Promise<void>
}
