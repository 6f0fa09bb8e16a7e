import type { Batch, BatchError } from "#lib/batches/batch"
import {
  type LateRow,
  type NativeBatches,
  type NativeInput,
  type ProviderBatch,
  Refused,
} from "#lib/batches/native-batches"
import { Cancel } from "#lib/core/cancel"
import { GatewayError } from "#lib/core/errors"
import { askAccount, jsonFromAccount } from "#lib/gateway/provider-account"
import { uploadToAccount } from "#lib/gateway/provider-files"
import type { Runtime } from "#lib/gateway/runtime"
import { authenticateHash } from "#lib/identity/authenticate"
import { chargedAccounts, withParts } from "#lib/identity/charged-accounts"
import { admit } from "#lib/quota/admit"
import type { Deployment } from "#lib/router/deployment"
import { asCount, asObject, asObjects, asText, type Json } from "#lib/wire/read-json"

/** Under which name a provider keeps the id of our batch. */
const MARK = "tollgate_batch"
const PAGES = 20
const ERROR_CHARS = 500

/** Batches in the accounts of deployments whose provider has OpenAI's endpoints for them. `keyHash`: under which a batch's key is known. */
export class ProviderBatches implements NativeBatches {
  readonly #runtime: () => Runtime
  readonly #keyHash: (apiKey: string) => Promise<string | null>

  constructor(runtime: () => Runtime, keyHash: (apiKey: string) => Promise<string | null>) {
    this.#runtime = runtime
    this.#keyHash = keyHash
  }

  modelOf(deploymentId: string): { there: string; here: string } | null {
    const deployment = this.#find(deploymentId)
    return deployment === null ? null : { there: deployment.model, here: deployment.group }
  }

