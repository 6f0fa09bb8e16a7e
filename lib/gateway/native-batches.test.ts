import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { batchClient, batchOf, batchRow } from "#lib/testing/batch-client"
import { type Harness, harness } from "#lib/testing/harness"
import { multipartBody } from "#lib/testing/multipart-body"

type Json = Record<string, unknown>

const PRICES =
  "input_cost_per_token: 0.000001, output_cost_per_token: 0.000004, input_cost_per_token_batches: 0.0000005, output_cost_per_token_batches: 0.000002"
const model = (name: string, to = `openai/${name}`) =>
  `  - {model_name: ${name}, litellm_params: {model: ${to}, api_base: "$MOCK/v1", api_key: provider-secret, num_retries: 0, ${PRICES}}}`
const MODELS = `model_list:
${model("chat", "openai/usage-100-20")}
${["stuck-batch", "failed-batch", "refused-batch", "expired-batch"].map((name) => model(name)).join("\n")}
  - {model_name: claude, litellm_params: {model: anthropic/ok, api_base: "$MOCK", api_key: k}}
  - {model_name: az, litellm_params: {model: azure/dep, api_base: "$MOCK", api_key: k, api_version: v1}}
general_settings: {proxy_batch_polling_interval: 0.05}
`

let gw: Harness
let client: ReturnType<typeof batchClient>
beforeAll(async () => {
  gw = await harness({ yaml: MODELS })
  client = batchClient(gw)
})
afterAll(() => gw.close())
beforeEach(() => gw.mock.reset())

const hi = [{ role: "user", content: "Hi" }]
const native = { custom_llm_provider: "openai" }
const asked = () => gw.mock.requests().map(({ method, path }) => `${method} ${path.replace(/mock\d+/, "#")}`)
const count = (what: string) => asked().filter((each) => each === what).length
async function billed(id: string) {
  await gw.flush()
  return gw.db.sql<{ request_id: string; spend_nano: number; status: string; model_group: string }[]>`
    select request_id, spend_nano, status, model_group from spend_logs where call_id = ${id}`
}
const error = (sent: { json: Json }) => sent.json.error as Json

