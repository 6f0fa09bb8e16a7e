import { setTimeout as sleep } from "node:timers/promises"
import type { Clock } from "#lib/core/clock"
import type { Batch } from "./batch"
import type { BatchStore } from "./batch-store"
import { type NativeBatches, type ProviderBatch, Refused } from "./native-batches"
import type { RowStore } from "./row-store"
import { settleNative } from "./settle-native"

export interface NativeParts {
  readonly batches: BatchStore
  readonly rows: RowStore
  readonly native: NativeBatches
  readonly clock: Clock
  /** How long to wait between two looks at a batch. */
  pollMs(): number
}

/** What somebody said of the batch meanwhile. */
export interface Heard {
  /** Fires when anything was said. */
  readonly stop: AbortSignal
  left(): boolean
  cancelled(): boolean
}

/** `refused`: the provider will not run it, and why. */
export type NativeEnd =
  | { readonly status: "completed" | "expired" | "cancelled" | "left" }
  | { readonly status: "refused"; readonly why: string }

const PAGE_ROWS = 500
const MAX_TRIES = 6
const ENDED = ["completed", "expired", "cancelled"]

/**
 * Has a provider run a batch, from wherever it stands. Every step is noted before the next; what a killed process did and did not note
 * is looked for at the provider before it is done again: the file by its name, the batch by its metadata. Throws when the provider
 * cannot be asked for long; then it can be carried on anew.
 */
export async function carryNative(parts: NativeParts, batch: Batch, heard: Heard): Promise<NativeEnd> {
  const model = parts.native.modelOf(batch.deploymentId ?? "")
  if (model === null) return { status: "refused", why: "The deployment that was to run it is configured no more." }
  const late = parts.clock.now() >= batch.expiresAt.getTime()
  let fileId = batch.providerFileId
  /** It ends without a batch there: nothing is to be left of its input. */
  const without = async (end: NativeEnd) => {
    await parts.native.remove(batch, named([fileId]))
    return end
  }
  if (late && batch.providerBatchId === null) return await without({ status: "expired" })
  try {
    fileId ??= await sent(parts, batch, heard)
    const made = fileId === null ? null : await handedOver(parts, { batch, fileId }, heard)
    if (made === null) return heard.left() ? { status: "left" } : await without({ status: "cancelled" })
    const ended = await watched(parts, { batch, made }, heard)
    if (ended === null) return { status: "left" }
    const leftOvers = [fileId, ended.outputFileId, ended.errorFileId]
    if (ended.status === "failed") {
      await parts.native.remove(batch, named(leftOvers))
      return { status: "refused", why: ended.problem ?? "The provider could not use its input." }
    }
    await parts.batches.recount(batch.id)
    await settleNative(parts, batch, ended)
    await parts.native.remove(batch, named(leftOvers))
    return { status: ended.status as "completed" | "expired" | "cancelled" }
  } catch (e) {
    if (e instanceof Refused) return await without({ status: "refused", why: e.message })
    throw e
  }
}

const named = (ids: readonly (string | null)[]) => ids.filter((id) => id !== null)

/** The provider's id of the input file, sent unless it is there; null when the batch was stopped before. */
function sent(parts: NativeParts, batch: Batch, heard: Heard): Promise<string | null> {
  const { native } = parts
  return persistently(heard, async () => {
    const found = await native.findFile(batch)
    return found ?? (heard.stop.aborted ? null : await native.upload(batch, await inputOf(parts, batch)))
  }).catch((e: unknown) => {
    // Without its input no batch was made there: it can run here.
    throw e instanceof Refused ? e : new Refused(`Its provider could not be sent the input: ${String(e)}`)
  })
}

interface WithInput {
  readonly batch: Batch
  readonly fileId: string
}

/** The provider's id of the batch, made unless it is there; null when it was stopped before. */
async function handedOver(parts: NativeParts, { batch, fileId }: WithInput, heard: Heard): Promise<string | null> {
  const { batches, native } = parts
  if (batch.providerFileId !== null && batch.providerBatchId !== null) return batch.providerBatchId
  await batches.handed(batch.id, { fileId, batchId: null })
  const made = await persistently(heard, async () => {
    const found = await native.find(batch)
    return found ?? (heard.stop.aborted ? null : await native.create(batch, fileId))
  })
  if (made === null) return null
  await batches.handed(batch.id, { fileId, batchId: made.id })
  return made.id
}

/** Looks before each try whether the one before got through after all. Throws the last failure, or `Refused`. */
async function persistently<T>(heard: Heard, run: () => Promise<T | null>): Promise<T | null> {
  for (let tries = 1; ; tries++) {
    try {
      return await run()
    } catch (e) {
      if (e instanceof Refused || tries === MAX_TRIES) throw e
      await pause(1_000 * 2 ** (tries - 1), heard.stop)
      // Cancelled, it is still to be found out whether this try got through: nobody else would pay for what it made.
      if (heard.left()) return null
    }
  }
}

/** The rows that wait, as the provider's input file; a row's name there is its line. */
async function inputOf({ rows, native }: NativeParts, batch: Batch) {
  const there = native.modelOf(batch.deploymentId ?? "")?.there ?? ""
  async function* lines(): AsyncGenerator<Buffer> {
    for await (const { line, body } of rows.bodies(batch.id, PAGE_ROWS)) {
      const asked = { ...(JSON.parse(body) as Record<string, unknown>), model: there }
      const row = { custom_id: String(line), method: "POST", url: batch.endpoint, body: asked }
      yield Buffer.from(`${JSON.stringify(row)}\n`)
    }
  }
  let bytes = 0
  for await (const part of lines()) bytes += part.length
  return { bytes, content: lines() }
}

/** Looks at the batch now and then until it has ended there; null when it was left. */
async function watched(
  parts: NativeParts,
  { batch, made }: { readonly batch: Batch; readonly made: string },
  heard: Heard,
): Promise<ProviderBatch | null> {
  const { native, batches, pollMs } = parts
  let asked = false
  for (let failures = 0; ; ) {
    if (heard.left()) return null
    try {
      if (heard.cancelled() && !asked) {
        await native.cancel(batch, made)
        asked = true
      }
      const now = await native.read(batch, made)
      failures = 0
      if (ENDED.includes(now.status) || now.status === "failed") return now
      await batches.counted(batch.id, now)
    } catch (e) {
      if (e instanceof Refused || ++failures > MAX_TRIES) throw e
    }
    // Once it was cancelled, what is told is known already: only leaving it ends the wait.
    await pause(pollMs(), asked ? null : heard.stop)
  }
}

async function pause(ms: number, stop: AbortSignal | null): Promise<void> {
  await sleep(ms, undefined, { ...(stop === null ? {} : { signal: stop }), ref: false }).catch(() => undefined)
}
