import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { makeLog } from "#lib/core/log"
import type { Harness } from "#lib/testing/harness"
import { RealtimeClient } from "#lib/testing/realtime-client"
import { bearer, costOf, type RealtimeHarness, realtimeHarness, SAY_TEXT } from "#lib/testing/realtime-harness"
import { startServer } from "./main"

let at: RealtimeHarness
let gw: Harness
beforeAll(async () => {
  at = await realtimeHarness()
  gw = at.gw
})
afterAll(() => at.close())
beforeEach(() => {
  gw.mock.reset()
  gw.clock.addedMs = 0
})

describe("many and slow ones", () => {
  it("200 sessions speak at the same time, and each response is booked once", async () => {
    const key = await gw.key()
    const clients = await Promise.all(Array.from({ length: 200 }, () => at.open("voice", key)))
    const done = await Promise.all(
      clients.map((client) => {
        client.send(SAY_TEXT)
        return client.next("response.done")
      }),
    )
    await Promise.all(clients.map((client) => client.close()))
    const booked = await at.rows(key, 200)
    expect(booked).toHaveLength(200)
    expect(await at.spent(key)).toBe(done.reduce((sum, each) => sum + costOf(each), 0))
  })

  it("a client that does not read stops the provider: what waits for it is bounded", async () => {
    const client = await at.open("big")
    await client.next("session.created")
    client.ws.pause()
    const sent = () => at.heard().sentBytes
    const before = process.memoryUsage().arrayBuffers
    client.send({ type: "response.create" })
    // It is held back when no more is taken from it for half a second.
    let held = -1
    for (let now = sent(); now !== held || now < 100_000; now = sent()) {
      held = now
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
    expect(held).toBeLessThan(24 * 1024 * 1024)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * 1024 * 1024)
    client.ws.resume()
    await client.next("response.done")
    expect(sent()).toBeGreaterThan(60 * 1024 * 1024)
    await client.close()
  })
})

describe("a server that stops", () => {
  it("ends idle sessions at once, the others with the response that runs, and says that it goes away", async () => {
    const root = fileURLToPath(new URL("../..", import.meta.url))
    const log = makeLog("error", () => undefined)
    const own = await startServer({ gateway: gw.gateway, host: "127.0.0.1", port: 0, root, dev: false, log })
    const key = await gw.key()
    const connect = (name: string) =>
      RealtimeClient.open(`ws://127.0.0.1:${own.port}/v1/realtime?model=${name}`, bearer(key))
    const [idle, busy, stalled] = await Promise.all([connect("voice"), connect("slow"), connect("stall")])
    for (const client of [busy, stalled]) {
      client.send(SAY_TEXT)
      await client.next("response.output_text.delta")
    }
    await own.close(2_000)
    expect((await idle.closed).code).toBe(1001)
    expect((await busy.closed).code).toBe(1001)
    expect(busy.events.at(-2)).toMatchObject({ type: "response.done", response: { status: "completed" } })
    expect(stalled.events.at(-1)).toMatchObject({ type: "error", error: { code: "shutting_down" } })
    const booked = await at.rows(key, 2)
    expect(booked.map(({ status }) => status).sort()).toEqual(["failure", "success"])
  })
})

describe("client secrets", () => {
  const made = async (body: unknown, key: string) => gw.send("POST", "/v1/realtime/client_secrets", body, { key })

  it("open sessions in the name of their key, configured as their maker said, until they expire", async () => {
    const key = await gw.key({ key_alias: "maker" })
    const session = { type: "realtime", model: "voice", instructions: "Be kind." }
    const { status, json } = await made({ session, expires_after: { anchor: "created_at", seconds: 30 } }, key)
    expect(status).toBe(200)
    expect(json).toMatchObject({ value: expect.stringMatching(/^ek_/), session })
    expect(json.expires_at).toBeGreaterThan(gw.clock.now() / 1000 + 25)
    const secret = String(json.value)
    const client = await RealtimeClient.open(`${at.url}/v1/realtime`, {
      protocols: ["realtime", `openai-insecure-api-key.${secret}`],
    })
    expect((await client.next("session.updated")).session).toMatchObject({ instructions: "Be kind.", model: "ok" })
    client.send(SAY_TEXT)
    await client.next("response.done")
    await client.close()
    expect((await at.rows(key, 1))[0]).toMatchObject({ key_alias: "maker", model_group: "voice" })
    const kept = await gw.db.sql`select * from realtime_secrets`
    expect(JSON.stringify(kept)).not.toContain(secret)
    await expect(at.open("priced", secret)).rejects.toMatchObject({ status: 403 })
    expect((await gw.send("GET", "/v1/models", undefined, { key: secret })).status).toBe(401)
    gw.clock.addedMs = 31_000
    await expect(at.open("voice", secret)).rejects.toMatchObject({ status: 401 })
  })

  it("are made in the beta's shape too, and refused with the field that is wrong", async () => {
    const key = await gw.key({ models: ["voice"] })
    const beta = await gw.send("POST", "/v1/realtime/sessions", { model: "voice", voice: "alloy" }, { key })
    expect(beta.json).toMatchObject({
      object: "realtime.session",
      model: "voice",
      client_secret: { value: expect.stringMatching(/^ek_/) },
    })
    const refused = [
      await made({}, key),
      await made({ session: { model: "priced" } }, key),
      await made({ session: { model: "voice" }, expires_after: { seconds: 1 } }, key),
      await made("no json", key),
    ]
    expect(refused.map(({ status, json }) => [status, (json.error as { param: string | null }).param])).toEqual([
      [400, "session.model"],
      [403, "model"],
      [400, "expires_after.seconds"],
      [400, null],
    ])
  })
})
