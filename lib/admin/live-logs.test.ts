import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { SseDecoder } from "#lib/core/sse"
import { type Harness, harness } from "#lib/testing/harness"

let a: Harness
let b: Harness
beforeAll(async () => {
  a = await harness()
  b = await harness({ database: a.db })
})
afterAll(async () => {
  await b.close()
  await a.close()
})

interface Heard {
  readonly data: readonly { request_id: string; key_alias: string | null; model_group: string }[]
  readonly skipped: number
}

/** A live view: its answer, and the next event with rows. */
async function watch(gw: Harness, query = "", key?: string) {
  const left = new AbortController()
  const reply = await gw.open("GET", `/spend/logs/live${query}`, undefined, {
    signal: left.signal,
    ...(key === undefined ? {} : { key }),
  })
  if (typeof reply.body === "string" || reply.body instanceof Uint8Array) throw new Error(String(reply.body))
  const iterator = reply.body[Symbol.asyncIterator]()
  const events = new SseDecoder()
  await iterator.next()
  return {
    reply,
    async next(): Promise<Heard> {
      for (;;) {
        const { value, done } = await iterator.next()
        if (done) throw new Error("the view ended")
        const [event] = events.push(Buffer.from(value))
        if (event?.event === "rows") return JSON.parse(event.data) as Heard
      }
    },
    /** Leaves, as a client whose connection is gone, and waits for the end. */
    async leave() {
      left.abort()
      while (!(await iterator.next()).done);
    },
  }
}

const ask = (gw: Harness, key: string, model = "ok") =>
  gw.send("POST", "/v1/chat/completions", { model, messages: [{ role: "user", content: "Hi" }] }, { key })

describe("GET /spend/logs/live", () => {
  test("a request is told as the log has it, whichever process served it, and only what the filters let through", async () => {
    const all = await watch(a)
    expect(all.reply.headers["content-type"]).toBe("text/event-stream; charset=utf-8")
    const mine = await watch(a, "?key_alias=mine")
    const [own, other] = [await a.key({ key_alias: "mine" }), await a.key({ key_alias: "other" })]
    await ask(a, other)
    await a.flush()
    const first = await all.next()
    expect(first).toMatchObject({ data: [{ key_alias: "other", model_group: "ok" }], skipped: 0 })
    const { json } = await a.send("GET", `/spend/logs/v2?request_id=${first.data[0]?.request_id}`)
    expect(json.data).toEqual(first.data)
    // The other process hears on the bus that somebody watches, and says what it wrote.
    await ask(b, own)
    await b.flush()
    expect(await all.next()).toMatchObject({ data: [{ key_alias: "mine" }] })
    expect(await mine.next()).toMatchObject({ data: [{ key_alias: "mine" }] })
    await all.leave()
    await mine.leave()
  })

  test("somebody sees the same of it as of the log: what is theirs", async () => {
    const { user_id } = (await a.send("POST", "/user/new", { user_role: "internal_user" })).json as { user_id: string }
    const own = await a.key({ user_id, key_alias: "hers" })
    const foreign = await a.key({ key_alias: "foreign" })
    const hers = await watch(a, "", own)
    await ask(a, foreign)
    await a.flush()
    await ask(a, own)
    await a.flush()
    expect(await hers.next()).toMatchObject({ data: [{ key_alias: "hers" }], skipped: 0 })
    await hers.leave()
    expect((await a.send("GET", "/spend/logs/live", undefined, { key: foreign })).status).toBe(403)
  })

  test("when the gateway drains, views end", async () => {
    const open = await watch(b)
    b.gateway.drain()
    await expect(open.next()).rejects.toThrow("the view ended")
  })

  test("a filter nobody knows is refused", async () => {
    const { status, json } = await a.send("GET", "/spend/logs/live?colour=red")
    expect([status, (json.error as { param: string }).param]).toEqual([400, "colour"])
  })
})
