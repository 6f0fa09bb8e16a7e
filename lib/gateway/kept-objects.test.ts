import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type Harness, harness } from "#lib/testing/harness"
import { multipartBody } from "#lib/testing/multipart-body"

type Json = Record<string, unknown>
let gw: Harness
let [alice, bob] = ["", ""]

beforeAll(async () => {
  gw = await harness({
    yaml: `model_list:
  - {model_name: claude, litellm_params: {model: anthropic/ok, api_base: "$MOCK", api_key: k}}
  - {model_name: gpt, litellm_params: {model: openai/gpt-x, api_base: "$MOCK/v1", api_key: provider-secret-o, input_cost_per_token: 0.000001}}
  - {model_name: az, litellm_params: {model: azure/dep, api_base: "$MOCK", api_key: provider-secret-z, api_version: "2024-10-21"}}
`,
  })
  alice = await gw.key({ user_id: "alice" })
  bob = await gw.key({ user_id: "bob" })
})
afterAll(() => gw.close())
beforeEach(() => gw.mock.reset())

const send = (method: string, path: string, body?: unknown, key = alice) => gw.send(method, path, body, { key })
const error = (sent: { json: Json }) => sent.json.error as Json
async function upload(key = alice, purpose = "assistants"): Promise<string> {
  const { body, headers } = multipartBody({ purpose }, { name: "notes.txt", bytes: "what is known" })
  return String((await gw.send("POST", "/v1/files", body, { headers, key })).json.id)
}
const make = async (key = alice, body: Json = {}) =>
  String((await send("POST", "/v1/vector_stores", { name: "n", ...body }, key)).json.id)
const asked = () => gw.mock.requests().map(({ method, path }) => `${method} ${path}`)

describe("a vector store", () => {
  it("is made in the provider's account with its key, and is its maker's on every path", async () => {
    const made = await send("POST", "/v1/vector_stores", { name: "mine", custom_llm_provider: "openai" })
    expect([made.status, made.json.object, made.json.name]).toEqual([200, "vector_store", "mine"])
    const [sent] = gw.mock.requests()
    expect([sent?.path, sent?.headers.authorization]).toEqual(["/v1/vector_stores", "Bearer provider-secret-o"])
    expect(sent?.body).toEqual({ name: "mine" })
    const id = String(made.json.id)
    for (const path of ["/v1/vector_stores", "/vector_stores", "/openai/v1/vector_stores"]) {
      const listed = await send("GET", path)
      expect([path, (listed.json.data as Json[]).map((store) => store.id)]).toEqual([path, [id]])
      expect((await send("GET", `${path}/${id}`)).json.id).toBe(id)
    }
    expect((await send("POST", `/v1/vector_stores/${id}`, { name: "other" })).json.name).toBe("other")
    expect((await send("DELETE", `/v1/vector_stores/${id}`)).json).toMatchObject({ id, deleted: true })
    expect((await send("GET", `/v1/vector_stores/${id}`)).status).toBe(404)
  })

  it("takes our files: each is copied there once, and has our name in every answer", async () => {
    const [one, two] = [await upload(), await upload()]
    const id = await make(alice, { file_ids: [one] })
    const added = await send("POST", `/v1/vector_stores/${id}/files`, { file_id: two })
    expect(added.json).toMatchObject({ id: two, object: "vector_store.file" })
    await send("POST", `/v1/vector_stores/${id}/file_batches`, { file_ids: [one, two] })
    const found = await send("POST", `/v1/vector_stores/${id}/search`, { query: "?" })
    expect((found.json.data as Json[]).map(({ file_id }) => file_id)).toEqual([one, two, one, two])
    expect((await send("GET", `/v1/vector_stores/${id}/files/${two}`)).json.id).toBe(two)
    expect(asked().filter((each) => each === "POST /v1/files")).toHaveLength(2)
    const copy = [...gw.mock.account.files.values()][0]
    expect([copy?.filename, copy?.purpose, copy?.bytes.toString()]).toEqual([
      "notes.txt",
      "assistants",
      "what is known",
    ])
    await send("DELETE", `/v1/files/${one}`)
    expect(gw.mock.account.files.has(copy?.id ?? "")).toBe(false)
  })

  it("is logged with its key; its price is not known", async () => {
    const made = await send("POST", "/v1/vector_stores", { name: "n" })
    await gw.flush()
    const [row] = await gw.db.sql`select * from spend_logs where call_id = ${made.headers["x-litellm-call-id"] ?? ""}`
    expect(row).toMatchObject({ call_type: "avector_store_create", status: "success", spend_nano: 0, user_id: "alice" })
  })

  it("goes to the account that is named: of a provider, or of a model", async () => {
    const azure = await send("POST", "/v1/vector_stores", { custom_llm_provider: "azure" })
    expect(asked()).toEqual(["POST /openai/v1/vector_stores"])
    expect((await send("GET", `/v1/vector_stores/${azure.json.id}`)).status).toBe(200)
    expect(asked().at(-1)).toBe(`GET /openai/v1/vector_stores/${azure.json.id}`)
    gw.mock.reset()
    await send("POST", "/v1/vector_stores", { target_model_names: "az,gpt" })
    expect(gw.mock.requests()[0]).toMatchObject({ path: "/openai/v1/vector_stores", body: {} })
    const nowhere = await send("POST", "/v1/vector_stores", { custom_llm_provider: "anthropic" })
    expect([nowhere.status, error(nowhere).param]).toEqual([400, "custom_llm_provider"])
    const none = await send("POST", "/v1/vector_stores", { target_model_names: "claude" })
    expect([none.status, error(none).param]).toEqual([400, "target_model_names"])
    const bound = await gw.key({ models: ["claude"] })
    expect((await send("POST", "/v1/vector_stores", { target_model_names: "gpt" }, bound)).status).toBe(403)
  })
})

