import { type CostLine, sumNano } from "#lib/catalog/cost"
import { countTokens } from "#lib/catalog/tokens"
import { furtherUsage } from "#lib/catalog/usage-vector"
import type { ErrorKind, GatewayError } from "#lib/core/errors"
import { costBreakdown, rowOf, type ServedBy } from "#lib/ledger/row-of"
import type { SpendRow } from "#lib/ledger/spend-row"
import { billLines, isPriced } from "#lib/router/bill"
import type { Deployment } from "#lib/router/deployment"
import type { AttemptRecord } from "#lib/router/execute"
import type { GroupNote } from "#lib/router/group-note"
import type { Usage } from "#lib/wire/chat"
import type { Call } from "./call"
import { estimateSubject } from "./estimate-of"
import { servedBy } from "./intend"
import { logMetadataOf } from "./log-metadata"
import { promptText } from "./prompt-text"
import type { Runtime } from "./runtime"

/** How a call ended. */
export interface Ending {
  readonly rt: Runtime
  readonly call: Call
  readonly deployment: Deployment | null
  readonly status: SpendRow["status"]
  readonly httpStatus: number
  readonly error: GatewayError | null
  /** As the provider reported it; may lack parts when the answer was cut. */
  readonly usage: Partial<Usage> | null
  /** The text the client received when the usage must be counted here; null = nothing was used. */
  readonly deliveredText: string | null
  readonly firstTokenAt: number | null
  readonly response: unknown
  readonly attempts: readonly AttemptRecord[]
  /** How its deployment was chosen; null when there was nothing to choose. */
  readonly routing: readonly GroupNote[] | null
  /** The answer came from the cache: what the row says of it. */
  readonly cached?: Readonly<Record<string, unknown>>
}

const NOTHING = { costNano: 0, totalTokens: 0, promptTokens: 0 }
const MAX_STORED_CHARS = 100_000

/**
 * Ends a call: the bill, the row in the journal, the tickets. The row is durable against a killed process when this
 * resolves, so nothing of the answer's end may leave before. Resolves with the bill in nano-dollars.
 */
export async function book(ending: Ending): Promise<number> {
  const { call, rt } = ending
  if (call.ended) return 0
  const known = knownUsage(ending)
  const cost = known === null ? finish(ending, await countedUsage(ending), true) : finish(ending, known.usage, false)
  await rt.journal.written()
  return cost
}

/** What a call that ends well will be billed, in nano-dollars, where its usage is known before its end; null = no price is known. */
export async function costAhead(ending: Ending): Promise<number | null> {
  const { call, deployment } = ending
  const usage = inTier(call, knownUsage(ending)?.usage ?? (await countedUsage(ending)))
  if (usage === null || deployment === null || !isPriced(deployment, usage)) return null
  return sumNano(billLines(deployment, usage))
}

/** The usage if it needs no counting: reported whole, or there was none (`usage: null`). Null = it must be counted. */
function knownUsage(ending: Ending): { usage: Usage | null } | null {
  const { usage, deliveredText } = ending
  if (usage === null && deliveredText === null) return { usage: null }
  const whole = usage !== null && usage.prompt_tokens !== undefined && usage.completion_tokens !== undefined
  return whole && ending.status === "success" ? { usage: usage as Usage } : null
}

/** Counts what the provider did not say: the prompt, and the text that was delivered. */
async function countedUsage(ending: Ending): Promise<Usage> {
  const { usage, call } = ending
  const prompt = usage?.prompt_tokens ?? (await countTokens(readOf(call)))
  const completion = Math.max(usage?.completion_tokens ?? 0, await countTokens(ending.deliveredText ?? ""))
  return { ...usage, prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion }
}

/** What the model read of a request. */
function readOf({ parsed }: Call): string {
  if (parsed === null) return ""
  return parsed.body.other === undefined ? promptText(parsed.body.json) : parsed.body.other.text()
}

