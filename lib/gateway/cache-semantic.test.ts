import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { scratchDatabase } from "#lib/db/scratch"
import { type Harness, harness, type SendOptions, type Sent } from "#lib/testing/harness"

const PRICE = "input_cost_per_token: 0.000001, output_cost_per_token: 0.000004"
const yaml = (type: string, more = "") => `model_list:
  - {model_name: chat, litellm_params: {model: openai/ok, api_base: "$MOCK/v1", api_key: k, ${PRICE}}}
  - {model_name: other, litellm_params: {model: openai/ok, api_base: "$MOCK/v1", api_key: k, ${PRICE}}}
  - {model_name: claude, litellm_params: {model: anthropic/ok, api_base: "$MOCK", api_key: k, ${PRICE}}}
  - {model_name: embedder, litellm_params: {model: openai/words, api_base: "$MOCK/v1", api_key: k, input_cost_per_token: 0.000001}, model_info: {mode: embedding}}
  - {model_name: deaf, litellm_params: {model: openai/500, api_base: "$MOCK/v1", api_key: k, num_retries: 0}, model_info: {mode: embedding}}
litellm_settings: {cache: true, cache_params: {type: ${type}, similarity_threshold: 0.8, ttl: 100, ${more || "redis_semantic_cache_embedding_model: embedder"}}}
`
const HEADER = "x-litellm-semantic-similarity"
const FRANCE = "Please tell me: what is the capital of France?"
const ALSO = "please tell me what is the capital of France"
const SPAIN = "How tall is the highest mountain in Spain?"

let gw: Harness
beforeAll(async () => {
  gw = await harness({ yaml: yaml("redis-semantic") })
})
afterAll(() => gw.close())
beforeEach(async () => {
  await gw.send("POST", "/cache/flushall")
  gw.mock.reset()
})

/** One request; what it leaves in the cache is there when this resolves. */
async function sent(path: string, body: unknown, options: SendOptions = {}, to = gw): Promise<Sent> {
  const reply = await to.send("POST", path, body, options)
  await to.gateway.data.cache?.written()
  return reply
}
const user = (content: unknown) => ({ role: "user", content })
const ask = (question: string, more: Record<string, unknown> = {}, options: SendOptions = {}) =>
  sent("/v1/chat/completions", { model: "chat", messages: [user(question)], ...more }, options)
const hit = ({ headers }: Sent) => headers["x-litellm-cache-hit"]
const paths = () => gw.mock.requests().map(({ path }) => path)

async function rowsOf(callId: string) {
  await gw.flush()
  return gw.db.sql`select call_type, api_key, spend_nano::int as spend, user_agent, end_user, metadata
    from spend_logs where call_id = ${callId} order by started_at, call_type`
}

describe("a question in other words", () => {
  it("gets the kept answer at no cost, and is told that it is another question's and how similar", async () => {
    const first = await ask(FRANCE)
    expect([first.status, hit(first), first.headers[HEADER]]).toEqual([200, "False", "0.0000"])
    const again = await ask(ALSO, {}, { headers: { "x-litellm-call-id": "again" } })
    expect([hit(again), again.text, again.headers["x-litellm-response-cost"]]).toEqual(["True", first.text, "0"])
    expect(Number(again.headers[HEADER])).toBeGreaterThan(0.9)
    expect(again.headers["x-litellm-cache-key"]).toBe(first.headers["x-litellm-cache-key"])
    const rows = await rowsOf("again")
    expect(rows.map(({ call_type, user_agent }) => [call_type, user_agent])).toEqual([
      ["acompletion", null],
      ["aembedding", "tollgate/semantic-cache"],
    ])
    expect(rows.map(({ spend }) => spend > 0)).toEqual([false, true])
    expect(rows[0]?.metadata).toMatchObject({ cache_hit: true, saved_cache_cost: expect.any(Number) })
    expect(rows[0]?.metadata.semantic_similarity).toBeGreaterThan(0.9)
  })

  it("is asked of the provider when it means something else", async () => {
    await ask(FRANCE)
    expect(hit(await ask(SPAIN))).toBe("False")
  })

  it("the same request needs no embedding: exact hits come first", async () => {
    await ask(FRANCE)
    gw.mock.reset()
    const again = await ask(FRANCE)
    expect([hit(again), again.headers[HEADER], paths()]).toEqual(["True", undefined, []])
  })

  it.each([
    ["model", { model: "other" }],
    ["a system prompt", { messages: [{ role: "system", content: "Be brief." }, user(ALSO)] }],
    ["an earlier turn", { messages: [user("Hi"), { role: "assistant", content: "Hello" }, user(ALSO)] }],
    ["tools", { tools: [{ type: "function", function: { name: "look", parameters: { type: "object" } } }] }],
    ["response_format", { response_format: { type: "json_object" } }],
    ["temperature", { temperature: 0.1 }],
    ["streaming", { stream: true }],
    ["a namespace", { cache: { namespace: "mine" } }],
  ])("%s must be the same", async (_what, more) => {
    await ask(FRANCE)
    expect(hit(await ask(ALSO, more))).toBe("False")
  })

  it("gets a stream as the stream it was, and answers of other endpoints in their own shape", async () => {
    const first = await ask(FRANCE, { stream: true })
    const again = await ask(ALSO, { stream: true })
    expect([hit(again), again.text]).toEqual(["True", first.text])
    const claude = (content: unknown) =>
      sent("/v1/messages", { model: "claude", max_tokens: 9, messages: [user(content)] })
    const said = await claude([{ type: "text", text: FRANCE }])
    const same = await claude([{ type: "text", text: ALSO }])
    expect([hit(said), hit(same), same.text]).toEqual(["False", "True", said.text])
    const respond = (input: unknown) => sent("/v1/responses", { model: "chat", input })
    expect([hit(await respond(FRANCE)), hit(await respond(ALSO))]).toEqual(["False", "True"])
  })

  it("with an image is never compared", async () => {
    const image = { type: "image_url", image_url: { url: "data:image/png;base64,iVBORw0KGgo=" } }
    const reply = await ask("", { messages: [user([{ type: "text", text: FRANCE }, image])] })
    expect([reply.status, reply.headers[HEADER]]).toEqual([200, undefined])
  })

  it("does not get an answer that was deleted, that is too old, or with no-cache", async () => {
    const key = (await ask(FRANCE)).headers["x-litellm-cache-key"]
    const noStore = { "no-store": true }
    expect(hit(await ask(ALSO, { cache: { "no-cache": true, ...noStore } }))).toBeUndefined()
    gw.clock.addedMs += 2_000
    expect(hit(await ask(ALSO, { cache: { "s-maxage": 1, ...noStore } }))).toBe("False")
    expect(hit(await ask(ALSO, { cache: noStore }))).toBe("True")
    await gw.send("POST", "/cache/delete", { keys: [key] })
    expect(hit(await ask(ALSO))).toBe("False")
  })
})

