import { type Batch, batchObject } from "#lib/batches/batch"
import { BATCH_ENDPOINTS } from "#lib/batches/endpoints"
import { GatewayError } from "#lib/core/errors"
import { json } from "#lib/core/http"
import { choiceOf } from "#lib/gateway/choose-account"
import { chooseNative } from "#lib/gateway/choose-native"
import type { RawOperation } from "#lib/gateway/operation"
import { ownerOf } from "#lib/gateway/owner-of"
import { pageQuery } from "#lib/gateway/page-query"
import { parseObject } from "#lib/gateway/parse-request"
import type { Runtime } from "#lib/gateway/runtime"
import type { Caller } from "#lib/identity/caller"
import { openaiChat } from "#lib/wire/openai-chat/dialect"
import { asText } from "#lib/wire/read-json"
import { ownFile } from "./files"

const WINDOWS: Readonly<Record<string, number>> = { "24h": 24 * 3600_000 }
const MAX_LISTED = 100
const MAX_PAIRS = 16
const MAX_KEY_CHARS = 64
const MAX_VALUE_CHARS = 512
const MAX_BODY_BYTES = 256 * 1024

const pathsOf = (rest: string) => [`/v1/batches${rest}`, `/batches${rest}`, `/openai/v1/batches${rest}`]

/** POST /v1/batches: a file of requests, to be answered within a day. */
export const createBatch: RawOperation = {
  kind: "raw",
  id: "batches.create",
  callType: "acreate_batch",
  method: "POST",
  paths: pathsOf(""),
  dialect: openaiChat,
  async reply(rt, caller, _params, req) {
    const fields = parseObject((await req.bytes(MAX_BODY_BYTES)).toString("utf8"))
    const endpoint = oneOf(fields, "endpoint", BATCH_ENDPOINTS)
    const completionWindow = oneOf(fields, "completion_window", Object.keys(WINDOWS))
    const metadata = metadataOf(fields.metadata)
    const inputFileId = textOf(fields, "input_file_id", "the id of a file that was uploaded with the purpose `batch`")
    const file = await ownFile(rt, caller, inputFileId, "input_file_id")
    if (file.purpose !== "batch")
      throw refused(
        "input_file_id",
        `The file ${file.id} has the purpose \`${file.purpose}\`; upload it with \`batch\`.`,
      )
    const { maxBatchFileBytes } = rt.rules
    if (file.bytes > maxBatchFileBytes) {
      const most = Math.round(maxBatchFileBytes / 1024 / 1024)
      throw new GatewayError(
        "body_too_large",
        `The input file is larger than ${most} MB (general_settings.max_batch_file_size_mb).`,
        {
          param: "input_file_id",
        },
      )
    }
    const expiresAt = new Date(rt.clock.now() + (WINDOWS[completionWindow] ?? 0))
    const asked = choiceOf(req, fields)
    const choice = { ...asked, model: asked.model ?? (asText(fields.model) || null) }
    const native = await chooseNative(rt, caller, { choice, endpoint, file }) // 403, 404
    const deploymentId = native?.id ?? null
    const batch = { endpoint, completionWindow, inputFileId: file.id, metadata, expiresAt, deploymentId }
    const made = await rt.batches.create(ownerOf(caller), batch)
    void rt.batchEngine.look()
    return json(200, batchObject(made))
  },
}

/** GET /v1/batches: the caller's own, the newest first. */
export const listBatches: RawOperation = {
  kind: "raw",
  id: "batches.list",
  callType: "alist_batches",
  method: "GET",
  paths: pathsOf(""),
  dialect: openaiChat,
  async reply(rt, caller, _params, req) {
    const page = pageQuery(req, { limit: 20, most: MAX_LISTED })
    const { batches, more } = await rt.batches.list(ownerOf(caller), page)
    const [first] = batches
    const ends = first === undefined ? {} : { first_id: first.id, last_id: batches.at(-1)?.id ?? first.id }
    return json(200, { object: "list", data: batches.map(batchObject), ...ends, has_more: more })
  },
}

/** GET /v1/batches/{id}. */
export const retrieveBatch: RawOperation = {
  kind: "raw",
  id: "batches.retrieve",
  callType: "aretrieve_batch",
  method: "GET",
  paths: pathsOf("/:batch_id"),
  dialect: openaiChat,
  async reply(rt, caller, params) {
    return json(200, batchObject(await ownBatch(rt, caller, params.batch_id)))
  },
}

/** POST /v1/batches/{id}/cancel: what has begun is finished, and nothing more begins. */
export const cancelBatch: RawOperation = {
  kind: "raw",
  id: "batches.cancel",
  callType: "acancel_batch",
  method: "POST",
  paths: pathsOf("/:batch_id/cancel"),
  dialect: openaiChat,
  async reply(rt, caller, params) {
    const batch = await ownBatch(rt, caller, params.batch_id)
    if (batch.status === "cancelling" || batch.status === "cancelled") return json(200, batchObject(batch))
    const cancelled = await rt.batches.cancel(ownerOf(caller), batch.id)
    if (cancelled === null)
      throw new GatewayError(
        "conflict",
        `The batch ${batch.id} has ended or is about to; it cannot be cancelled any more.`,
      )
    rt.batchEngine.cancelled(batch.id)
    return json(200, batchObject(cancelled))
  },
}

/** A batch of the caller's. Throws 404: somebody else's is as if it were not there. */
async function ownBatch(rt: Runtime, caller: Caller, id: string | undefined): Promise<Batch> {
  const batch = id === undefined || id.includes("\0") ? null : await rt.batches.find(ownerOf(caller), id)
  if (batch === null)
    throw new GatewayError("not_found", `There is no batch ${(id ?? "").slice(0, 100)}. GET /v1/batches lists yours.`, {
      param: "batch_id",
    })
  return batch
}

function textOf(fields: Record<string, unknown>, param: string, what: string): string {
  const value = fields[param]
  if (value === undefined || value === null) throw refused(param, `The field \`${param}\` is missing: ${what}.`)
  if (typeof value !== "string") throw refused(param, `The field \`${param}\` must be a text: ${what}.`)
  return value
}

function oneOf(fields: Record<string, unknown>, param: string, allowed: readonly string[]): string {
  const list = allowed.map((value) => `\`${value}\``).join(", ")
  const value = textOf(fields, param, allowed.length === 1 ? list : `one of ${list}`)
  if (!allowed.includes(value))
    throw refused(param, `The field \`${param}\` must be ${allowed.length === 1 ? "" : "one of "}${list}.`)
  return value
}

/** OpenAI's limits: 16 pairs, keys of 64 and values of 512 characters. */
function metadataOf(value: unknown): Record<string, string> | null {
  if (value === undefined || value === null) return null
  const must = `The field \`metadata\` must be an object of at most ${MAX_PAIRS} texts, of ${MAX_VALUE_CHARS} characters each, under keys of ${MAX_KEY_CHARS}.`
  if (typeof value !== "object" || Array.isArray(value)) throw refused("metadata", must)
  const pairs = Object.entries(value)
  const right = pairs.every(
    ([key, text]) =>
      key.length <= MAX_KEY_CHARS &&
      typeof text === "string" &&
      text.length <= MAX_VALUE_CHARS &&
      !`${key}${text}`.includes("\0"),
  )
  if (!right || pairs.length > MAX_PAIRS) throw refused("metadata", must)
  return Object.fromEntries(pairs) as Record<string, string>
}

function refused(param: string, say: string): GatewayError {
  return new GatewayError("invalid_request", say, { param })
}
