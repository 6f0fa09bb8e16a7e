import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { afterEach, expect, it } from "vitest"
import { redact } from "#lib/core/log"
import { keptToken, type TokenSource } from "./oauth-token"

const open: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

/** A login server that answers with these in turn, the last one for ever. */
async function loginServer(...answers: readonly (readonly [status: number, body: unknown])[]) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    let body = ""
    request.on("data", (part) => (body += part))
    request.on("end", () => {
      const [status, answer] = answers[Math.min(asked.length, answers.length - 1)] ?? [500, ""]
      asked.push(body)
      response.writeHead(status, { "content-type": "application/json", location: "/elsewhere" })
      response.end(typeof answer === "string" ? answer : JSON.stringify(answer))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  open.push(() => new Promise((resolve) => server.close(() => resolve()) && server.closeAllConnections()))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`
  const source: TokenSource = {
    provider: "someone",
    request: () => ({ url, form: { grant_type: "client_credentials" } }),
  }
  return { source, asked }
}

function startClock() {
  const clock = { time: 1_000_000_000_000, now: () => clock.time }
  return clock
}

it("asks once for calls at the same time and keeps the token until shortly before its end", async () => {
  const { source, asked } = await loginServer(
    [200, { access_token: "first-token", expires_in: 3600 }],
    [200, { access_token: "second-token", expires_in: "3600" }],
  )
  const at = startClock()
  const token = keptToken(source, at)
  expect(await Promise.all([token(), token(), token()])).toEqual(["first-token", "first-token", "first-token"])
  at.time += 3_000_000
  expect(await token()).toBe("first-token")
  expect(asked).toEqual(["grant_type=client_credentials"])
  at.time += 400_000
  expect(await token()).toBe("second-token")
  expect(asked).toHaveLength(2)
})

it("a short token is not asked for again with every call", async () => {
  const { source, asked } = await loginServer([200, { access_token: "short-token", expires_in: 120 }])
  const at = startClock()
  const token = keptToken(source, at)
  await token()
  at.time += 50_000
  await token()
  expect(asked).toHaveLength(1)
  at.time += 20_000
  await token()
  expect(asked).toHaveLength(2)
})

it("reads when a managed identity's token ends", async () => {
  const at = startClock()
  const { source, asked } = await loginServer([
    200,
    { access_token: "machine-token", expires_on: String(at.time / 1000 + 7200) },
  ])
  const token = keptToken(source, at)
  await token()
  at.time += 6_000_000
  await token()
  expect(asked).toHaveLength(1)
})

it("a login server that fails is no failure while the old token works, and one afterwards", async () => {
  const { source } = await loginServer([200, { access_token: "old-token", expires_in: 3600 }], [503, "busy"])
  const at = startClock()
  const token = keptToken(source, at)
  await token()
  at.time += 3_500_000
  expect(await token()).toBe("old-token")
  at.time += 200_000
  await expect(token()).rejects.toMatchObject({ kind: "upstream_unavailable" })
})

it.each([
  [401, { error: "invalid_client", error_description: "AADSTS7000215: Invalid client secret" }],
  [200, { token_type: "Bearer" }],
  [200, "<html>sign in</html>"],
])("a refusal (%i %j) is an error of the credentials, its words for the log only", async (status, body) => {
  const { source } = await loginServer([status, body])
  const e = await keptToken(source, startClock())().catch((thrown: unknown) => thrown)
  expect(e).toMatchObject({ kind: "upstream_auth", message: expect.stringContaining("someone") })
  expect(String(e)).not.toContain("AADSTS")
})

it("follows no redirect with the secret", async () => {
  const { source, asked } = await loginServer([307, ""])
  await expect(keptToken(source, startClock())()).rejects.toMatchObject({ kind: "upstream_unreachable" })
  expect(asked).toHaveLength(1)
})

it("an unreachable login server is unreachable, not a wrong key", async () => {
  const source: TokenSource = { provider: "someone", request: () => ({ url: "http://127.0.0.1:1/token", form: {} }) }
  await expect(keptToken(source, startClock())()).rejects.toMatchObject({ kind: "upstream_unreachable" })
})

it("a token never reaches the log", async () => {
  const { source } = await loginServer([200, { access_token: "opaque-token-of-nobody", expires_in: 3600 }])
  await keptToken(source, startClock())()
  expect(redact("said opaque-token-of-nobody")).not.toContain("opaque-token-of-nobody")
})
