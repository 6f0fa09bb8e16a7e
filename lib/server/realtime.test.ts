import { connect } from "node:net"
import OpenAI from "openai"
import { OpenAIRealtimeWS } from "openai/realtime/ws"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type Harness, MASTER_KEY } from "#lib/testing/harness"
import { RealtimeClient, type RealtimeClientOptions, type UpgradeRefused } from "#lib/testing/realtime-client"
import {
  bearer,
  costOf,
  eventually,
  type RealtimeHarness,
  realtimeHarness,
  SAY_TEXT,
  sound,
} from "#lib/testing/realtime-harness"

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

describe("a realtime session", () => {
  it("carries events both ways as they are, and each response is a row whose cost is the key's spend", async () => {
    const key = await gw.key({ max_budget: 1, key_alias: "talker" })
    const client = await at.open("voice", key, { headers: { ...bearer(key).headers, "openai-beta": "realtime=v1" } })
    expect((await client.next("session.created")).session).toMatchObject({ model: "ok" })
    const update = { type: "session.update", event_id: "e1", session: { model: "voice", instructions: "Be brief." } }
    client.send(update)
    await client.next("session.updated")
    client.send({ type: "conversation.item.create", item: { type: "message", role: "user", content: "12345678" } })
    client.send(sound(48_000))
    client.send(SAY_TEXT)
    const first = await client.next("response.done")
    client.send({ type: "response.create" })
    const second = await client.next("response.done")
    await client.close()
    const [request] = gw.mock.requests()
    expect(request?.path).toBe("/v1/realtime?model=ok")
    expect(request?.headers).toMatchObject({ authorization: "Bearer mock-secret", "openai-beta": "realtime=v1" })
    const { events } = at.heard()
    expect(events[0]).toEqual({ ...update, session: { ...update.session, model: "ok" } })
    expect(events[3]).toEqual(SAY_TEXT)
    const booked = await at.rows(key, 2)
    expect(booked).toHaveLength(2)
    expect(booked[0]?.request_id).not.toBe(booked[1]?.request_id)
    expect(booked[0]?.call_id).toBe(booked[1]?.call_id)
    for (const row of booked)
      expect(row).toMatchObject({
        call_type: "_arealtime",
        status: "success",
        model_group: "voice",
        model: "ok",
        key_alias: "talker",
        stream: true,
        estimated: false,
      })
    const costs = [first, second].map(costOf)
    expect(booked.map(({ spend_nano }) => Number(spend_nano))).toEqual(costs)
    expect(await at.spent(key)).toBe((costs[0] ?? 0) + (costs[1] ?? 0))
    expect(JSON.stringify(booked[0]?.response)).toContain("output_text")
  })

  it("is opened by every one of its addresses, Azure's too", async () => {
    for (const path of [
      "/realtime?model=voice",
      "/openai/v1/realtime?model=voice",
      "/openai/realtime?api-version=2024-10-01-preview&deployment=voice",
    ]) {
      const client = await RealtimeClient.open(`${at.url}${path}`, { headers: { "api-key": MASTER_KEY } })
      await client.next("session.created")
      await client.close()
    }
  })

  it("takes a browser's key among the sub-protocols, and names none but `realtime` back", async () => {
    const key = await gw.key()
    const protocols = ["realtime", `openai-insecure-api-key.${key}`, "openai-beta.realtime-v1"]
    const client = await RealtimeClient.open(`${at.url}/v1/realtime?model=voice`, { protocols })
    await client.next("session.created")
    expect(client.ws.protocol).toBe("realtime")
    await client.close()
    expect(gw.mock.requests()[0]?.headers["openai-beta"]).toBe("realtime=v1")
    expect(JSON.stringify(gw.mock.requests()[0]?.headers)).not.toContain(key)
  })

  it("goes to Azure by model, with a dated version by deployment, and to any server that speaks the protocol", async () => {
    for (const name of ["azure-voice", "azure-dated", "local"]) {
      const client = await at.open(name)
      await client.next("session.created")
      await client.close()
    }
    expect(gw.mock.requests().map(({ path }) => path)).toEqual([
      "/openai/v1/realtime?model=ok",
      "/openai/realtime?deployment=ok&api-version=2024-10-01-preview",
      "/v1/realtime?model=ok",
    ])
    expect(gw.mock.requests()[0]?.headers["api-key"]).toBe("azure-secret")
  })

  it("bills what the provider began by itself, and the transcription by its own model's price", async () => {
    const key = await gw.key()
    const client = await at.open("vad", key)
    client.send({ type: "session.update", session: { audio: { input: { transcription: { model: "whisper-1" } } } } })
    await client.next("session.updated")
    client.send(sound(48_000))
    const done = await client.next("response.done")
    await client.close()
    const [transcribed, answered] = await at.rows(key, 2)
    expect(transcribed).toMatchObject({ model: "whisper-1", model_group: "vad", spend_nano: 300_000, estimated: false })
    expect(answered).toMatchObject({ model: "vad", spend_nano: costOf(done) })
  })

  it("a fallback takes over when the provider does not open the session", async () => {
    const client = await at.open("falling")
    await client.next("session.created")
    await client.close()
    expect(gw.mock.requests().map(({ model: asked }) => asked)).toEqual(["500", "ok"])
  })
})

