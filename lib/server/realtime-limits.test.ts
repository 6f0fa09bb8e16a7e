import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import type { Harness } from "#lib/testing/harness"
import { eventually, type RealtimeHarness, realtimeHarness, SAY_TEXT, sound } from "#lib/testing/realtime-harness"

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

describe("money and limits during a session", () => {
  it("one that has spent its budget ends with the event that spent it", async () => {
    const key = await gw.key({ max_budget: 0.008 })
    const client = await at.open("priced", key)
    client.send(SAY_TEXT)
    await client.next("response.done")
    client.send(SAY_TEXT)
    await client.next("response.done")
    const { code } = await client.closed
    expect(code).toBe(1008)
    const after = client.events.slice(client.events.findLastIndex(({ type }) => type === "response.done") + 1)
    expect(after.map(({ type }) => type)).toEqual(["error"])
    expect(after[0]?.error).toMatchObject({ type: "budget_exceeded", code: "budget_exceeded" })
    expect(await at.rows(key, 2)).toHaveLength(2)
    expect(await at.spent(key)).toBe(10_000_000)
  })

  it("a limit on requests a minute answers the next one with an error event, and the session goes on", async () => {
    const key = await gw.key({ rpm_limit: 1 })
    const client = await at.open("voice", key)
    client.send(SAY_TEXT)
    await client.next("response.done")
    client.send({ ...SAY_TEXT, event_id: "second" })
    const { error } = await client.next("error")
    expect(error).toMatchObject({ code: "rate_limit_exceeded", event_id: "second" })
    client.send({ type: "conversation.item.create", item: { type: "message", role: "user", content: "still here" } })
    await client.next("conversation.item.added")
    await client.close()
    expect((await at.rows(key, 2)).map(({ http_status }) => http_status)).toEqual([200, 429])
  })

  it("a response the provider begins by itself beyond the budget is stopped, billed, and the last", async () => {
    const key = await gw.key({ max_budget: 0.004 })
    const [spender, listener] = [await at.open("priced", key), await at.open("vad-priced", key)]
    spender.send(SAY_TEXT)
    await spender.closed
    listener.send(sound(4_800))
    expect((await listener.closed).code).toBe(1008)
    expect(listener.events.at(-1)).toMatchObject({ type: "error", error: { code: "budget_exceeded" } })
    const booked = await at.rows(key, 3)
    const sum = booked.reduce((nano, { spend_nano }) => nano + Number(spend_nano), 0)
    expect(await at.spent(key)).toBe(sum)
  })

  it("a key that is blocked or expires ends the session", async () => {
    const key = await gw.key()
    const client = await at.open("voice", key)
    await gw.send("POST", "/key/block", { key })
    expect((await client.closed).code).toBe(1008)
    expect(client.events.at(-1)).toMatchObject({ type: "error", error: { code: "blocked_api_key" } })
    const short = await gw.key({ duration: "60s" })
    const other = await at.open("voice", short)
    gw.clock.addedMs = 61_000
    expect((await other.closed).code).toBe(1008)
    expect(other.events.at(-1)).toMatchObject({ type: "error", error: { code: "expired_api_key" } })
  })

  it("a response the provider refuses gives back what was held for it", async () => {
    const key = await gw.key({ max_budget: 0.5 })
    const client = await at.open("busy", key)
    client.send({ ...SAY_TEXT, event_id: "mine" })
    expect((await client.next("error")).error).toMatchObject({ event_id: "mine" })
    await client.close()
    const [row] = await at.rows(key, 1)
    expect(row).toMatchObject({
      status: "failure",
      spend_nano: 0,
      error_code: "conversation_already_has_active_response",
    })
  })
})

describe("an end", () => {
  it("silence and a session that lasts too long are told and closed", async () => {
    const [silent, long] = [await at.open("voice"), await at.open("voice")]
    gw.clock.addedMs = 301_000
    expect((await silent.closed).code).toBe(1000)
    expect(silent.events.at(-1)).toMatchObject({ type: "error", error: { code: "session_expired" } })
    expect((await long.closed).code).toBe(1000)
  })

  it("a client that leaves in the middle is billed what the provider says it came to", async () => {
    const key = await gw.key()
    const client = await at.open("slow", key)
    client.send(SAY_TEXT)
    await client.next("response.output_text.delta")
    client.ws.terminate()
    const [row] = await at.rows(key, 1)
    expect(row).toMatchObject({ status: "success", estimated: false })
    expect(Number(row?.completion_tokens)).toBeGreaterThan(0)
    expect(await eventually(async () => gw.mock.realtime.sessions, 0)).toBe(0)
  })

  it("a client that leaves a provider that says nothing more is billed what it heard", async () => {
    const key = await gw.key()
    const client = await at.open("stall", key)
    client.send(SAY_TEXT)
    await client.next("response.output_text.delta")
    client.ws.terminate()
    const [row] = await at.rows(key, 1)
    expect(row).toMatchObject({ status: "client_disconnect", estimated: true })
    expect(Number(row?.spend_nano)).toBeGreaterThan(0)
    expect(await at.spent(key)).toBe(Number(row?.spend_nano))
  })

  it("a provider that breaks off is told as an error and a close, and what was said is billed", async () => {
    const key = await gw.key()
    const client = await at.open("drop", key)
    client.send(SAY_TEXT)
    expect((await client.closed).code).toBe(1011)
    expect(client.events.at(-1)).toMatchObject({ type: "error", error: { code: "upstream_error" } })
    const [row] = await at.rows(key, 1)
    expect(row).toMatchObject({ status: "failure", estimated: true })
    expect(await at.spent(key)).toBe(Number(row?.spend_nano))
  })

  it("a provider's own close code is passed on, and so is the client's", async () => {
    const client = await at.open("voice")
    await client.next("session.created")
    gw.mock.realtime.end(4_001, "enough")
    expect(await client.closed).toEqual({ code: 4_001, reason: "enough" })
  })

  it("a provider that refuses is told after the upgrade, with a code that says what to do", async () => {
    for (const [name, code] of [
      ["refusing", 1011],
      ["full", 1013],
    ] as const) {
      const client = await at.open(name)
      expect((await client.closed).code).toBe(code)
      expect(client.events[0]?.type).toBe("error")
      expect(JSON.stringify(client.events)).not.toContain("mock-secret")
    }
  })
})

describe("a gateway that pays for whole answers also when a client leaves", () => {
  it("waits no longer for the end of one once its provider is gone, nor when it stops itself", async () => {
    const paying = await realtimeHarness("cancel_on_disconnect: false, ")
    const leaveInTheMiddle = async (key: string) => {
      const client = await paying.open("stall", key)
      client.send(SAY_TEXT)
      await client.next("response.output_text.delta")
      await client.close()
    }
    const key = await paying.gw.key()
    await leaveInTheMiddle(key)
    paying.gw.mock.realtime.kill()
    expect(await paying.rows(key, 1)).toMatchObject([{ http_status: expect.any(Number), estimated: true }])
    await leaveInTheMiddle(key)
    await paying.close()
  }, 20_000)
})
