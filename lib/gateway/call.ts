import type { CacheSlot } from "#lib/cache/slot"
import type { ErrorKind } from "#lib/core/errors"
import type { Incoming } from "#lib/core/http"
import { requestId } from "#lib/core/ids"
import type { Caller } from "#lib/identity/caller"
import type { Attribution } from "#lib/identity/charged-accounts"
import { type DoorRules, OPEN_DOOR } from "#lib/identity/door-rules"
import type { RequestFacts } from "#lib/ledger/row-of"
import type { Bill } from "#lib/quota/admit"
import type { WireTape } from "#lib/router/wire-tape"
import type { Operation, Parsed } from "./operation"

const MAX_HEADER_CHARS = 300
const NO_TAGS: readonly string[] = []
const NOBODY: readonly string[] = []

/** How a call ended. */
export interface Ended extends Bill {
  /** What cut an answer short that had begun; null = nothing did. */
  readonly broken: ErrorKind | null
}

/** One request from its first byte to its end. Opened first, ended exactly once; what hangs on the end runs then. */
export class Call {
  readonly requestId: string
  readonly callId: string
  readonly startedAt: number
  readonly op: Operation
  /** The service tier it is billed in; null = the one its provider says. */
  readonly tier: "batch" | null
  /** An earlier process booked it: it is in the log and charged already. */
  readonly booked: boolean
  /** The gateway makes it itself: a row of a batch. */
  readonly onBehalf: boolean
  /** Nobody asked for it: an embedding for the semantic cache. */
  readonly gatewaysOwn: boolean
  readonly #req: Incoming
  readonly #onEnd: ((ended: Ended) => void)[] = []
  caller: Caller | null = null
  parsed: Parsed | null = null
  /** Which headers say whom it is for. */
  door: DoorRules = OPEN_DOOR
  windowStartedAt = 0
  /** Accounts of the caller the bill goes to, as `<window start>:<kind>:<id>`. */
  chargedTo: readonly string[] = []
  #servedBy = NOBODY
  /** Where the cache keeps its answer; null = nowhere. */
  slot: CacheSlot | null = null
  /** How like its question the nearest one in the cache is that has an answer, 0 when there is none; null = nobody looked. */
  similarity: number | null = null
  /** Remembered facts it was given; null = it asked for none. */
  recalledFacts: number | null = null
  /** What is left of the caller's limits on rates, as reply headers. */
  rates: (() => Record<string, string>) | null = null
  /** What goes over the wire, while prompts are stored; null = nobody keeps it. */
  tape: WireTape | null = null
  /** Milliseconds until it was known who calls, and then until there was room in their limits; 0 = known in memory. */
  authMs = 0
  limitsMs = 0
  /** When the provider was first written to; null = it was never reached. */
  sentAt: number | null = null
  /** Its row is in the journal, or on its way there. */
  announced = false
  ended = false
  /** False when what was used has no known price: its cost is unknown then, not 0. */
  priced = true
  #facts: RequestFacts | null = null
  #attribution: Attribution | null = null

  constructor(op: Operation, req: Incoming, now: number) {
    this.op = op
    this.#req = req
    this.startedAt = req.behalf?.startedAt ?? now
    this.requestId = req.behalf?.requestId ?? requestId(now)
    this.booked = req.behalf?.booked ?? false
    this.onBehalf = req.behalf !== undefined
    this.gatewaysOwn = req.behalf?.gatewaysOwn ?? false
    this.tier = req.behalf?.serviceTier ?? null
    this.callId = req.headers.get("x-litellm-call-id")?.slice(0, MAX_HEADER_CHARS) || this.requestId
  }

  onEnd(run: (ended: Ended) => void): void {
    this.#onEnd.push(run)
  }

  /** True the first time only. */
  end(ended: Ended): boolean {
    if (this.ended) return false
    this.ended = true
    for (const run of this.#onEnd) run(ended)
    return true
  }

  /** A header of the request, cut to what is kept of one. */
  header(name: string): string | null {
    return this.#req.headers.get(name)?.slice(0, MAX_HEADER_CHARS) ?? null
  }

  /** Tags of the key, of the body and of `x-litellm-tags`. */
  tags(): readonly string[] {
    const own = this.caller?.key?.tags ?? NO_TAGS
    const inBody = this.parsed?.tags ?? NO_TAGS
    const said = own.length === 0 ? inBody : [...new Set([...own, ...inBody])]
    const tags = this.header("x-litellm-tags")
    return tags === null ? said : [...said, ...tags.split(",").map((tag) => tag.trim())].filter((tag) => tag !== "")
  }

  /** Whom the request says it is for; read once, when the body is known. */
  attribution(): Attribution {
    if (this.#attribution !== null) return this.#attribution
    const attribution = this.#readAttribution()
    if (this.parsed !== null) this.#attribution = attribution
    return attribution
  }

  #readAttribution(): Attribution {
    const { customerHeaders, userHeaders } = this.door
    const said = this.header("x-litellm-customer-id") ?? this.header("x-litellm-end-user-id")
    const customer = said ?? (customerHeaders.length === 0 ? null : this.#first(customerHeaders))
    const userId = userHeaders.length === 0 ? null : this.#first(userHeaders)
    return { endUser: customer ?? this.parsed?.endUser ?? null, tags: this.tags(), userId }
  }

  #first(names: readonly string[]): string | null {
    for (const name of names) {
      const value = this.header(name)?.trim()
      if (value) return value
    }
    return null
  }

  /** The whole header `x-litellm-spend-logs-metadata`. */
  logMetadataHeader(): string | null {
    return this.#req.headers.get("x-litellm-spend-logs-metadata")
  }

  /** The bill goes to these accounts too: the budgets of the deployment that is asked now, and of no earlier one. */
  servedFrom(held: { readonly charges: readonly string[] } | null): void {
    const accounts = held === null ? NOBODY : held.charges
    if (accounts.length === 0 && this.#servedBy.length === 0) return
    this.#servedBy = accounts
    this.#facts = null
  }

  /** What the log keeps of the request itself; fixed once its row was announced to the journal. */
  facts(): RequestFacts {
    if (this.#facts !== null) return this.#facts
    const facts = this.#readFacts()
    if (this.announced) this.#facts = facts
    return facts
  }

  #readFacts(): RequestFacts {
    const key = this.caller?.key ?? null
    const header = (name: string) => this.header(name)
    const { endUser, tags, userId } = this.attribution()
    return {
      requestId: this.requestId,
      callId: this.callId,
      callType: this.op.callType,
      apiKey: this.caller?.keyId ?? "",
      keyAlias: key?.keyAlias ?? null,
      userId: userId ?? key?.userId ?? null,
      teamId: key?.teamId ?? null,
      organizationId: key?.organizationId ?? key?.accounts.find(({ kind }) => kind === "organization")?.id ?? null,
      endUser,
      tags,
      modelGroup: this.parsed?.body.model.slice(0, MAX_HEADER_CHARS) ?? "",
      stream: this.parsed?.body.stream ?? false,
      startedAt: this.startedAt,
      ip: this.#req.ip,
      userAgent: header("user-agent"),
      windowStartedAt: this.windowStartedAt,
      chargedTo: this.#servedBy.length === 0 ? this.chargedTo : [...this.chargedTo, ...this.#servedBy],
    }
  }
}
