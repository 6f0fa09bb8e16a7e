import { createCipheriv, createDecipheriv, createHash, randomBytes, scryptSync } from "node:crypto"

const VERSION = "v1"
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** The text was sealed with another key. */
export class WrongSaltKey extends Error {}

/** Encrypts texts for the database. */
export interface Sealer {
  /** `v1.<id of the key>.<nonce, ciphertext and tag in base64url>`; can be opened again only for the same `owner`. */
  seal(text: string, owner: string): string
  /** Throws WrongSaltKey when another key sealed it, an Error when it was changed or belongs to another owner. */
  open(sealed: string, owner: string): string
}

/**
 * AES-256-GCM with a key derived from `saltKey` by scrypt, on first use (a twentieth of a second). The owner's name is
 * authenticated with it, so that sealed texts cannot change places.
 */
export function makeSealer(saltKey: string): Sealer {
  let derived: { key: Buffer; id: string } | null = null
  const own = () => {
    if (derived === null) {
      const key = scryptSync(saltKey, "tollgate sealed texts", 32, { N: 2 ** 14, r: 8, p: 1 })
      derived = { key, id: createHash("sha256").update("id").update(key).digest("hex").slice(0, 8) }
    }
    return derived
  }
  return {
    seal(text, owner) {
      const { key, id } = own()
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv("aes-256-gcm", key, nonce)
      cipher.setAAD(Buffer.from(owner))
      const sealed = Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()])
      return `${VERSION}.${id}.${sealed.toString("base64url")}`
    },
    open(sealed, owner) {
      const [version, keyId, body] = sealed.split(".")
      if (version !== VERSION || keyId === undefined || body === undefined) throw new Error("it is no sealed text")
      const { key, id } = own()
      if (keyId !== id) throw new WrongSaltKey("it was encrypted with another salt key")
      const bytes = Buffer.from(body, "base64url")
      if (bytes.length < NONCE_BYTES + TAG_BYTES) throw new Error("it is cut off")
      const opener = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
      opener.setAAD(Buffer.from(owner))
      opener.setAuthTag(bytes.subarray(-TAG_BYTES))
      const text = bytes.subarray(NONCE_BYTES, -TAG_BYTES)
      try {
        return Buffer.concat([opener.update(text), opener.final()]).toString("utf8")
      } catch {
        throw new Error("it was changed, or belongs to another entry")
      }
    },
  }
}