describe("the official client", () => {
  it("holds a session, and is told of errors", async () => {
    const client = new OpenAI({ baseURL: `http://127.0.0.1:${at.server.port}/v1`, apiKey: MASTER_KEY, logLevel: "off" })
    // It insists on wss://; the certificate is not what is tested.
    const options = { createConnection: () => connect(at.server.port, "127.0.0.1") }
    const session = new OpenAIRealtimeWS({ model: "voice", options }, client)
    const errors: string[] = []
    session.on("error", (e) => errors.push(e.message))
    const said = await new Promise<string>((resolve) => {
      let heard = ""
      session.on("session.created", () =>
        session.send({ type: "response.create", response: { output_modalities: ["text"] } }),
      )
      session.on("response.output_text.delta", ({ delta }) => (heard += delta))
      session.on("response.done", () => resolve(heard))
    })
    expect(said).toBe("word word word word ")
    session.send({ type: "conversation.item.retrieve", item_id: "none" })
    await new Promise<void>((resolve) => session.socket.on("message", () => resolve()))
    expect(errors.join()).toContain("Nothing is known of conversation.item.retrieve")
    session.close()
  })
})

type Answered = Pick<UpgradeRefused, "status" | "body">

describe("before the upgrade", () => {
  const refusal = (path: string, options: RealtimeClientOptions = bearer(MASTER_KEY)) =>
    RealtimeClient.open(`${at.url}${path}`, options).then(
      (): Answered => ({ status: 101, body: {} }),
      (e: Answered) => e,
    )

  it("a wrong key is 401, a wrong model 404, one of another kind or none 400, one that is not allowed 403", async () => {
    const key = await gw.key({ models: ["priced"] })
    const found = [
      await refusal("/v1/realtime?model=voice", {}),
      await refusal("/v1/realtime?model=voice", bearer("sk-wrong-0000000000000000")),
      await refusal("/v1/realtime?model=nothing-like-it"),
      await refusal("/v1/realtime?model=claude"),
      await refusal("/v1/realtime"),
      await refusal("/v1/realtime?model=voice", bearer(key)),
    ]
    expect(found.map(({ status, body }) => [status, body.error?.code])).toEqual([
      [401, "missing_api_key"],
      [401, "invalid_api_key"],
      [404, "model_not_found"],
      [400, "invalid_request"],
      [400, "invalid_request"],
      [403, "model_access_denied"],
    ])
    expect(gw.mock.requests()).toEqual([])
  })

  it("a WebSocket for another path is answered as the request it also is, and a plain request is told to upgrade", async () => {
    expect((await refusal("/v1/models/nothing")).status).toBe(404)
    expect((await refusal("/v1/chat/completions")).status).toBe(405)
    const plain = await fetch(`http://127.0.0.1:${at.server.port}/v1/realtime?model=voice`, bearer(MASTER_KEY))
    expect([plain.status, plain.headers.get("upgrade")]).toEqual([426, "websocket"])
  })

  it("a key whose budget is used up is 429, and `max_parallel_requests` counts sessions", async () => {
    const poor = await gw.key({ max_budget: 0.000001 })
    const last = await at.open("priced", poor)
    last.send(SAY_TEXT)
    expect((await last.closed).code).toBe(1008)
    await at.rows(poor, 1)
    expect((await refusal("/v1/realtime?model=voice", bearer(poor))).status).toBe(429)
    const key = await gw.key({ max_parallel_requests: 1 })
    const first = await at.open("voice", key)
    expect((await refusal("/v1/realtime?model=voice", bearer(key))).status).toBe(429)
    first.send(SAY_TEXT)
    await first.next("response.done")
    await first.close()
    expect(await eventually(async () => (await refusal("/v1/realtime?model=voice", bearer(key))).status, 101)).toBe(101)
  })
})
