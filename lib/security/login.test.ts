import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { removeDataDir, type SpawnedGateway, spawnGateway } from "#lib/testing/spawn-gateway"
import { type LoginOptions, logIn } from "./test-log-in"

let gateway: SpawnedGateway
beforeAll(async () => {
  gateway = await spawnGateway()
})
afterAll(async () => {
  await gateway.stop()
  removeDataDir(gateway.dataDir)
})

const MINUTES_15 = 15 * 60

/** Another invented origin for each try, in every header that is believed somewhere. */
const invented = (i: number): Record<string, string> => ({
  "x-forwarded-for": `203.0.113.${i}, 198.51.100.${i}`,
  "x-real-ip": `203.0.113.${i}`,
  "x-client-ip": `203.0.113.${i}`,
  "cf-connecting-ip": `203.0.113.${i}`,
  "true-client-ip": `203.0.113.${i}`,
  "x-tollgate-peer": `203.0.113.${i}`,
  "X-Tollgate-Peer": `203.0.113.${i}`,
  forwarded: `for=203.0.113.${i}`,
})

const wrong = (i: number, options: LoginOptions) => logIn(gateway.url, `sk-wrong-guess-number-${i}`, options)

describe("guessing the master key on the login page (S24)", () => {
  it.each([
    ["a plain visitor", "127.0.0.11", () => ({})],
    ["one who invents where he comes from", "127.0.0.12", invented],
  ] as const)("%s has ten tries in 15 minutes, and then even the right key is refused", async (_who, from, headers) => {
    const tries = []
    for (let i = 0; i < 10; i++) tries.push(await wrong(i, { from, headers: headers(i) }))
    expect(tries.map(({ status }) => status)).toEqual(Array(10).fill(401))
    for (const [i, key] of ["sk-wrong-again", gateway.masterKey].entries()) {
      const after = await logIn(gateway.url, key, { from, headers: headers(100 + i) })
      expect([after.status, after.cookie]).toEqual([429, null])
      expect(after.retryAfter).toBeGreaterThan(0)
      expect(after.retryAfter).toBeLessThanOrEqual(MINUTES_15)
    }
  })

  it("the right key from another address still works meanwhile", async () => {
    const other = await logIn(gateway.url, gateway.masterKey, { from: "127.0.0.13" })
    expect([other.status, other.cookie === null]).toEqual([200, false])
  })

  it("what is wrong with a key is not told: each answer is the same", async () => {
    const { masterKey } = gateway
    const keys = ["", "x", masterKey.slice(0, -1), `${masterKey}x`, masterKey.toUpperCase(), "sk-".padEnd(5_000, "x")]
    const answers = []
    for (const [i, key] of keys.entries()) answers.push(await logIn(gateway.url, key, { from: `127.0.0.${20 + i}` }))
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(answers[0]).toMatchObject({ status: 401, cookie: null })
  })

  it("a form without the token against forged requests logs nobody in, with the right key neither", async () => {
    const forged = await logIn(gateway.url, gateway.masterKey, { from: "127.0.0.30", withToken: false })
    expect(forged.cookie).toBeNull()
  })

  it("many guesses at once are no more than ten guesses", async () => {
    const from = "127.0.0.31"
    const guesses = await Promise.all(Array.from({ length: 30 }, (_, i) => wrong(i, { from })))
    expect(guesses.every(({ status, cookie }) => (status === 401 || status === 429) && cookie === null)).toBe(true)
    expect((await logIn(gateway.url, gateway.masterKey, { from })).status).toBe(429)
  })
})
