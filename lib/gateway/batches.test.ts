import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest"
import { batchClient, batchRow } from "#lib/testing/batch-client"
import { type Harness, harness } from "#lib/testing/harness"
import { openAiViolations } from "#lib/testing/openai-document"

type Json = Record<string, unknown>

const MODELS = `model_list:
  - {model_name: chat, litellm_params: {model: openai/usage-100-20, api_base: "$MOCK/v1", api_key: k, input_cost_per_token: 0.000001, output_cost_per_token: 0.000004, input_cost_per_token_batches: 0.0000005, output_cost_per_token_batches: 0.000002}}
  - {model_name: slow, litellm_params: {model: openai/slow-200ms, api_base: "$MOCK/v1", api_key: k, input_cost_per_token: 0.000001, output_cost_per_token: 0.000004}}
  - {model_name: claude, litellm_params: {model: anthropic/ok, api_base: "$MOCK", api_key: k}}
  - {model_name: embed, litellm_params: {model: openai/ok, api_base: "$MOCK/v1", api_key: k}}
  - {model_name: broken, litellm_params: {model: openai/500, api_base: "$MOCK/v1", api_key: k, num_retries: 0}}
general_settings: {max_batch_file_records: 40}
`

let gw: Harness
let client: ReturnType<typeof batchClient>
beforeAll(async () => {
  gw = await harness({ yaml: MODELS })
  client = batchClient(gw)
})
afterAll(() => gw.close())
afterEach(() => {
  gw.clock.addedMs = 0
})

const error = (sent: { json: Json }) => sent.json.error as Json

