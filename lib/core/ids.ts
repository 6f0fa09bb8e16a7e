import { createHash, hash, randomBytes, randomUUID, timingSafeEqual } from "node:crypto"

/** A fresh request id (UUID v4). */
export function requestId(): string {
  return randomUUID()
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
