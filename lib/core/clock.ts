/** Time as a dependency, so that windows and timeouts can be tested without sleeping. */
export interface Clock {
  /** Wall clock, milliseconds since the epoch. */
  now(): number
}

export const systemClock: Clock = { now: () => Date.now() }