describe("a batch", () => {
  it("answers each row by its custom_id, in a file of its owner, and bills each once at the batch price", async () => {
    const key = await gw.key()
    const lines = Array.from({ length: 30 }, (_, n) => batchRow(n))
    const made = await client.begin(lines, key, { metadata: { job: "nightly" } })
    expect(made).toMatchObject({ object: "batch", status: "validating", metadata: { job: "nightly" } })
    const done = await client.ended(made.id)
    expect(done.request_counts).toEqual({ total: 30, completed: 30, failed: 0 })
    for (const at of ["in_progress_at", "finalizing_at", "completed_at"]) expect(done[at]).toBeTypeOf("number")
    expect(Number(done.expires_at) - Number(done.created_at)).toBe(24 * 3600)
    const output = await client.lines(done.output_file_id)
    expect(output.map((line) => line.custom_id).sort()).toEqual(lines.map((line) => line.custom_id).sort())
    expect(new Set(output.map((line) => line.id)).size).toBe(30)
    expect(output.every((line) => line.response?.status_code === 200 && line.error === null)).toBe(true)
    expect(output[0]?.response?.body).toMatchObject({ object: "chat.completion" })
    expect(done.error_file_id).toBeUndefined()
    const info = await gw.send("GET", `/v1/files/${done.output_file_id}`, undefined, { key })
    expect(info.json).toMatchObject({ purpose: "batch_output", filename: `${made.id}_output.jsonl` })
    await gw.flush()
    const rows = await gw.db.sql<{ request_id: string; spend_nano: number; status: string }[]>`
      select request_id, spend_nano, status from spend_logs where call_id = ${made.id}`
    expect(rows).toHaveLength(30)
    // 100 × $0.5 + 20 × $2 a million: half of what a request alone costs.
    expect(rows.every((each) => Number(each.spend_nano) === 90_000 && each.status === "success")).toBe(true)
    expect(new Set(rows.map((each) => each.request_id))).toEqual(
      new Set(output.map((line) => line.response?.request_id)),
    )
    expect(await gw.db.sql`select 1 from batch_rows where batch_id = ${made.id}`).toHaveLength(0)
  })

  it("bills the plain price where no batch price is known", async () => {
    const done = await client.ended((await client.begin([batchRow(1, { model: "slow" })])).id)
    await gw.flush()
    const [billed] = await gw.db.sql<{ spend_nano: number; prompt_tokens: number; completion_tokens: number }[]>`
      select spend_nano, prompt_tokens, completion_tokens from spend_logs where call_id = ${done.id}`
    expect(Number(billed?.spend_nano)).toBe(
      Number(billed?.prompt_tokens) * 1_000 + Number(billed?.completion_tokens) * 4_000,
    )
  })

  it.each([
    ["/v1/embeddings", { model: "embed", input: "text" }, "list"],
    ["/v1/responses", { model: "claude", input: "Hello" }, "response"],
    ["/v1/chat/completions", { model: "claude", messages: [{ role: "user", content: "Hi" }] }, "chat.completion"],
  ])("serves %s, with any model behind", async (endpoint, body, object) => {
    const made = await client.begin([{ custom_id: "a", method: "POST", url: endpoint, body }], undefined, { endpoint })
    const [line] = await client.lines((await client.ended(made.id)).output_file_id)
    expect(line?.response?.body.object).toBe(object)
  })

  it("puts what cannot be made or fails into its error file, line by line, and answers the rest", async () => {
    const key = await gw.key({ models: ["chat", "broken"] })
    const made = await client.begin(
      [
        batchRow(1),
        '{"custom_id": "cut',
        "",
        batchRow(1),
        batchRow(2, {}, { method: "GET" }),
        batchRow(3, {}, { url: "/v1/embeddings" }),
        batchRow(4, {}, { custom_id: undefined }),
        batchRow(5, {}, { body: "text" }),
        batchRow(6, { stream: true }),
        batchRow(7, { model: "claude" }),
        batchRow(8, { model: "broken" }),
        batchRow(9, { messages: "none" }),
        batchRow(10, { model: undefined }),
        batchRow(11),
      ],
      key,
    )
    const done = await client.ended(made.id)
    expect(done.request_counts).toEqual({ total: 13, completed: 2, failed: 11 })
    expect((await client.lines(done.output_file_id)).map((line) => line.custom_id)).toEqual(["row 1", "row 11"])
    const errors = await client.lines(done.error_file_id)
    expect(errors.map((line) => [line.custom_id, line.error?.code ?? line.response?.status_code])).toEqual([
      [null, "invalid_json_line"],
      ["row 1", "duplicate_custom_id"],
      ["row 2", "invalid_method"],
      ["row 3", "mismatched_endpoint"],
      [null, "missing_required_parameter"],
      ["row 5", "invalid_request"],
      ["row 6", "invalid_request"],
      ["row 7", 403],
      ["row 8", 502],
      ["row 9", 400],
      ["row 10", 400],
    ])
    expect(errors[0]?.error).toMatchObject({ line: 2 })
    expect(done.errors).toMatchObject({
      object: "list",
      data: expect.arrayContaining([expect.objectContaining({ line: 2 })]),
    })
  })

  it.each([
    ["of blank lines", ["", "  "], "empty_file"],
    ["of nothing but broken lines", ["{", "["], "invalid_json_line"],
    ["of more rows than are allowed", Array.from({ length: 41 }, (_, n) => batchRow(n)), "too_many_requests"],
  ])("with an input file %s fails and says why", async (_what, lines, code) => {
    const done = await client.ended((await client.begin(lines)).id, "failed")
    expect(done.failed_at).toBeTypeOf("number")
    expect((done.errors as { data: Json[] }).data[0]).toMatchObject({ code })
    expect(await gw.db.sql`select 1 from batch_rows where batch_id = ${done.id}`).toHaveLength(0)
  })

  it("whose key has no money left fails its rows and says so; nothing is asked of the provider", async () => {
    const key = await gw.key({ max_budget: 0 })
    const before = gw.mock.requests().length
    const done = await client.ended((await client.begin([batchRow(1), batchRow(2)], key)).id)
    expect(done.request_counts).toEqual({ total: 2, completed: 0, failed: 2 })
    const [line] = await client.lines(done.error_file_id)
    expect(line?.response).toMatchObject({ status_code: 429, body: { error: { code: "budget_exceeded" } } })
    expect(gw.mock.requests().length).toBe(before)
  })

  it("waits for its key's own limits instead of failing", async () => {
    const key = await gw.key({ max_parallel_requests: 1 })
    const done = await client.ended(
      (await client.begin([batchRow(1, { model: "chat" }), batchRow(2), batchRow(3)], key)).id,
    )
    expect(done.request_counts).toEqual({ total: 3, completed: 3, failed: 0 })
    await gw.flush()
    const rows = await gw.db.sql`select 1 from spend_logs where call_id = ${done.id} and status = 'success'`
    expect(rows).toHaveLength(3)
  })

  it.each([
    ["blocked", "/key/block", 401],
    ["deleted", "/key/delete", 401],
    ["regenerated", "/key/regenerate", 200],
  ])(
    "is left to the process that works on it until that is dead; of a key %s meanwhile its rows answer so",
    async (_what, path, status) => {
      const key = await gw.key()
      const fileId = await client.upload([batchRow(1)], key)
      const { batches, batchEngine } = gw.gateway.data
      const [file] = await gw.db.sql<{ api_key: string }[]>`select api_key from files where id = ${fileId}`
      const id = `batch_${path.slice(5)}`
      await gw.db.sql`insert into batches (id, status, endpoint, completion_window, input_file_id, api_key, created_at,
        expires_at, lease_owner, lease_until)
      values (${id}, 'validating', '/v1/chat/completions', '24h', ${fileId}, ${file?.api_key ?? ""}, now(),
        now() + interval '1 day', 'another process', now() + interval '1 hour')`
      await batchEngine.look()
      expect(await batches.claim("yet another", { mine: [], limit: 10, native: false })).toEqual([])
      await gw.send("POST", path, path === "/key/delete" ? { keys: [key] } : { key })
      await gw.db.sql`update batches set lease_until = now() - interval '1 second' where id = ${id}`
      await batchEngine.look()
      const done = await client.ended(id)
      const [line] = await client.lines(done.error_file_id ?? done.output_file_id)
      expect(line?.response?.status_code).toBe(status)
    },
  )

  it("that is cancelled begins nothing more and gives what it has", async () => {
    const made = await client.begin(Array.from({ length: 40 }, (_, n) => batchRow(n, { model: "slow" })))
    await expect.poll(async () => (await client.read(made.id)).request_counts.completed).toBeGreaterThan(0)
    const cancelling = await gw.send("POST", `/v1/batches/${made.id}/cancel`)
    expect([cancelling.status, cancelling.json.status, openAiViolations(cancelling.json, "Batch")]).toEqual([
      200,
      "cancelling",
      [],
    ])
    const done = await client.ended(made.id, "cancelled")
    expect(done.request_counts.completed).toBeLessThan(40)
    expect(await client.lines(done.output_file_id)).toHaveLength(done.request_counts.completed)
    expect((await gw.send("POST", `/v1/batches/${made.id}/cancel`)).json.status).toBe("cancelled")
  })

  it("that is not done within its window expires: what was answered is kept, the rest says so", async () => {
    const made = await client.begin(Array.from({ length: 40 }, (_, n) => batchRow(n, { model: "slow" })))
    await expect.poll(async () => (await client.read(made.id)).request_counts.completed).toBeGreaterThan(0)
    gw.clock.addedMs = 24 * 3600_000
    const done = await client.ended(made.id, "expired")
    const { completed, failed } = done.request_counts
    expect([completed + failed, failed > 0]).toEqual([40, true])
    const errors = await client.lines(done.error_file_id)
    expect(errors).toHaveLength(failed)
    expect(errors.at(-1)?.error?.code).toBe("batch_expired")
    expect(await client.lines(done.output_file_id)).toHaveLength(completed)
  })

  it("that has ended cannot be cancelled: 409", async () => {
    const done = await client.ended((await client.begin([batchRow(1)])).id)
    const refused = await gw.send("POST", `/v1/batches/${done.id}/cancel`)
    expect([refused.status, error(refused).code]).toEqual([409, "conflict"])
  })
})
