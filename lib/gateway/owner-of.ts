import type { Owner } from "#lib/files/owner"
import type { Caller } from "#lib/identity/caller"

/** Whose what this caller makes is, and what it may see: its key's, its user's and its team's; an administrator sees everything. */
export function ownerOf(caller: Caller): Owner {
  return {
    apiKey: caller.keyId,
    userId: caller.key?.userId ?? null,
    teamId: caller.key?.teamId ?? null,
    all: caller.role === "proxy_admin",
  }
}