describe("somebody else's", () => {
  it("vector store is 404 for every verb, is in no list, and nothing of it is asked of the provider", async () => {
    const id = await make()
    gw.mock.reset()
    for (const [method, path] of [
      ["GET", ""],
      ["POST", ""],
      ["DELETE", ""],
      ["GET", "/files"],
      ["POST", "/search"],
    ] as const) {
      const refused = await send(method, `/v1/vector_stores/${id}${path}`, {}, bob)
      expect([method, path, refused.status, error(refused).code]).toEqual([method, path, 404, "not_found"])
    }
    expect((await send("GET", "/v1/vector_stores", undefined, bob)).json.data).toEqual([])
    expect(asked()).toEqual([])
    expect((await gw.send("GET", `/v1/vector_stores/${id}`)).status).toBe(200)
  })

  it("file cannot be put into one's own store, nor train one's own model", async () => {
    const [foreign, id] = [await upload(bob), await make()]
    gw.mock.reset()
    const put = await send("POST", `/v1/vector_stores/${id}/files`, { file_id: foreign })
    expect([put.status, error(put).param]).toEqual([404, "file_id"])
    const trained = await send("POST", "/v1/fine_tuning/jobs", { model: "gpt-x", training_file: foreign })
    expect([trained.status, error(trained).param]).toEqual([404, "training_file"])
    expect(asked()).toEqual([])
  })

  it("is not reached by passing through either, whatever the path looks like", async () => {
    const id = await make()
    gw.mock.reset()
    for (const path of [
      `/openai/vector_stores/${id}`,
      `/openai/v1/%76ector_stores/${id}`,
      "/openai/v1/%62atches",
      "/azure/openai/v1/vector_stores",
      "/azure/openai/v1/files",
      `/openai/v1/threads/${id}`,
    ])
      expect([path, (await send("GET", path, undefined, bob)).status]).toEqual([path, 404])
    const named = { model: "gpt-x", tools: [{ type: "file_search", vector_store_ids: [id] }] }
    expect((await send("POST", "/openai/v1/assistants", named, bob)).status).toBe(404)
    const answered = { model: "gpt", input: "?", tools: named.tools }
    expect((await send("POST", "/v1/responses", answered, bob)).status).toBe(404)
    expect(asked()).toEqual([])
  })
})

