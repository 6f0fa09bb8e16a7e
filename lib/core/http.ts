import type { CancelSignal } from "./cancel"

/** What the core needs of a request. A Web `Request` satisfies it as it is; the Node shell makes one from an IncomingMessage. */
export interface Incoming {
  readonly method: string
  /** Path and query (`/v1/models?x=1`) or an absolute URL; only its path and query are ever used. */
  readonly url: string
  /** `keys`: the names of all of them, in small letters; absent where the host cannot tell. */
  readonly headers: { get(name: string): string | null; keys?(): Iterable<string> }
  /** Aborted when the client goes away. */
  readonly signal: CancelSignal
  /** The whole body, at most `maxBytes` bytes; throws `body_too_large` beyond. */
  bytes(maxBytes: number): Promise<Buffer>
  /** The body as it comes, for what is too large to be held; throws `body_too_large` beyond `maxBytes`, `client_closed` when it breaks off. */
  stream(maxBytes: number): AsyncIterable<Uint8Array>
  /** The peer's address as the socket saw it, for logs and login limits; null when the host cannot tell. */
  readonly ip: string | null
  /** Set by the gateway for a request it makes itself, for somebody; no host sets it. */
  readonly behalf?: Behalf
}

/** For whom the gateway makes a request itself: a row of a batch, an embedding of its own. */
export interface Behalf {
  /** The hash under which the key is known, or "master". */
  readonly keyHash: string
  /** The same for the same piece of work, so that one done twice is billed once; and when it first began, in milliseconds. */
  readonly requestId: string
  readonly startedAt: number
  /** It is in the log already, from before a kill: this time it is charged to nobody. */
  readonly booked: boolean
  /** At what price it is billed, whatever its provider charges; null = at that. */
  readonly serviceTier: "batch" | null
  /** Nobody asked for it: it counts against budgets, and not against what its key may call and how often. */
  readonly gatewaysOwn: boolean
}

/** What the core answers. A shell writes it to its host; leaving the iteration early must call the iterator's `return()`. */
export interface Reply {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: string | Uint8Array | AsyncIterable<string | Uint8Array>
}

/** A JSON reply. */
export function json(status: number, value: unknown, headers: Record<string, string> = {}): Reply {
  return { status, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(value) }
}

/** Ends a body nobody will read. An iteration that never began is begun, so that what hangs on its end happens. */
export async function abandon(body: Reply["body"]): Promise<void> {
  if (typeof body !== "object" || !(Symbol.asyncIterator in body)) return
  const iterator = body[Symbol.asyncIterator]()
  await iterator.next()
  await iterator.return?.()
}
