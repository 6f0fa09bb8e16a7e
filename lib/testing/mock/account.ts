import type { IncomingMessage, ServerResponse } from "node:http"
import { type AccountBatch, runBatch } from "./account-batch"
import { isRecord } from "./ask"

type Json = Record<string, unknown>

export interface KeptFile {
  readonly id: string
  readonly filename: string
  readonly purpose: string
  readonly bytes: Buffer
}

/** What one account at an OpenAI-like provider holds: files, batches, vector stores, fine-tuning jobs. */
export class MockAccount {
  readonly files = new Map<string, KeptFile>()
  readonly batches = new Map<string, AccountBatch>()
  readonly stores = new Map<string, Json>()
  readonly jobs = new Map<string, Json>()
  #next = 1

  id(prefix: string): string {
    return `${prefix}mock${String(this.#next++).padStart(6, "0")}`
  }

  keep(filename: string, purpose: string, bytes: Buffer): KeptFile {
    const file = { id: this.id("file-"), filename, purpose, bytes }
    this.files.set(file.id, file)
    return file
  }
}

interface Asked {
  readonly method: string
  readonly segments: readonly string[]
  readonly body: Json
  readonly raw: Buffer
  readonly query: URLSearchParams
  readonly nowSeconds: number
}

type Answer = { readonly status?: number; readonly json: unknown } | { readonly bytes: Buffer }

export interface AccountExchange {
  readonly account: MockAccount
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly body: unknown
  readonly raw: Buffer
  readonly nowSeconds: number
}

/** Answers what an account keeps; false when the path is none of it. */
export function answerAccount({ account, request, response, body, raw, nowSeconds }: AccountExchange): boolean {
  const url = new URL(request.url ?? "/", "http://mock")
  const [, collection = "", ...rest] =
    /^\/(?:openai\/)?v1\/(files|batches|vector_stores|fine_tuning\/jobs)(?:\/(.*))?$/.exec(url.pathname) ?? [""]
  if (collection === "") return false
  const segments = (rest[0] ?? "")
    .split("/")
    .filter((segment) => segment !== "")
    .map(decodeURIComponent)
  const asked: Asked = {
    method: request.method ?? "",
    segments,
    body: isRecord(body) ? body : {},
    raw,
    query: url.searchParams,
    nowSeconds,
  }
  const answer = ROUTES[collection]?.(account, asked) ?? notFound(url.pathname)
  const bytes = "bytes" in answer ? answer.bytes : Buffer.from(JSON.stringify(answer.json))
  const type = "bytes" in answer ? "application/octet-stream" : "application/json"
  response.writeHead("bytes" in answer ? 200 : (answer.status ?? 200), {
    "content-type": type,
    "content-length": bytes.length,
  })
  response.end(bytes)
  return true
}

const ROUTES: Readonly<Record<string, (account: MockAccount, asked: Asked) => Answer | null>> = {
  files,
  batches,
  vector_stores: stores,
  "fine_tuning/jobs": jobs,
}

function files(account: MockAccount, { method, segments: [id, part], raw, query, nowSeconds }: Asked): Answer | null {
  const object = ({ bytes, ...file }: KeptFile) => ({
    ...file,
    object: "file",
    bytes: bytes.length,
    created_at: nowSeconds,
    status: "processed",
  })
  if (id === undefined && method === "GET") {
    const purpose = query.get("purpose")
    const found = [...account.files.values()].filter((file) => purpose === null || file.purpose === purpose)
    return { json: { object: "list", data: found.reverse().map(object), has_more: false } }
  }
  if (id === undefined) {
    const text = raw.toString("latin1")
    const boundary = text.slice(0, text.indexOf("\r\n"))
    const filename = /filename="([^"]*)"/.exec(text)?.[1] ?? ""
    const purpose = /name="purpose"\r\n\r\n([^\r]*)/.exec(text)?.[1] ?? ""
    const from = text.indexOf("\r\n\r\n", text.indexOf('name="file"')) + 4
    const to = text.indexOf(`\r\n${boundary}`, from)
    return { json: object(account.keep(filename, purpose, raw.subarray(from, to))) }
  }
  const file = account.files.get(id)
  if (file === undefined) return null
  if (method === "DELETE") {
    account.files.delete(id)
    return { json: { id, object: "file", deleted: true } }
  }
  return part === "content" ? { bytes: file.bytes } : { json: object(file) }
}

