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

const LOOK_MS = 5

/** Resolves true when something of this counter came free since `version`, false when nothing did by then. */
export function freedSince(lease: Lease, version: number, untilMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const look = () => {
      if (lease.version !== version) resolve(true)
      else if (performance.now() > untilMs) resolve(false)
      else setTimeout(look, LOOK_MS)
    }
    look()
  })
}