describe("a batch that its provider runs", () => {
  it("is handed over whole, and its answers are the caller's own: by custom_id, once each, at the batch price", async () => {
    const key = await gw.key({ max_budget: 1 })
    const lines = [
      ...Array.from({ length: 20 }, (_, n) => batchRow(n)),
      batchRow(20, { messages: [{ role: "user", content: "fail" }] }),
      "no JSON",
    ]
    const made = await client.begin(lines, key, native)
    const done = await client.ended(made.id)
    expect(done.request_counts).toEqual({ total: 22, completed: 20, failed: 2 })
    expect(count("POST /v1/batches")).toBe(1)
    expect(count("POST /v1/chat/completions")).toBe(0)
    const created = gw.mock.requests().find(({ method, path }) => method === "POST" && path === "/v1/batches")
    expect(created?.body).toMatchObject({ endpoint: "/v1/chat/completions", metadata: { tollgate_batch: made.id } })
    const [sent] = [...gw.mock.account.batches.values()].map(({ input }) => JSON.parse(input.split("\n")[0] ?? ""))
    expect(sent).toMatchObject({ url: "/v1/chat/completions", body: { model: "usage-100-20" } })
    const output = await client.lines(done.output_file_id)
    expect(output.map((line) => line.custom_id).sort()).toEqual(Array.from({ length: 20 }, (_, n) => `row ${n}`).sort())
    expect(output[0]?.response?.body).toMatchObject({ object: "chat.completion", usage: { prompt_tokens: 100 } })
    const errors = await client.lines(done.error_file_id)
    expect(errors.map((line) => [line.custom_id, line.response?.status_code ?? line.error?.code])).toEqual([
      ["row 20", 400],
      [null, "invalid_json_line"],
    ])
    const rows = await billed(made.id)
    expect(rows).toHaveLength(20)
    expect(rows.every((row) => Number(row.spend_nano) === 90_000 && row.status === "success")).toBe(true)
    expect(new Set(rows.map((row) => row.request_id))).toEqual(new Set(output.map((line) => line.response?.request_id)))
    const info = await gw.send("GET", `/key/info?key=${key}`)
    expect((info.json.info as Json).spend).toBeCloseTo(20 * 0.00009, 9)
    // Nothing of it stays there.
    await expect.poll(() => gw.mock.account.files.size).toBe(0)
  })

  it("is chosen by the batch's model, by the model its file was sent for, or not at all", async () => {
    const { body, headers } = multipartBody(
      { purpose: "batch", target_model_names: "chat,other" },
      { name: "in.jsonl", bytes: JSON.stringify(batchRow(1)) },
    )
    const file = await gw.send("POST", "/v1/files", body, { headers })
    const byFile = await gw.send("POST", "/v1/batches", batchOf(String(file.json.id)))
    await client.ended(String(byFile.json.id))
    await client.ended((await client.begin([batchRow(1)], undefined, { model: "chat" })).id)
    expect(count("POST /v1/batches")).toBe(2)
    await client.ended((await client.begin([batchRow(1)])).id)
    await client.ended((await client.begin([batchRow(1, { model: "claude" })], undefined, { model: "claude" })).id)
    expect(count("POST /v1/batches")).toBe(2)
    await client.ended((await client.begin([batchRow(1, { model: "az" })], undefined, { model: "az" })).id)
    expect(count("POST /openai/v1/batches")).toBe(1)
  })

  it("holds rows of its own model alone", async () => {
    const made = await client.begin([batchRow(1), batchRow(2, { model: "claude" })], undefined, native)
    const done = await client.ended(made.id)
    expect(done.request_counts).toEqual({ total: 2, completed: 1, failed: 1 })
    const [line] = await client.lines(done.error_file_id)
    expect([line?.custom_id, line?.error?.code]).toEqual(["row 2", "mismatched_model"])
  })

  it("is cancelled there too, and gives what it has", async () => {
    const lines = [1, 2, 3].map((n) => batchRow(n, { model: "stuck-batch" }))
    const made = await client.begin(lines, undefined, native)
    await expect.poll(() => count("POST /v1/batches")).toBe(1)
    await expect.poll(async () => (await client.read(made.id)).status).toBe("in_progress")
    await gw.send("POST", `/v1/batches/${made.id}/cancel`)
    const done = await client.ended(made.id, "cancelled")
    expect(count("POST /v1/batches/batch_#/cancel")).toBe(1)
    expect([done.request_counts.completed, (await client.lines(done.output_file_id)).length]).toEqual([1, 1])
    expect(await billed(made.id)).toHaveLength(1)
  })

  it("that expires there expires here: what was answered is kept and billed, the rest says so", async () => {
    const lines = [1, 2, 3].map((n) => batchRow(n, { model: "expired-batch" }))
    const made = await client.begin(lines, undefined, native)
    const done = await client.ended(made.id, "expired")
    expect(done.request_counts).toEqual({ total: 3, completed: 1, failed: 2 })
    expect((await client.lines(done.error_file_id)).map((line) => line.error?.code)).toEqual([
      "batch_expired",
      "batch_expired",
    ])
    expect(await billed(made.id)).toHaveLength(1)
  })

  it.each([
    ["refused-batch", "This account has no batches."],
    ["failed-batch", "Enqueued token limit reached."],
  ])("%s: it runs here after all, and its errors say why", async (name, why) => {
    const made = await client.begin([batchRow(1, { model: name })], undefined, native)
    const done = await client.ended(made.id)
    expect(done.request_counts).toEqual({ total: 1, completed: 1, failed: 0 })
    const { data } = done.errors as { data: Json[] }
    expect(data).toMatchObject([{ code: "not_run_by_provider", message: expect.stringContaining(why) }])
    expect(count("POST /v1/chat/completions")).toBe(1)
    expect(await billed(made.id)).toHaveLength(1)
  })
})

describe("who may", () => {
  it("whoever has money left when it is handed over; all of what was answered is charged, also beyond it", async () => {
    const key = await gw.key({ max_budget: 0.0005 })
    const made = await client.begin(
      Array.from({ length: 20 }, (_, n) => batchRow(n)),
      key,
      native,
    )
    const done = await client.ended(made.id)
    expect(done.request_counts).toEqual({ total: 20, completed: 20, failed: 0 })
    expect(await billed(made.id)).toHaveLength(20)
    const info = await gw.send("GET", `/key/info?key=${key}`)
    expect((info.json.info as Json).spend).toBeCloseTo(20 * 0.00009, 9)
    const more = await gw.send("POST", "/v1/chat/completions", { model: "chat", messages: hi }, { key })
    expect([more.status, error(more).code]).toEqual([429, "budget_exceeded"])
  })

  it("nobody for a model they may not use, or without money; the money is charged when it is used up meanwhile", async () => {
    const bound = await gw.key({ models: ["claude"] })
    const fileId = await client.upload([batchRow(1)], bound)
    const refused = await gw.send("POST", "/v1/batches", batchOf(fileId, native), { key: bound })
    expect([refused.status, error(refused).code]).toEqual([403, "model_access_denied"])
    const poor = await gw.key({ max_budget: 0.0001 })
    await gw.send("POST", "/v1/chat/completions", { model: "chat", messages: hi }, { key: poor })
    const none = await client.begin([batchRow(1)], poor, native)
    const failed = await client.ended(none.id, "failed")
    expect((failed.errors as { data: Json[] }).data).toMatchObject([{ code: "budget_exceeded" }])
    expect(count("POST /v1/files")).toBe(0)
    const unknown = await gw.send(
      "POST",
      "/v1/batches",
      batchOf(await client.upload([batchRow(1)]), { model: "nobody/x" }),
    )
    expect(unknown.status).toBe(404)
  })
})
