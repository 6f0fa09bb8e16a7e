import type { Clock } from "#lib/core/clock"

interface LoginBounds {
  /** Wrong keys one address may try in a window. */
  readonly perAddress: number
  /** Wrong keys from everywhere in a window, from which on every address has `underAttack` tries only. */
  readonly everywhere: number
  readonly underAttack: number
  readonly windowMs: number
  /** Addresses remembered; the oldest is forgotten first, so that an attacker's many addresses cannot fill the memory. */
  readonly maxAddresses: number
}

const BOUNDS: LoginBounds = {
  perAddress: 10,
  everywhere: 100,
  underAttack: 2,
  windowMs: 15 * 60_000,
  maxAddresses: 10_000,
}

interface Window {
  wrong: number
  endsAt: number
}

/**
 * Slows down guessing of the master key. Each address has ten wrong keys in 15 minutes; when wrong keys arrive from everywhere, two.
 * No number of wrong keys from elsewhere keeps out the right key from an address that has not been guessing. Call `failed` in the same
 * tick as the comparison, so that parallel guesses cannot slip in between.
 */
export class LoginLimiter {
  readonly #clock: Clock
  readonly #bounds: LoginBounds
  readonly #windows = new Map<string, Window>()
  #everywhere: Window = { wrong: 0, endsAt: 0 }

  constructor(clock: Clock, bounds: Partial<LoginBounds> = {}) {
    this.#clock = clock
    this.#bounds = { ...BOUNDS, ...bounds }
  }

  /** Whole seconds until this address may try again (at most the window); 0 when it may now. */
  retryAfterSeconds(address: string): number {
    const now = this.#clock.now()
    const window = this.#windows.get(group(address))
    if (window === undefined || window.endsAt <= now) return 0
    const attacked = this.#everywhere.endsAt > now && this.#everywhere.wrong >= this.#bounds.everywhere
    const allowed = attacked ? this.#bounds.underAttack : this.#bounds.perAddress
    return window.wrong < allowed ? 0 : Math.ceil((window.endsAt - now) / 1000)
  }

  /** Counts a wrong key. */
  failed(address: string): void {
    const now = this.#clock.now()
    const name = group(address)
    const window = counted(this.#windows.get(name), now, this.#bounds.windowMs)
    this.#windows.delete(name)
    this.#windows.set(name, window)
    this.#everywhere = counted(this.#everywhere, now, this.#bounds.windowMs)
    if (this.#windows.size > this.#bounds.maxAddresses) {
      const oldest = this.#windows.keys().next()
      if (!oldest.done) this.#windows.delete(oldest.value)
    }
  }

  /** The right key came from this address: its earlier slips are forgotten. */
  succeeded(address: string): void {
    this.#windows.delete(group(address))
  }
}

function counted(window: Window | undefined, now: number, windowMs: number): Window {
  if (window === undefined || window.endsAt <= now) return { wrong: 1, endsAt: now + windowMs }
  return { wrong: window.wrong + 1, endsAt: window.endsAt }
}

/** One subscriber usually owns a whole IPv6 /64 and can change address at will within it; IPv4 in IPv6 clothes is IPv4. */
function group(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped?.[1] !== undefined) return mapped[1]
  if (!address.includes(":")) return address
  const [head = "", tail] = address.toLowerCase().split("::")
  const left = head === "" ? [] : head.split(":")
  const right = tail === undefined || tail === "" ? [] : tail.split(":")
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length)
  const words = [...left, ...Array<string>(zeros).fill("0"), ...right]
  return words
    .slice(0, 4)
    .map((word) => word.replace(/^0+(?=.)/, ""))
    .join(":")
}
