import { LRUCache } from "lru-cache"
import type { Clock } from "#lib/core/clock"
import { similarityOf } from "#lib/core/vector"
import type { KeptVector, VectorStore } from "#lib/store/vector-store"

/** Questions that are compared with a new one, the newest of its scope. */
export const MAX_CANDIDATES = 1_000
/** Memory for the vectors of all scopes; those that were not asked for longest go first. */
const MAX_BYTES = 64 * 1024 * 1024
const ENTRY_BYTES = 300

/** Entries by key, oldest first, and up to where the store was read. */
interface Scope {
  readonly entries: Map<string, KeptVector>
  seq: number
}

export interface Near {
  readonly key: string
  /** Cosine, 1 = the same. */
  readonly similarity: number
}

export interface SemanticIndexOptions {
  readonly clock: Clock
  /** Null: what is known is gone with the process. */
  readonly store: VectorStore | null
  readonly maxBytes?: number
}

/** Which kept answers are to questions that mean nearly the same. Bounded in memory; what a store has beyond is read as it is asked for. */
export class SemanticIndex {
  readonly #clock: Clock
  readonly #store: VectorStore | null
  readonly #scopes: LRUCache<string, Scope>

  constructor({ clock, store, maxBytes = MAX_BYTES }: SemanticIndexOptions) {
    this.#clock = clock
    this.#store = store
    this.#scopes = new LRUCache({ maxSize: maxBytes, sizeCalculation: sizeOf })
  }

  /** Those of the scope that are at least so similar, the nearest first. Rejects when the store does. */
  async near(scope: string, vector: Float32Array, threshold: number): Promise<Near[]> {
    const { entries } = await this.#current(scope)
    const now = this.#clock.now()
    const near: Near[] = []
    for (const [key, entry] of entries) {
      if (entry.expiresAt <= now) entries.delete(key)
      else {
        const similarity = similarityOf(vector, entry.vector)
        if (similarity >= threshold) near.push({ key, similarity })
      }
    }
    return near.sort((a, b) => b.similarity - a.similarity)
  }

  /** Rejects when the store does. */
  async add(scope: string, vector: KeptVector): Promise<void> {
    if (this.#store !== null) return this.#store.add(scope, vector)
    this.#hold(scope, { entries: new Map([...(this.#scopes.get(scope)?.entries ?? []), [vector.key, vector]]), seq: 0 })
  }

  /** This one's answer is gone. */
  forget(scope: string, key: string): void {
    this.#scopes.peek(scope)?.entries.delete(key)
  }

  async delete(keys: readonly string[]): Promise<void> {
    for (const { entries } of this.#scopes.values()) for (const key of keys) entries.delete(key)
    await this.#store?.delete(keys)
  }

  async clear(): Promise<void> {
    this.#scopes.clear()
    await this.#store?.clear()
  }

  /** The scope with what other processes, or an earlier one, have added. */
  async #current(scope: string): Promise<Scope> {
    const held = this.#scopes.get(scope) ?? { entries: new Map<string, KeptVector>(), seq: 0 }
    if (this.#store === null) return held
    const { seq, vectors } = await this.#store.since(scope, held.seq, MAX_CANDIDATES)
    for (const vector of vectors) {
      held.entries.delete(vector.key)
      held.entries.set(vector.key, vector)
    }
    held.seq = Math.max(held.seq, seq)
    if (vectors.length > 0) this.#hold(scope, held)
    return held
  }

  #hold(scope: string, held: Scope): void {
    for (const key of held.entries.keys()) {
      if (held.entries.size <= MAX_CANDIDATES) break
      held.entries.delete(key)
    }
    // A new object, so that its size is counted anew.
    this.#scopes.set(scope, { ...held })
  }
}

function sizeOf({ entries }: Scope): number {
  let bytes = ENTRY_BYTES
  for (const { vector } of entries.values()) bytes += vector.byteLength + ENTRY_BYTES
  return bytes
}