describe("a fine-tuning job", () => {
  it("is made with one's own file, by our name of the model or the provider's, and is its maker's alone", async () => {
    const file = await upload(alice, "fine-tune")
    const made = await send("POST", "/v1/fine_tuning/jobs", { model: "gpt", training_file: file })
    expect([made.status, made.json.training_file, made.json.model]).toEqual([200, file, "gpt-x"])
    const id = String(made.json.id)
    expect((await send("GET", "/fine_tuning/jobs")).json.data).toMatchObject([{ id, training_file: file }])
    expect((await send("GET", `/v1/fine_tuning/jobs/${id}/events?limit=2`)).json.object).toBe("list")
    expect(asked().at(-1)).toBe(`GET /v1/fine_tuning/jobs/${id}/events?limit=2`)
    expect((await send("GET", `/v1/fine_tuning/jobs/${id}`, undefined, bob)).status).toBe(404)
    expect((await send("POST", `/v1/fine_tuning/jobs/${id}/cancel`, {}, bob)).status).toBe(404)
    expect((await send("POST", `/v1/fine_tuning/jobs/${id}/cancel`)).json.status).toBe("cancelled")
  })

  it("gives its results as files of its maker", async () => {
    const file = await upload(alice, "fine-tune")
    const { id } = (await send("POST", "/v1/fine_tuning/jobs", { model: "gpt-x", training_file: file })).json
    const results = gw.mock.account.keep("results.csv", "fine-tune-results", Buffer.from("step,loss"))
    Object.assign(gw.mock.account.jobs.get(String(id)) ?? {}, { status: "succeeded", result_files: [results.id] })
    expect((await send("GET", `/v1/files/${results.id}`)).status).toBe(404)
    expect((await send("GET", `/v1/fine_tuning/jobs/${id}`)).json.result_files).toEqual([results.id])
    expect((await send("GET", `/v1/files/${results.id}`)).json.filename).toBe("results.csv")
    expect((await send("GET", `/v1/files/${results.id}/content`)).text).toBe("step,loss")
    for (const path of ["", "/content"])
      expect((await send("GET", `/v1/files/${results.id}${path}`, undefined, bob)).status).toBe(404)
  })

  it("that is badly asked for is refused naming the field", async () => {
    const none = await send("POST", "/v1/fine_tuning/jobs", { training_file: "file-x" })
    expect([none.status, error(none).param]).toEqual([400, "model"])
    const bound = await gw.key({ models: ["claude"] })
    const other = await send("POST", "/v1/fine_tuning/jobs", { model: "gpt-x", training_file: await upload() }, bound)
    expect(other.status).toBe(403)
  })
})

describe("a request that is wrong", () => {
  it.each([
    ["no JSON", "POST", "/v1/vector_stores", "{", {}, 400],
    ["a form", "POST", "/v1/vector_stores", "a=b", { "content-type": "application/x-www-form-urlencoded" }, 400],
    ["an unknown id", "GET", "/v1/vector_stores/vs_nobody", undefined, {}, 404],
    ["nothing that is served", "POST", "/v1/vector_stores/vs_nobody/fun", {}, {}, 404],
    ["a path that climbs", "GET", "/v1/vector_stores/vs_1/files/..%2f..", undefined, {}, 404],
    ["a NUL in its id", "GET", "/v1/vector_stores/vs%00", undefined, {}, 404],
    ["too much", "POST", "/v1/vector_stores", `{"name":"${"x".repeat(5_000_000)}"}`, {}, 413],
  ])("%s: refused, and the provider is not asked", async (_what, method, path, body, headers, status) => {
    const refused = await gw.send(method, path, body, { key: alice, headers })
    expect([refused.status, typeof error(refused).message]).toEqual([status, "string"])
    expect(asked()).toEqual([])
  })

  it("of the provider's own refusal comes back in its words, and binds nothing", async () => {
    const before = await gw.db.sql`select 1 from provider_objects`
    const file = await upload()
    await gw.db.sql`insert into provider_objects (kind, id, deployment_id, address, local_id, api_key, created_at)
      select 'file', 'file-gone', deployment_id, address, ${file}, api_key, now() from provider_objects
      where address like '%/v1' and kind = 'vector_store' limit 1`
    const refused = await send("POST", "/v1/fine_tuning/jobs", { model: "gpt-x", training_file: file })
    expect([refused.status, error(refused).message]).toEqual([400, "No such training file."])
    expect(await gw.db.sql`select 1 from provider_objects`).toHaveLength(before.length + 1)
  })
})
