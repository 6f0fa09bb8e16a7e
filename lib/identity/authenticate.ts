import { timingSafeEqual } from "node:crypto"
import type { Clock } from "#lib/core/clock"
import { GatewayError } from "#lib/core/errors"
import type { Incoming } from "#lib/core/http"
import { sha256Hex } from "#lib/core/ids"
import { authorizeAccounts } from "./access"
import type { Account } from "./account"
import type { Caller, KeyRecord } from "./caller"
import type { RecordCache } from "./record-cache"

/** Where a key may stand, in LiteLLM's order (reference section 3). */
const KEY_HEADERS = ["x-litellm-api-key", "authorization", "api-key", "x-api-key", "x-goog-api-key"] as const

/** The key of a request, without its scheme; null when no header carries one. `first` is looked at before the usual headers. */
export function presentedKey(headers: Incoming["headers"], first: string | null = null): string | null {
  const own = first === null ? null : keyIn(headers, first)
  if (own !== null) return own
  for (const name of KEY_HEADERS) {
    const key = keyIn(headers, name)
    if (key !== null) return key
  }
  return null
}

function keyIn(headers: Incoming["headers"], name: string): string | null {
  const value = headers.get(name)
  if (value === null || value === "") return null
  const space = value.indexOf(" ")
  if (space === -1) return value
  if (value.slice(0, space).toLowerCase() === "bearer") return value.slice(space + 1).trim()
  return name === "authorization" ? null : value.trim()
}

export interface AuthenticateDeps {
  readonly keys: RecordCache<KeyRecord>
  /** Customers, tags and the gateway by `kind:id`. */
  readonly accounts: RecordCache<Account>
  /** Accounts every request is charged to, by name; absent = none. */
  readonly always?: readonly string[]
  readonly clock: Clock
  /** The header a key is looked for first (`litellm_key_header_name`); absent = the usual ones. */
  readonly keyHeader?: string | null
  /** SHA-256 of the master key. */
  readonly masterHash: string
}

const MASTER: Caller = { kind: "master", role: "proxy_admin", keyId: "master", key: null }

/** Key → caller. A promise only when the key is not known yet. Throws 401 (missing, unknown, blocked, expired) or 503 (database away). */
export function authenticate(deps: AuthenticateDeps, headers: Incoming["headers"]): Caller | Promise<Caller> {
  const key = presentedKey(headers, deps.keyHeader)
  if (key === null || key === "") {
    throw new GatewayError("missing_key", "No API key was sent. Send it as `Authorization: Bearer sk-…`.")
  }
  const token = sha256Hex(key)
  if (timingSafeEqual(Buffer.from(token), Buffer.from(deps.masterHash))) return MASTER
  if (!key.startsWith("sk-")) {
    const say =
      "This API key is not valid: keys of this gateway start with `sk-`. Ask its admin for one, or make one in the dashboard."
    throw new GatewayError("invalid_key", say)
  }
  return authenticateHash(deps, token)
}

/** The caller of a key by its hash, for requests the gateway makes itself; "master" is the master key. Throws like `authenticate`. */
export function authenticateHash(deps: AuthenticateDeps, hash: string): Caller | Promise<Caller> {
  if (hash === MASTER.keyId) return MASTER
  const record = deps.keys.get(hash)
  return record instanceof Promise ? record.then((r) => admitKey(deps, r)) : admitKey(deps, record)
}

function admitKey(deps: AuthenticateDeps, record: KeyRecord | null): Caller {
  if (record === null) {
    throw new GatewayError(
      "invalid_key",
      "This API key is not known here. Check it, or make a new one in the dashboard.",
    )
  }
  if (record.blocked) {
    throw new GatewayError("blocked_key", `The key ${record.keyName} is blocked. An admin can unblock it.`)
  }
  if (record.expires !== null && record.expires <= deps.clock.now()) {
    const on = new Date(record.expires).toISOString()
    throw new GatewayError("expired_key", `The key ${record.keyName} expired on ${on}. Ask for a new one.`)
  }
  if (record.accounts.length > 0) authorizeAccounts(record.accounts)
  return { kind: "key", role: "internal_user", keyId: record.token, key: record }
}
