import type { Clock } from "#lib/core/clock"
import type { Log } from "#lib/core/log"
import type { FileStore } from "#lib/files/file-store"
import type { Owner } from "#lib/files/owner"
import { type AnswerRow, answerRow } from "./answer-row"
import type { Batch, BatchError, BatchStatus } from "./batch"
import type { BatchStore } from "./batch-store"
import { carryNative } from "./carry-native"
import type { NativeBatches } from "./native-batches"
import { type InputLine, linesOf, readLine } from "./read-requests"
import { refusedLine } from "./result-line"
import type { NewRow, RowStore } from "./row-store"

export interface BatchParts {
  readonly batches: BatchStore
  readonly rows: RowStore
  readonly files: FileStore
  readonly answer: AnswerRow
  readonly clock: Clock
  readonly log: Log
  /** This process, as leases name it. */
  readonly process: string
  /** How many rows of one batch may run at once, now. */
  parallel(): number
  /** The most rows a batch may have. */
  maxRows(): number
  /** Resolves when another request may be sent. */
  turn(stop: AbortSignal): Promise<void>
  /** Providers that run batches themselves, and how long to wait between two looks at one. */
  readonly native: NativeBatches
  pollMs(): number
}

interface InputRead {
  readonly total: number
  readonly errors: BatchError[]
  /** Characters of all lines. */
  readonly chars: number
  readonly fatal: BatchError | null
}

const PAGE_ROWS = 200
const PAGE_CHARS = 4 * 1024 * 1024
const TOLD_ERRORS = 100

/** One batch in the hands of this process: from where it stands to its end. */
export class BatchRun {
  readonly #parts: BatchParts
  readonly #batch: Batch
  readonly #stop = new AbortController()
  #status: BatchStatus
  #left = false

  constructor(parts: BatchParts, batch: Batch) {
    this.#parts = parts
    this.#batch = batch
    this.#status = batch.status
  }

  get id(): string {
    return this.#batch.id
  }

  /** A provider runs it. */
  get native(): boolean {
    return this.#batch.deploymentId !== null
  }

  /** How it stands by what somebody else says of it: a cancelled batch begins nothing new. */
  heard(status: BatchStatus): void {
    if (status !== "cancelling") return
    this.#status = status
    this.#stop.abort()
  }

  /** Begins nothing new and leaves the rest to whoever goes on. */
  leave(): void {
    this.#left = true
    this.#stop.abort()
  }