/** Where it went; a model that has prices may have none for what was used, and one that has none may have been billed. */
function served({ deployment, cached }: Ending, usage: Usage | null): ServedBy | null {
  if (deployment === null) return null
  const known = servedBy(deployment)
  const priced = usage === null ? known.priced || cached !== undefined : isPriced(deployment, usage)
  if (priced === known.priced) return known
  const { text: _otherwise, ...rest } = known
  return { ...rest, priced }
}

function finish(ending: Ending, reported: Usage | null, estimated: boolean): number {
  const { rt, call, deployment } = ending
  const usage = inTier(call, reported)
  const lines: readonly CostLine[] = usage === null || deployment === null ? [] : billLines(deployment, usage)
  const cost = sumNano(lines)
  const promptTokens = usage?.prompt_tokens ?? 0
  const totalTokens = promptTokens + (usage?.completion_tokens ?? 0)
  const counted = (call.sentAt !== null || ending.cached !== undefined) && !call.booked
  const charged = call.booked ? NOTHING : { costNano: cost, totalTokens, promptTokens }
  if (!call.end({ ...charged, counted, broken: brokenBy(ending) })) return 0
  const { caller, parsed } = call
  if (caller === null || call.op.kind !== "model" || call.booked) return cost
  const now = rt.clock.now()
  const timing = {
    auth_ms: call.authMs === 0 ? undefined : call.authMs,
    limits_ms: call.limitsMs === 0 ? undefined : call.limitsMs,
    queue_ms: call.sentAt === null ? null : call.sentAt - call.startedAt,
    upstream_first_byte_ms:
      ending.firstTokenAt === null || call.sentAt === null ? null : ending.firstTokenAt - call.sentAt,
    total_ms: now - call.startedAt,
  }
  const breakdown = lines.length === 0 ? undefined : costBreakdown(lines)
  const where = served(ending, usage)
  call.priced = where?.priced ?? true
  rt.journal.settle(
    rowOf(call.facts(), where, {
      status: ending.status,
      httpStatus: ending.httpStatus,
      error: ending.error === null ? null : { code: ending.error.code, message: ending.error.message },
      usage,
      estimated,
      costNano: cost,
      firstTokenAt: ending.firstTokenAt,
      endedAt: now,
      request: rt.rules.storePrompts && parsed !== null ? stored(parsed.body.json, parsed.body.text.length) : null,
      response: rt.rules.storePrompts ? ending.response : null,
      wire: call.tape?.bodies(),
      metadata: {
        attempts: toldByTheRow(ending) ? undefined : ending.attempts,
        routing: ending.routing ?? undefined,
        cost_breakdown: breakdown,
        usage: usage === null ? undefined : furtherUsage(usage),
        timing,
        spend_logs_metadata: logMetadataOf(call),
        ...ending.cached,
      },
    }),
  )
  if (ending.status === "success" && usage !== null && parsed !== null && parsed.body.other === undefined)
    rt.quota.estimator.observe(
      estimateSubject(caller, parsed),
      parsed.body.text.length,
      usage.prompt_tokens,
      usage.completion_tokens,
    )
  return cost
}

/** A row of a batch costs what batches cost, however its provider served it. */
function inTier({ tier }: Call, usage: Usage | null): Usage | null {
  return tier === null || usage === null ? usage : { ...usage, service_tier: tier }
}

/** One try that succeeded: the row's own columns say where and how long, and its reader adds the attempt. */
function toldByTheRow({ attempts, status }: Ending): boolean {
  return attempts.length === 1 && status === "success"
}

/** An answer that had begun and was not brought to its end by the provider. */
function brokenBy({ status, error }: Ending): ErrorKind | null {
  return status === "failure" && error !== null ? error.kind : null
}

/** Bodies beyond the limit are kept as their beginning, so that one long conversation does not fill the log. */
export function stored(value: unknown, chars: number): unknown {
  if (chars <= MAX_STORED_CHARS) return value
  return { truncated: true, characters: chars, beginning: JSON.stringify(value).slice(0, MAX_STORED_CHARS) }
}