describe("tenants", () => {
  it("never see each other's answers", async () => {
    const [one, two] = [await gw.key(), await gw.key()]
    await ask(FRANCE, {}, { key: one })
    expect(hit(await ask(ALSO, {}, { key: two }))).toBe("False")
    expect(hit(await ask(ALSO, {}, { key: one }))).toBe("True")
  })

  it("a key may be limited to other models and a request a minute: the embedding is the gateway's own affair", async () => {
    const key = await gw.key({ models: ["chat"], rpm_limit: 2 })
    const first = await ask(FRANCE, {}, { key })
    expect([first.headers[HEADER], hit(await ask(ALSO, {}, { key }))]).toEqual(["0.0000", "True"])
    expect((await ask(SPAIN, {}, { key })).status).toBe(429)
  })
})

describe("another configuration", () => {
  it("an embedding that fails is a miss, and the answer comes all the same", async () => {
    const own = await harness({ yaml: yaml("local-semantic", "qdrant_semantic_cache_embedding_model: deaf") })
    const reply = await sent("/v1/chat/completions", { model: "chat", messages: [user(FRANCE)] }, {}, own)
    expect([reply.status, hit(reply)]).toEqual([200, "False"])
    expect(own.logged.join("")).toContain("not compared")
    await own.close()
  })

  it("in Postgres, what was kept serves a gateway that was started later; in memory it does not outlive its process", async () => {
    const { db, drop } = await scratchDatabase()
    const seen: unknown[] = []
    for (const type of ["qdrant-semantic", "local-semantic"])
      for (const question of [FRANCE, ALSO]) {
        const own = await harness({ yaml: yaml(type), database: db })
        seen.push(hit(await sent("/v1/chat/completions", { model: "chat", messages: [user(question)] }, {}, own)))
        await own.close()
      }
    expect(seen).toEqual(["False", "True", "False", "False"])
    await drop()
  })

  it("semantic_cache_scope: end_user keeps the users of a key apart", async () => {
    const own = await harness({
      yaml: yaml("local-semantic", "semantic_cache_scope: end_user, redis_semantic_cache_embedding_model: embedder"),
    })
    const as = async (who: string, text: string) =>
      hit(await sent("/v1/chat/completions", { model: "chat", user: who, messages: [user(text)] }, {}, own))
    expect([await as("ann", FRANCE), await as("bob", ALSO), await as("ann", ALSO)]).toEqual(["False", "False", "True"])
    await own.close()
  })

  it("without a threshold nothing is cached, and management says what is missing", async () => {
    const own = await harness({ yaml: yaml("local-semantic").replace("similarity_threshold: 0.8, ", "") })
    const ping = await own.send("GET", "/cache/ping")
    expect([ping.status, ping.text.includes("similarity_threshold")]).toEqual([503, true])
    await own.close()
  })
})

it("what hits saved is reported by key, endpoint and model: tokens and dollars", async () => {
  const key = await gw.key({ key_alias: "saver" })
  const first = await ask(FRANCE, {}, { key })
  for (const text of [FRANCE, ALSO]) await ask(text, {}, { key })
  const { usage } = first.json as { usage: { prompt_tokens: number; completion_tokens: number } }
  const cost = Number(first.headers["x-litellm-response-cost"])
  await gw.flush()
  const [{ api_key } = { api_key: "" }] = await gw.db.sql`select token as api_key from keys where key_alias = 'saver'`
  const { status, text } = await gw.send("GET", `/global/activity/cache_hits?api_keys=${api_key}&models=chat`)
  expect([status, JSON.parse(text)]).toEqual([
    200,
    [
      {
        api_key,
        call_type: "acompletion",
        model: "chat",
        total_rows: 3,
        cache_hit_true_rows: 2,
        cached_prompt_tokens: usage.prompt_tokens * 2,
        cached_completion_tokens: usage.completion_tokens * 2,
        generated_completion_tokens: usage.completion_tokens,
        saved_cache_cost: expect.closeTo(cost * 2, 9),
      },
    ],
  ])
})
