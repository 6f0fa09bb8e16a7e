import { connect } from "node:net"
import OpenAI, { BadRequestError, NotFoundError, toFile } from "openai"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { batchOf, batchRow, jsonLines } from "#lib/testing/batch-client"
import { type Harness, harness } from "#lib/testing/harness"
import { runPythonSession } from "#lib/testing/python-client/run-session"
import { serveHarness } from "#lib/testing/serve-harness"

const MAKE_VENV_MS = 300_000
const YAML = `model_list: [{model_name: chat, litellm_params: {model: openai/ok, api_base: "$MOCK/v1", api_key: k}}]
general_settings: {max_file_size_mb: 4}
`

let gw: Harness
let served: Awaited<ReturnType<typeof serveHarness>>
let apiKey = ""
beforeAll(async () => {
  gw = await harness({ yaml: YAML })
  served = await serveHarness(gw)
  apiKey = await gw.key()
})
afterAll(async () => {
  await served.close()
  await gw.close()
})

const client = () =>
  new OpenAI({ baseURL: `${served.url}/v1`, apiKey, maxRetries: 0, timeout: 30_000, logLevel: "off" })

describe("the official Node client", () => {
  it("uploads, makes a batch, waits for it, downloads its answers and deletes", async () => {
    const lines = [batchRow(1), batchRow(2), batchRow(3, { model: "nobody" })]
    const file = await client().files.create({
      file: await toFile(Buffer.from(jsonLines(lines)), "in.jsonl"),
      purpose: "batch",
    })
    const listed = (await client().files.list({ purpose: "batch" })).data
    expect(listed.map(({ id }) => id)).toContain(file.id)
    let batch = await client().batches.create({
      input_file_id: file.id,
      endpoint: "/v1/chat/completions",
      completion_window: "24h",
    })
    await expect
      .poll(async () => (await client().batches.retrieve(batch.id)).status, { timeout: 15_000 })
      .toBe("completed")
    batch = await client().batches.retrieve(batch.id)
    expect(batch.request_counts).toEqual({ total: 3, completed: 2, failed: 1 })
    const text = await (await client().files.content(batch.output_file_id ?? "")).text()
    const answers = text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line))
    expect(answers.map((answer) => answer.custom_id).sort()).toEqual(["row 1", "row 2"])
    for await (const each of client().batches.list({ limit: 1 })) expect(each.id).toBe(batch.id)
    expect((await client().files.delete(file.id)).deleted).toBe(true)
    await expect(client().files.retrieve(file.id)).rejects.toThrow(NotFoundError)
  })

  it("reads our refusals", async () => {
    const file = await toFile(Buffer.from("x"), "a.txt")
    await expect(client().files.create({ file, purpose: "fun" as "batch" })).rejects.toThrow(BadRequestError)
    const big = await toFile(Buffer.alloc(5 * 1024 * 1024), "big.bin")
    await expect(client().files.create({ file: big, purpose: "batch" })).rejects.toMatchObject({ status: 413 })
    await expect(client().batches.retrieve("batch_nobody")).rejects.toThrow(NotFoundError)
    await expect(client().post("/batches", { body: batchOf("file-nobody") })).rejects.toThrow(NotFoundError)
  })
})

it("the official Python client does the same", { timeout: MAKE_VENV_MS }, async () => {
  const checks = await runPythonSession({ baseUrl: `${served.url}/v1`, apiKey, model: "chat" }, "batch_session.py")
  expect(checks.filter(({ ok }) => !ok)).toEqual([])
  expect(checks).toHaveLength(4)
})

describe("a client that leaves in the middle of its upload", () => {
  it("leaves no file and no bytes behind", async () => {
    const count = async () => (await gw.db.sql`select 1 from files where status = 'uploading'`).length
    const port = Number(new URL(served.url).port)
    const socket = connect({ port, host: "127.0.0.1" })
    socket.on("error", () => undefined)
    const head = `POST /v1/files HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${apiKey}\r\ncontent-type: multipart/form-data; boundary=b\r\ncontent-length: 3000000\r\n\r\n`
    socket.write(`${head}--b\r\nContent-Disposition: form-data; name="file"; filename="a.jsonl"\r\n\r\n`)
    socket.write(Buffer.alloc(2_000_000, 0x61))
    await expect.poll(count, { timeout: 5_000 }).toBe(1)
    socket.resetAndDestroy()
    await expect.poll(count, { timeout: 5_000 }).toBe(0)
    const orphans = await gw.db.sql`select 1 from file_chunks where file_id not in (select id from files)`
    expect(orphans).toHaveLength(0)
  })
})