  /** Ends when the batch has, or it was left. Throws when the database does not answer; then it can be carried on anew. */
  async carry(): Promise<void> {
    if (this.#status === "validating" && !(await this.#admit())) return
    if (this.#batch.deploymentId !== null && !(await this.#atProvider())) return
    if (this.#status === "in_progress") await this.#answerAll()
    if (this.#left) return
    await this.#finish()
  }

  /** Has its provider run it. False when there is nothing more to do now; what a provider will not run is run here. */
  async #atProvider(): Promise<boolean> {
    const { batches, log } = this.#parts
    const { id } = this.#batch
    const heard = {
      stop: this.#stop.signal,
      left: () => this.#left,
      cancelled: () => this.#status === "cancelling",
    }
    const end = await carryNative(this.#parts, this.#batch, heard)
    if (end.status === "left") return false
    if (end.status !== "refused") {
      this.#status = end.status === "cancelled" ? "cancelling" : end.status === "completed" ? "finalizing" : "expired"
      if (end.status === "completed") await batches.finalizing(id)
      return true
    }
    log.warn("a provider does not run a batch; it runs here", { batch: id, why: end.why })
    const message = `The provider did not run this batch, so its requests are made one by one: ${end.why.slice(0, 500)}`
    await batches.takenBack(id, { code: "not_run_by_provider", message, param: null, line: null })
    return true
  }

  /** Reads the input file. False when there is nothing to go on with. */
  async #admit(): Promise<boolean> {
    const { batches, rows } = this.#parts
    const { id } = this.#batch
    await rows.removeAll(id)
    const read = await this.#readRows()
    if (this.#left) return false
    const size = { rows: read.total - read.errors.length, chars: read.chars }
    const refused = this.#batch.deploymentId === null ? null : await this.#parts.native.mayStart(this.#batch, size)
    if (refused !== null) {
      await batches.failed(id, read.total, [refused])
      return false
    }
    if (read.total === read.errors.length || read.fatal !== null) {
      await batches.failed(id, read.total, read.fatal === null ? read.errors.slice(0, TOLD_ERRORS) : [read.fatal])
      return false
    }
    const { total, errors } = read
    const began = await batches.began(id, { total, failed: errors.length }, errors.slice(0, TOLD_ERRORS))
    this.#status = began ? "in_progress" : "cancelling"
    return true
  }

  async #readRows(): Promise<InputRead> {
    const { files, rows, maxRows } = this.#parts
    const { id, inputFileId, endpoint } = this.#batch
    const errors: BatchError[] = []
    let total = 0
    let allChars = 0
    const whole = (code: string, message: string) => ({
      total,
      errors,
      chars: allChars,
      fatal: { code, message, param: "input_file_id", line: null },
    })
    const file = await files.find(this.#owner(), inputFileId)
    if (file === null) return whole("file_not_found", "The input file was deleted before it was read.")
    const seen = new Set<string>()
    let page: NewRow[] = []
    let chars = 0
    try {
      for await (const text of linesOf(files.content(file))) {
        if (this.#stop.signal.aborted) break
        if (++total > maxRows())
          return whole("too_many_requests", `The input file has more than ${maxRows()} requests.`)
        const line = readLine(text, endpoint, { seen, models: this.#models() })
        allChars += text.text.length
        if ("error" in line) errors.push({ ...line.error, line: line.line })
        page.push(rowOf(id, line))
        chars += text.text.length
        if (page.length < PAGE_ROWS && chars < PAGE_CHARS) continue
        await rows.add(id, page)
        page = []
        chars = 0
      }
    } catch (e) {
      if (e instanceof RangeError) return whole("invalid_json_line", `The input file cannot be read: ${e.message}.`)
      throw e
    }
    await rows.add(id, page)
    return total === 0
      ? whole("empty_file", "The input file has no requests.")
      : { total, errors, chars: allChars, fatal: null }
  }

  /** What the rows of a batch that goes to a provider may call their model; null = anything. */
  #models(): readonly string[] | null {
    const { deploymentId } = this.#batch
    const model = deploymentId === null ? null : this.#parts.native.modelOf(deploymentId)
    return model === null ? null : [model.here, model.there]
  }

  async #answerAll(): Promise<void> {
    const { rows, parallel, clock } = this.#parts
    const { id, expiresAt } = this.#batch
    const running = new Set<Promise<void>>()
    let failure: unknown = null
    const stopped = () => this.#stop.signal.aborted || failure !== null
    const expiry = setTimeout(
      () => this.#expire(),
      Math.min(Math.max(0, expiresAt.getTime() - clock.now()), 2 ** 31 - 1),
    )
    expiry.unref()
    const work = { ...this.#parts, batch: this.#batch, stop: this.#stop.signal }
    for (let after = 0; !stopped(); ) {
      const page = await rows.waiting(id, after, PAGE_ROWS)
      const last = page.at(-1)
      if (last === undefined) break
      after = last.line
      for (const row of page) {
        while (running.size >= parallel() && !stopped()) await Promise.race(running)
        if (clock.now() >= expiresAt.getTime()) this.#expire()
        if (stopped()) break
        const task: Promise<void> = answerRow(work, row)
          .catch((e: unknown) => {
            failure ??= e
          })
          .finally(() => running.delete(task))
        running.add(task)
      }
    }
    await Promise.all(running)
    clearTimeout(expiry)
    if (failure !== null) throw failure
  }

  /** Its time is over: what is not answered yet never is. */
  #expire(): void {
    if (this.#status !== "in_progress") return
    this.#status = "expired"
    this.#stop.abort()
  }

  async #finish(): Promise<void> {
    const { batches, rows, log, process } = this.#parts
    const { id } = this.#batch
    if (this.#status === "expired") await rows.expire(id)
    if (this.#status === "in_progress") await batches.finalizing(id)
    const outputFileId = await this.#write("answered")
    const errorFileId = await this.#write("failed")
    const status = this.#status === "expired" ? "expired" : this.#status === "cancelling" ? "cancelled" : "completed"
    const ended = await batches.end(id, process, { status, outputFileId, errorFileId })
    if (ended) log.info("a batch has ended", { batch: id, status })
    else await this.#discard([outputFileId, errorFileId])
  }

  /** The rows' results as a file of the batch's owner; null when there are none. */
  async #write(state: "answered" | "failed"): Promise<string | null> {
    const { files, rows } = this.#parts
    const { id } = this.#batch
    let writer: Awaited<ReturnType<FileStore["begin"]>> | null = null
    for await (const line of rows.results(id, state)) {
      writer ??= await files.begin(this.#owner())
      await writer.write(Buffer.from(`${line}\n`))
    }
    if (writer === null) return null
    const filename = `${id}_${state === "answered" ? "output" : "error"}.jsonl`
    await writer.complete({ purpose: "batch_output", filename, expiresAt: null })
    return writer.id
  }

  async #discard(ids: readonly (string | null)[]): Promise<void> {
    for (const id of ids) if (id !== null) await this.#parts.files.remove(this.#owner(), id)
  }

  #owner(): Owner {
    const { apiKey, userId, teamId } = this.#batch
    return { apiKey, userId, teamId, all: apiKey === "master" }
  }
}

function rowOf(batchId: string, line: InputLine): NewRow {
  if (!("error" in line)) return { line: line.line, customId: line.customId, body: line.body, result: null }
  const { customId } = line
  return {
    line: line.line,
    customId,
    body: null,
    result: refusedLine({ batchId, line: line.line, customId }, line.error),
  }
}
