import { createHash, hash, randomBytes, timingSafeEqual } from "node:crypto"

const POOL_BYTES = 10 * 512
let pool = Buffer.alloc(0)
let poolAt = 0
let lastMs = Number.NaN
let inMs = 0

/**
 * A fresh request id: UUID version 7 (RFC 9562 5.7), milliseconds first, then a count within the millisecond that begins anywhere in
 * its lower half (6.2, method 1), then 62 random bits. Ids made later by a process sort later: lists are in the order things were made
 * in, and an index on them grows at its end only.
 */
export function requestId(nowMs = Date.now()): string {
  if (poolAt + 10 > pool.length) {
    pool = randomBytes(POOL_BYTES)
    poolAt = 0
  }
  const random = pool.toString("hex", poolAt, poolAt + 10)
  poolAt += 10
  if (nowMs !== lastMs) {
    lastMs = nowMs
    inMs = Number.parseInt(random.slice(0, 3), 16) & 0x7ff
  } else if (inMs < 0xfff) inMs++
  return assembled(nowMs, inMs.toString(16).padStart(3, "0") + random.slice(3))
}

/** The request id of a named piece of work begun at this moment: the same each time, and among others as `requestId` has them. */
export function derivedRequestId(nowMs: number, name: string): string {
  return assembled(nowMs, sha256Hex(name).slice(0, 20))
}

/** `random`: 20 hex digits. */
function assembled(nowMs: number, random: string): string {
  const time = nowMs.toString(16).padStart(12, "0")
  const variant = "89ab"[Number.parseInt(random.charAt(3), 16) & 3]
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-${variant}${random.slice(4, 7)}-${random.slice(8, 20)}`
}

/** Hex SHA-256, in one call where Node has it (20.12+). The stored id of a key is this of the key (LiteLLM's rule, so its keys keep working). */
export function sha256Hex(text: string): string {
  return typeof hash === "function" ? hash("sha256", text) : createHash("sha256").update(text).digest("hex")
}

/** A new virtual key: `sk-` and 128 random bits in base64url, as LiteLLM mints them. */
export function newKey(): string {
  return `sk-${randomBytes(16).toString("base64url")}`
}

/** How a key is shown after its creation: `sk-...abcd`. */
export function maskedKey(key: string): string {
  return `sk-...${key.slice(-4)}`
}

/** Compares two secrets in constant time, whatever their lengths. */
export function sameSecret(a: string, b: string): boolean {
  const left = createHash("sha256").update(a).digest()
  const right = createHash("sha256").update(b).digest()
  return timingSafeEqual(left, right)
}
