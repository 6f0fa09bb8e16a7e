import { expect } from "vitest"
import type { Harness } from "./harness"
import { multipartBody } from "./multipart-body"
import { openAiViolations } from "./openai-document"

type Json = Record<string, unknown>

/** A batch as the API gives it. */
export interface BatchJson extends Json {
  id: string
  status: string
  request_counts: { total: number; completed: number; failed: number }
  output_file_id?: string
  error_file_id?: string
}

/** A line of an output or error file. */
export interface ResultLine {
  id: string
  custom_id: string | null
  response: { status_code: number; request_id: string; body: Json } | null
  error: Json | null
}

/** One line of an input file: a chat with the model `chat`, unless told otherwise. */
export const batchRow = (n: number, body: Json = {}, over: Json = {}): Json => ({
  custom_id: `row ${n}`,
  method: "POST",
  url: "/v1/chat/completions",
  body: { model: "chat", messages: [{ role: "user", content: `Question ${n}` }], ...body },
  ...over,
})

/** Lines of JSON; texts stand as they are. */
export const jsonLines = (lines: readonly unknown[]): string =>
  lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n")

/** The body that asks for a batch. */
export const batchOf = (input_file_id: string, over: Json = {}): Json => ({
  input_file_id,
  endpoint: "/v1/chat/completions",
  completion_window: "24h",
  ...over,
})

/** What a client of the batch endpoints does, through a harness's door; every batch it sees is held against OpenAI's document. */
export function batchClient(gw: Harness) {
  const client = {
    async upload(lines: readonly unknown[], key?: string, purpose = "batch"): Promise<string> {
      const { body, headers } = multipartBody({ purpose }, { name: "in.jsonl", bytes: jsonLines(lines) })
      const made = await gw.send("POST", "/v1/files", body, { headers, ...(key === undefined ? {} : { key }) })
      return String(made.json.id)
    },
    async begin(lines: readonly unknown[], key?: string, over: Json = {}): Promise<BatchJson> {
      const body = batchOf(await client.upload(lines, key), over)
      const made = await gw.send("POST", "/v1/batches", body, key === undefined ? {} : { key })
      expect([made.status, openAiViolations(made.json, "Batch")]).toEqual([200, []])
      return made.json as BatchJson
    },
    async read(id: string): Promise<BatchJson> {
      const { json } = await gw.send("GET", `/v1/batches/${id}`)
      expect(openAiViolations(json, "Batch")).toEqual([])
      return json as BatchJson
    },
    /** Waits until it stands so. */
    async ended(id: string, status = "completed"): Promise<BatchJson> {
      await expect.poll(async () => (await client.read(id)).status, { timeout: 20_000, interval: 50 }).toBe(status)
      return client.read(id)
    },
    async lines(fileId: string | undefined): Promise<ResultLine[]> {
      if (fileId === undefined) return []
      const { text } = await gw.send("GET", `/v1/files/${fileId}/content`)
      const lines = text.trimEnd().split("\n")
      return lines.map((line) => JSON.parse(line) as ResultLine)
    },
  }
  return client
}