function batches(account: MockAccount, asked: Asked): Answer | null {
  const [id, action] = asked.segments
  if (id === undefined && asked.method === "GET") {
    const data = [...account.batches.values()].reverse().map(({ object }) => object)
    return { json: { object: "list", data, has_more: false } }
  }
  if (id === undefined) {
    const file = account.files.get(String(asked.body.input_file_id))
    if (file === undefined) return refused("No such input file.")
    if (file.bytes.includes('"refused-batch"')) return refused("This account has no batches.")
    const made: AccountBatch = {
      object: {
        id: account.id("batch_"),
        object: "batch",
        endpoint: asked.body.endpoint,
        input_file_id: file.id,
        completion_window: "24h",
        status: "validating",
        created_at: asked.nowSeconds,
        metadata: asked.body.metadata ?? null,
        request_counts: { total: 0, completed: 0, failed: 0 },
      },
      input: file.bytes.toString("utf8"),
    }
    account.batches.set(String(made.object.id), made)
    return { json: made.object }
  }
  const batch = account.batches.get(id)
  if (batch === undefined) return null
  if (action === "cancel") batch.object.status = "cancelling"
  else runBatch(account, batch)
  return { json: batch.object }
}

function stores(account: MockAccount, { method, segments, body, nowSeconds }: Asked): Answer | null {
  const [id, part, sub] = segments
  if (id === undefined && method === "GET")
    return { json: { object: "list", data: [...account.stores.values()], has_more: false } }
  if (id === undefined) {
    const store = {
      id: account.id("vs_"),
      object: "vector_store",
      created_at: nowSeconds,
      name: body.name ?? null,
      files: body.file_ids ?? [],
    }
    account.stores.set(store.id, store)
    return { json: store }
  }
  const store = account.stores.get(id)
  if (store === undefined) return null
  const held = store.files as string[]
  const asFile = (file: unknown) => ({
    id: file,
    object: "vector_store.file",
    vector_store_id: id,
    status: "completed",
  })
  if (part === "search")
    return {
      json: {
        object: "vector_store.search_results.page",
        search_query: body.query,
        data: held.map((file_id) => ({ file_id, score: 0.9 })),
      },
    }
  if (part === "files" && method === "POST" && sub === undefined) {
    if (!account.files.has(String(body.file_id))) return refused("No such file.")
    held.push(String(body.file_id))
    return { json: asFile(body.file_id) }
  }
  if (part === "files" && sub === undefined)
    return { json: { object: "list", data: held.map(asFile), has_more: false } }
  if (part === "files") return held.includes(String(sub)) ? { json: asFile(sub) } : null
  if (part === "file_batches") {
    held.push(...(body.file_ids as string[]))
    return {
      json: { id: account.id("vsfb_"), object: "vector_store.file_batch", vector_store_id: id, status: "completed" },
    }
  }
  if (method === "DELETE") {
    account.stores.delete(id)
    return { json: { id, object: "vector_store.deleted", deleted: true } }
  }
  if (method === "POST") Object.assign(store, body)
  return { json: store }
}

function jobs(account: MockAccount, { method, segments: [id, part], body, nowSeconds }: Asked): Answer | null {
  if (id === undefined && method === "GET")
    return { json: { object: "list", data: [...account.jobs.values()], has_more: false } }
  if (id === undefined) {
    if (!account.files.has(String(body.training_file))) return refused("No such training file.")
    const job = {
      id: account.id("ftjob-"),
      object: "fine_tuning.job",
      created_at: nowSeconds,
      status: "running",
      result_files: [],
      ...body,
    }
    account.jobs.set(job.id, job)
    return { json: job }
  }
  const job = account.jobs.get(id)
  if (job === undefined) return null
  if (part === "cancel") job.status = "cancelled"
  if (part === "events" || part === "checkpoints") return { json: { object: "list", data: [], has_more: false } }
  return { json: job }
}

function refused(message: string): Answer {
  return { status: 400, json: { error: { message, type: "invalid_request_error", param: null, code: null } } }
}

function notFound(path: string): Answer {
  return {
    status: 404,
    json: { error: { message: `No such thing: ${path}`, type: "invalid_request_error", code: null } },
  }
}
