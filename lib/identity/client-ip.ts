/** What is known of where a request came from. */
export interface Origin {
  /** The peer's address as the socket saw it, or null when the host cannot tell. */
  readonly peer: string | null
  /** The `x-forwarded-for` header as it came. */
  readonly forwardedFor: string | null
  /** How many proxies of ours stand in front; each appends one entry. 0: the header is a claim of the client and is not read. */
  readonly trustedProxies: number
}

/** The address to hold a visitor to: the entry our outermost proxy wrote, or the peer. Entries further left are the client's to invent. */
export function clientIp({ peer, forwardedFor, trustedProxies }: Origin): string {
  const unknown = peer ?? "unknown"
  if (trustedProxies <= 0 || forwardedFor === null) return unknown
  const entries = forwardedFor.split(",").map((entry) => entry.trim())
  return entries[entries.length - trustedProxies] || unknown
}
