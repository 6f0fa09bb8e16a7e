import type { Clock } from "#lib/core/clock"
import type { TokenUsage } from "./ask"

/** What became of a request. `broken`: the mock spoiled or cut the answer, as its model name asked. */
export type Outcome = "served" | "aborted" | "refused" | "broken"

/** One request as the mock saw it; times are milliseconds since the epoch. */
export interface RecordedRequest {
  readonly id: number
  readonly method: string
  readonly path: string
  readonly model: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** Parsed JSON; undefined when the body was none. */
  readonly body: unknown
  readonly bodyBytes: number
  readonly receivedAt: number
  firstByteAt?: number
  /** The whole answer was handed to the socket. */
  endedAt?: number
  /** The client went away before the answer was complete. */
  clientClosedAt?: number
  outcome?: Outcome
}

export interface ModelTally {
  served: number
  aborted: number
  refused: number
  broken: number
  /** Tokens of served answers, as their usage reported (or would have). */
  promptTokens: number
  completionTokens: number
}

export interface MockStats extends ModelTally {
  /** Requests that arrived, models list and unknown paths included. */
  received: number
  byModel: Record<string, ModelTally>
  openSockets: number
  /** The last sockets in order of arrival. */
  sockets: { openedAt: number; closedAt?: number }[]
}

/** Bodies are remembered up to this much together, so that a long-lived mock does not grow; the newest one always is. */
const maxBodyBytes = 16 * 1_024 * 1_024

/** Counts everything and remembers the last `keep` requests and sockets. */
export class Recorder {
  #received = 0
  #openSockets = 0
  #bodyBytes = 0
  #requests: RecordedRequest[] = []
  #sockets: { openedAt: number; closedAt?: number }[] = []
  #byModel = new Map<string, ModelTally>()
  readonly #clock: Clock
  readonly #keep: number

  constructor(clock: Clock, keep: number) {
    this.#clock = clock
    this.#keep = keep
  }

  /** Opens the record of a request. */
  received(
    seen: Pick<RecordedRequest, "method" | "path" | "model" | "headers" | "body" | "bodyBytes">,
  ): RecordedRequest {
    const record: RecordedRequest = { id: ++this.#received, ...seen, receivedAt: this.#clock.now() }
    const forgotten = remember(this.#requests, record, this.#keep)
    this.#bodyBytes += (this.#keep > 0 ? record.bodyBytes : 0) - sumOf(forgotten)
    while (this.#bodyBytes > maxBodyBytes && this.#requests.length > 1) {
      this.#bodyBytes -= this.#requests.shift()?.bodyBytes ?? 0
    }
    return record
  }

  firstByte(record: RecordedRequest): void {
    record.firstByteAt ??= this.#clock.now()
  }

  /** Closes the record, once; later calls change nothing. */
  ended(record: RecordedRequest, outcome: Outcome, usage: TokenUsage | null): void {
    if (record.outcome !== undefined) return
    record.outcome = outcome
    if (outcome === "aborted") record.clientClosedAt = this.#clock.now()
    else record.endedAt = this.#clock.now()
    if (record.model === "") return
    const tally = this.#byModel.get(record.model) ?? emptyTally()
    this.#byModel.set(record.model, tally)
    tally[outcome] += 1
    if (outcome !== "served" || usage === null) return
    tally.promptTokens += usage.promptTokens
    tally.completionTokens += usage.completionTokens
  }

  /** Follows one socket; call the result when it closes. */
  socketOpened(): () => void {
    const socket: { openedAt: number; closedAt?: number } = { openedAt: this.#clock.now() }
    remember(this.#sockets, socket, this.#keep)
    this.#openSockets += 1
    return () => {
      socket.closedAt = this.#clock.now()
      this.#openSockets -= 1
    }
  }

  requests(): RecordedRequest[] {
    return [...this.#requests]
  }

  stats(): MockStats {
    const total = emptyTally()
    for (const tally of this.#byModel.values()) {
      for (const key of tallyKeys) total[key] += tally[key]
    }
    const byModel = structuredClone(Object.fromEntries(this.#byModel))
    const sockets = structuredClone(this.#sockets)
    return { received: this.#received, ...total, byModel, openSockets: this.#openSockets, sockets }
  }

  /** Forgets requests and counts; sockets that are open stay counted. */
  reset(): void {
    this.#received = 0
    this.#requests = []
    this.#bodyBytes = 0
    this.#byModel.clear()
    this.#sockets = this.#sockets.filter((socket) => socket.closedAt === undefined)
  }
}

const tallyKeys = ["served", "aborted", "refused", "broken", "promptTokens", "completionTokens"] as const

function emptyTally(): ModelTally {
  return { served: 0, aborted: 0, refused: 0, broken: 0, promptTokens: 0, completionTokens: 0 }
}

/** Appends within the limit; what fell out at the front. */
function remember<T>(list: T[], item: T, keep: number): T[] {
  if (keep <= 0) return []
  list.push(item)
  return list.length > keep ? list.splice(0, list.length - keep) : []
}

function sumOf(requests: readonly RecordedRequest[]): number {
  return requests.reduce((sum, request) => sum + request.bodyBytes, 0)
}
