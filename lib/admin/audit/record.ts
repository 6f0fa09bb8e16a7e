import { redactedParams } from "#lib/router/view"
import type { AdminContext } from "../context"
import { Answer, type Endpoint } from "../resource"
import { append } from "./chain"
import { idsIn, type Subject, subjectOf } from "./subjects"

/** A change that is asked for. */
export interface Change {
  readonly endpoint: Pick<Endpoint, "method" | "path">
  /** What was done; absent: what the endpoint's name says. */
  readonly action?: string
  /** The name of the resource the endpoint belongs to. */
  readonly resource: string
  readonly params: Readonly<Record<string, string>>
  readonly raw: unknown
  /** Who asks, as far as the request says: its address, and the header litellm-changed-by. */
  readonly ip: string | null
  readonly changedBy: string | null
}

const ACTIONS: Readonly<Record<string, string>> = {
  new: "created",
  generate: "created",
  update: "updated",
  bulk_update: "updated",
  delete: "deleted",
  block: "blocked",
  unblock: "unblocked",
  regenerate: "rotated",
  rotated: "fetched",
}
const BY_METHOD: Readonly<Record<string, string>> = { POST: "created", PATCH: "updated", DELETE: "deleted" }

/**
 * Makes a change and then appends it to the audit log, with what it was about as it stood before and after. What is refused changes
 * nothing and is not in the log. A log that takes no row is told to the operator; the change stands.
 */
export async function recorded<T>(ctx: AdminContext, change: Change, make: () => Promise<T>): Promise<T> {
  const subject = subjectOf(change.resource)
  const asked = idsIn([change.params, change.raw], subject)
  const before = await subject.read?.(ctx.db, asked)
  const result = await make()
  if (result instanceof Answer && result.status >= 400) return result
  try {
    await write(ctx, change, { subject, asked, before, result })
  } catch (e) {
    ctx.log.error("the audit log takes no row", { route: change.endpoint.path, detail: String(e) })
  }
  return result
}

interface Made {
  readonly subject: Subject
  readonly asked: readonly string[]
  readonly before: Record<string, unknown> | undefined
  readonly result: unknown
}

async function write(ctx: AdminContext, change: Change, { subject, asked, before = {}, result }: Made): Promise<void> {
  const { endpoint, raw, ip, changedBy } = change
  const known = Object.keys(before)
  const named = asked.length > 0 ? asked : idsIn(result instanceof Answer ? result.value : result, subject)
  const after = await subject.read?.(ctx.db, [...new Set([...named, ...known])])
  const ids = after === undefined ? named : [...new Set([...known, ...Object.keys(after)])]
  const { caller } = ctx
  await append(ctx.db, {
    at: ctx.clock.now(),
    action: change.action ?? actionOf(endpoint),
    table: subject.table,
    ids: ids.length > 0 ? ids : [...named],
    changedBy: caller.person?.userId ?? caller.key?.userId ?? caller.keyId,
    apiKey: caller.sessionId === undefined ? caller.keyId : "session",
    onBehalfOf: changedBy,
    ip,
    route: `${endpoint.method} ${endpoint.path}`,
    status: result instanceof Answer ? result.status : 200,
    before: jsonOf(before),
    after: jsonOf(after === undefined ? askedFor(raw) : sealedToo(after, raw)),
  })
}

function actionOf({ method, path }: Change["endpoint"]): string {
  const words = path.split("/").filter((part) => part !== "" && !part.startsWith(":"))
  const last = words.at(-1) ?? ""
  return ACTIONS[last] ?? (words.length > 1 ? last : (BY_METHOD[method] ?? last))
}

function jsonOf(value: Readonly<Record<string, unknown>>): string | null {
  return Object.keys(value).length === 0 ? null : JSON.stringify(value)
}

/** What was asked, where the table says nothing a person could read. */
function askedFor(raw: unknown): Record<string, unknown> {
  return typeof raw === "object" && raw !== null ? redactedParams(raw as Record<string, unknown>) : {}
}

/** Parameters that are stored encrypted are shown as they were asked for, secrets hidden. */
function sealedToo(after: Record<string, unknown>, raw: unknown): Record<string, unknown> {
  const { litellm_params: params, credential_values: values } = askedFor(raw)
  if (params === undefined && values === undefined) return after
  return Object.fromEntries(
    Object.entries(after).map(([id, row]) => [
      id,
      {
        ...(row as Record<string, unknown>),
        ...(params !== undefined && { litellm_params: params }),
        ...(values !== undefined && { credential_values: values }),
      },
    ]),
  )
}