  async mayStart(batch: Batch, { rows, chars }: { rows: number; chars: number }): Promise<BatchError | null> {
    const rt = this.#runtime()
    const deployment = this.#find(batch.deploymentId ?? "")
    const price = deployment?.price?.services.batches ?? deployment?.price ?? null
    try {
      const caller = await authenticateHash(rt.identity, (await this.#keyHash(batch.apiKey)) ?? "deleted")
      const subject = `${caller.keyId} ${deployment?.group ?? ""}`
      const bodyChars = Math.ceil(chars / Math.max(1, rows))
      const asked = { subject, bodyChars, maxTokens: null, answers: 1, prices: [price] }
      const one = rt.quota.estimator.estimate({ ...asked, maxOutputTokens: deployment?.maxOutputTokens ?? null })
      const accounts = await chargedAccounts(rt.identity, caller, { endUser: null, userId: null, tags: [] })
      const charged = withParts(caller, accounts, [deployment?.group ?? ""])
      const all = { ...one, expectedNano: one.expectedNano * rows, reserveNano: one.expectedNano * rows }
      const ticket = await admit({ ...rt.quota, moneyOnly: true }, caller, charged, all)
      ticket.settle({ costNano: 0, totalTokens: 0, counted: false })
      return null
    } catch (e) {
      const { code, message, kind } = GatewayError.from(e)
      if (kind === "internal" || kind === "database_unavailable") throw e
      return { code, message, param: null, line: null }
    }
  }

  async upload(batch: Batch, { bytes, content }: NativeInput): Promise<string> {
    const upload = { filename: nameOf(batch), purpose: "batch", bytes, content }
    const made = await this.#asking(() =>
      uploadToAccount(this.#runtime(), this.#deployment(batch), upload, new Cancel()),
    )
    return idOf(made)
  }

  async findFile(batch: Batch): Promise<string | null> {
    const found = await this.#search(batch, "/files?purpose=batch", (file) => file.filename === nameOf(batch))
    return found === null ? null : idOf(found)
  }

  async create(batch: Batch, fileId: string): Promise<ProviderBatch> {
    const body = {
      input_file_id: fileId,
      endpoint: batch.endpoint,
      completion_window: batch.completionWindow,
      metadata: { [MARK]: batch.id },
    }
    return stateOf(await this.#json(batch, "POST", { path: "/batches", body }))
  }

  async find(batch: Batch): Promise<ProviderBatch | null> {
    const found = await this.#search(batch, "/batches", (each) => asObject(each.metadata)?.[MARK] === batch.id)
    return found === null ? null : stateOf(found)
  }

  async read(batch: Batch, id: string): Promise<ProviderBatch> {
    return stateOf(await this.#json(batch, "GET", { path: `/batches/${encodeURIComponent(id)}` }))
  }

  async cancel(batch: Batch, id: string): Promise<void> {
    try {
      await this.#json(batch, "POST", { path: `/batches/${encodeURIComponent(id)}/cancel`, body: {} })
    } catch (e) {
      // It is over already, perhaps: the next look tells.
      if (!(e instanceof Refused)) throw e
    }
  }

  async *content(batch: Batch, fileId: string): AsyncGenerator<Uint8Array> {
    const path = `/files/${encodeURIComponent(fileId)}/content`
    const asked = { method: "GET" as const, path, signal: new Cancel() }
    const upstream = await askAccount(this.#runtime(), this.#deployment(batch), asked)
    const { status, body } = upstream
    try {
      if (status !== 200) throw new Error(`the provider answered ${status} for a result file`)
      for (let part = await body.read(); part !== null; part = await body.read()) yield part
    } finally {
      // Whoever stops in the middle leaves no connection behind.
      body.cancel()
    }
  }

  async remove(batch: Batch, fileIds: readonly string[]): Promise<void> {
    for (const id of fileIds) {
      try {
        await this.#json(batch, "DELETE", { path: `/files/${encodeURIComponent(id)}` })
      } catch (e) {
        const said = { batch: batch.id, file: id, error: String(e) }
        this.#runtime().log.warn("a batch's file could not be deleted at its provider", said)
      }
    }
  }

  async bill({ deploymentId, batchId, body, ...row }: LateRow): Promise<void> {
    const rt = this.#runtime()
    const deployment = this.#find(deploymentId)
    if (deployment === null) throw new Error(`the deployment ${deploymentId} is configured no more`)
    const asked = JSON.parse(body) as Json
    await rt.billLate({ ...row, body: asked, callId: batchId, serviceTier: "batch", deployment })
  }

  #find(deploymentId: string): Deployment | null {
    const { groups } = this.#runtime().routing
    const found = groups.byId(deploymentId)
    return found === null || found.objectsPath === null ? null : found
  }

  #deployment(batch: Batch): Deployment {
    const found = this.#find(batch.deploymentId ?? "")
    if (found === null) throw new Refused("The deployment that was to run it is configured no more.")
    return found
  }

  /** A page after the other, until it is found or too old to be it. */
  async #search(batch: Batch, path: string, isIt: (each: Json) => boolean): Promise<Json | null> {
    const oldest = Math.floor(batch.createdAt.getTime() / 1000) - 3_600
    let after = ""
    for (let page = 0; page < PAGES; page++) {
      const query = `${path.includes("?") ? "&" : "?"}limit=100${after === "" ? "" : `&after=${encodeURIComponent(after)}`}`
      const listed = await this.#json(batch, "GET", { path: `${path}${query}` })
      const data = asObjects(listed.data)
      const found = data.find(isIt)
      if (found !== undefined) return found
      const last = data.at(-1)
      if (listed.has_more !== true || last === undefined || (asCount(last.created_at) ?? oldest) < oldest) return null
      after = idOf(last)
    }
    return null
  }

  #json(batch: Batch, method: "GET" | "POST" | "DELETE", asked: { path: string; body?: Json }): Promise<Json> {
    const body = asked.body === undefined ? null : JSON.stringify(asked.body)
    return this.#asking(() =>
      jsonFromAccount(this.#runtime(), this.#deployment(batch), {
        method,
        path: asked.path,
        body,
        signal: new Cancel(),
      }),
    )
  }

  /** A refusal that another try would meet again. */
  async #asking<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask()
    } catch (e) {
      if (!GatewayError.is(e)) throw e
      const status = e.upstreamStatus ?? e.status
      const forGood =
        e.kind !== "upstream_timeout" && status >= 400 && status < 500 && ![408, 409, 425, 429].includes(status)
      throw forGood ? new Refused(e.message.slice(0, ERROR_CHARS)) : e
    }
  }
}

const nameOf = ({ id }: Batch) => `${id}.jsonl`

function idOf(made: Json): string {
  const id = asText(made.id)
  if (id === null) throw new Error("the provider gave no id")
  return id
}

function stateOf(batch: Json): ProviderBatch {
  const counts = asObject(batch.request_counts) ?? {}
  const [first] = asObjects(asObject(batch.errors)?.data)
  return {
    id: idOf(batch),
    status: asText(batch.status) ?? "",
    total: asCount(counts.total) ?? 0,
    completed: asCount(counts.completed) ?? 0,
    failed: asCount(counts.failed) ?? 0,
    outputFileId: asText(batch.output_file_id),
    errorFileId: asText(batch.error_file_id),
    problem: asText(first?.message)?.slice(0, ERROR_CHARS) ?? null,
  }
}
