import type { Lease } from "./lease"

/** What processes tell each other: one needs more of a counter; another has given back what it did not need. */
export interface News {
  readonly kind: "want" | "gave"
  readonly counter: string
  /** The process that says so. */
  readonly from: string
}

export function readNews(message: string): News {
  return JSON.parse(message) as News
}

/** Others are asked for what they do not need, and given this long to say so. */
const GIVE_MS = 150
const LOOK_MS = 5

/** Resolves when something of this counter came free since `version`, or when nobody gave anything. */
export function freedSince(lease: Lease, version: number): Promise<void> {
  const startedAt = performance.now()
  return new Promise((resolve) => {
    const look = () => {
      if (lease.version !== version || performance.now() - startedAt > GIVE_MS) resolve()
      else setTimeout(look, LOOK_MS)
    }
    look()
  })
}
