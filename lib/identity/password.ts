import { randomBytes, scrypt, timingSafeEqual } from "node:crypto"

/** Long enough that guessing ten a quarter of an hour is hopeless; NIST SP 800-63B asks for 8 at least and no rules beside. */
export const MIN_PASSWORD_CHARS = 10
export const MAX_PASSWORD_CHARS = 256

const COST = { N: 16_384, r: 8, p: 1 } as const
const HASH_BYTES = 32

/** `scrypt$N$r$p$salt$hash`, salt and hash as base64url: all that checking needs, and not the password. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const hash = await derive(password, salt, COST)
  return ["scrypt", COST.N, COST.r, COST.p, salt.toString("base64url"), hash.toString("base64url")].join("$")
}

/** Is this the password? Takes as long when there is no hash to compare with, so that the time tells nobody who has a login. */
export async function verifyPassword(stored: string | null, candidate: string): Promise<boolean> {
  const [, n, r, p, salt = "", hash = ""] = (stored ?? (await NO_PASSWORD)).split("$")
  const known = Buffer.from(hash, "base64url")
  const given = await derive(candidate.slice(0, MAX_PASSWORD_CHARS), Buffer.from(salt, "base64url"), {
    N: Number(n),
    r: Number(r),
    p: Number(p),
  })
  return timingSafeEqual(given, known) && stored !== null && candidate.length <= MAX_PASSWORD_CHARS
}

const NO_PASSWORD = hashPassword(randomBytes(16).toString("hex"))

function derive(password: string, salt: Buffer, cost: { N: number; r: number; p: number }): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFKC"), salt, HASH_BYTES, cost, (e, hash) => (e ? reject(e) : resolve(hash)))
  })
}
