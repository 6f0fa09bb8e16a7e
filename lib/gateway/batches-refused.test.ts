import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type BatchJson, batchClient, batchOf, batchRow } from "#lib/testing/batch-client"
import { type Harness, harness } from "#lib/testing/harness"
import { openAiViolations } from "#lib/testing/openai-document"

type Json = Record<string, unknown>

let gw: Harness
let client: ReturnType<typeof batchClient>
beforeAll(async () => {
  gw = await harness({
    yaml: `model_list: [{model_name: chat, litellm_params: {model: openai/ok, api_base: "$MOCK/v1", api_key: k}}]`,
  })
  client = batchClient(gw)
})
afterAll(() => gw.close())

const error = (sent: { json: Json }) => sent.json.error as Json

describe("a list of batches", () => {
  it("holds the caller's own, page by page", async () => {
    const key = await gw.key()
    const ids: string[] = []
    for (let n = 0; n < 3; n++) ids.unshift((await client.begin([batchRow(n)], key)).id)
    const first = await gw.send("GET", "/v1/batches?limit=2", undefined, { key })
    expect([openAiViolations(first.json, "ListBatchesResponse"), first.json.has_more]).toEqual([[], true])
    const rest = await gw.send("GET", `/v1/batches?limit=2&after=${first.json.last_id}`, undefined, { key })
    const idsOf = ({ json }: { json: Json }) => (json.data as BatchJson[]).map(({ id }) => id)
    expect([...idsOf(first), ...idsOf(rest)]).toEqual(ids)
    expect(idsOf(await gw.send("GET", "/v1/batches", undefined, { key: await gw.key() }))).toEqual([])
  })
})

describe("somebody else's", () => {
  it("file cannot be the input, and somebody else's batch is not there: 404", async () => {
    const [owner, stranger] = [await gw.key(), await gw.key()]
    const fileId = await client.upload([batchRow(1)], owner)
    const refused = await gw.send("POST", "/v1/batches", batchOf(fileId), { key: stranger })
    expect([refused.status, error(refused).param]).toEqual([404, "input_file_id"])
    const { id } = await client.begin([batchRow(1)], owner)
    for (const [method, path] of [
      ["GET", ""],
      ["POST", "/cancel"],
    ] as const) {
      const gone = await gw.send(method, `/v1/batches/${id}${path}`, undefined, { key: stranger })
      expect([gone.status, error(gone).code]).toEqual([404, "not_found"])
    }
    await client.ended(id)
  })
})

describe("a request for a batch that is wrong", () => {
  it.each([
    ["no JSON", "{", 400, null],
    ["no file", { input_file_id: undefined }, 400, "input_file_id"],
    ["an unknown file", { input_file_id: "file-nobody" }, 404, "input_file_id"],
    ["no endpoint", { endpoint: undefined }, 400, "endpoint"],
    ["an endpoint nobody serves", { endpoint: "/v1/fun" }, 400, "endpoint"],
    ["another window", { completion_window: "7d" }, 400, "completion_window"],
    ["metadata that is no object", { metadata: [] }, 400, "metadata"],
    ["metadata that is no text", { metadata: { a: 1 } }, 400, "metadata"],
  ])("%s is refused naming the field, and nothing is written", async (_what, over, status, param) => {
    const before = await gw.db.sql`select 1 from batches`
    const body = typeof over === "string" ? over : batchOf(await client.upload([batchRow(1)]), over)
    const refused = await gw.send("POST", "/v1/batches", body)
    expect([refused.status, error(refused).param]).toEqual([status, param])
    expect(openAiViolations(refused.json, "ErrorResponse")).toEqual([])
    expect(await gw.db.sql`select 1 from batches`).toHaveLength(before.length)
  })

  it("a file for another purpose is refused", async () => {
    const refused = await gw.send(
      "POST",
      "/v1/batches",
      batchOf(await client.upload([batchRow(1)], undefined, "vision")),
    )
    expect([refused.status, error(refused).param]).toEqual([400, "input_file_id"])
  })
})

describe("a key with allowed routes", () => {
  it("reaches files and batches when they are among them, and is told otherwise", async () => {
    const allowed = await gw.key({ allowed_routes: ["openai_routes"] })
    const id = await client.upload([batchRow(1)], allowed)
    expect((await gw.send("GET", `/files/${id}`, undefined, { key: allowed })).status).toBe(200)
    const chatOnly = await gw.key({ allowed_routes: ["/v1/chat/completions"] })
    for (const path of ["/v1/files", `/v1/files/${id}`, "/openai/v1/batches"]) {
      const refused = await gw.send("GET", path, undefined, { key: chatOnly })
      expect([refused.status, error(refused).code]).toEqual([403, "route_access_denied"])
    }
  })

  it("cannot have a batch do what it may not do itself", async () => {
    const key = await gw.key({ allowed_routes: ["/v1/files", "/v1/batches*"] })
    const done = await client.ended((await client.begin([batchRow(1)], key)).id)
    const [line] = await client.lines(done.error_file_id)
    expect(line?.response?.status_code).toBe(403)
  })
})
