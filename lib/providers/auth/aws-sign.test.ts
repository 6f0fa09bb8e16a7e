import { createHash, createHmac } from "node:crypto"
import { describe, expect, it } from "vitest"
import { Cancel } from "#lib/core/cancel"
import type { Unsigned } from "../provider"
import { type AwsCredentials, awsSigner } from "./aws-sign"

/** AWS' Signature Version 4 test suite: its credentials, date and address (docs.aws.amazon.com, "Signature Version 4 test suite"). */
const SUITE: AwsCredentials = {
  accessKeyId: "AKIDEXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
}
const NOW = Date.UTC(2015, 7, 30, 12, 36, 0)
const clock = { now: () => NOW }

function ask(fields: Partial<Unsigned>): Unsigned {
  const given = { method: "GET", url: "https://example.amazonaws.com/", headers: {}, body: null, signal: new Cancel() }
  return { ...given, ...fields } as Unsigned
}

const sign = (fields: Partial<Unsigned>, credentials = SUITE) =>
  awsSigner({ service: "service", region: "us-east-1", credentials: async () => credentials, clock })(ask(fields))

const signatureIn = (headers: Record<string, string>) => /Signature=([0-9a-f]+)$/.exec(headers.authorization ?? "")?.[1]

describe("AWS Signature Version 4", () => {
  it.each([
    ["get-vanilla", {}, "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"],
    ["post-vanilla", { method: "POST" }, "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"],
    [
      "post-x-www-form-urlencoded",
      { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" }, body: "Param1=value1" },
      "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
    ],
  ] as const)("gives the published signature of %s", async (_name, fields, expected) => {
    const headers = await sign(fields)
    expect(signatureIn(headers)).toBe(expected)
    expect(headers["x-amz-date"]).toBe("20150830T123600Z")
  })

  it("encodes a path that is encoded already once more, and signs the bytes as they are", async () => {
    const path = "/model/us.amazon.nova-micro-v1%3A0/converse"
    const body = '{"messages":[{"role":"user","content":[{"text":"Grüße"}]}]}'
    const headers = await sign({ method: "POST", url: `https://example.amazonaws.com${path}`, body })
    expect(signatureIn(headers)).toBe(byHand(path.replaceAll("%", "%25"), body))
  })

  it("signs the port of an address that is not the usual one, and returns no host of its own", async () => {
    const headers = await sign({ method: "POST", url: "http://127.0.0.1:4711/", body: "" })
    expect(signatureIn(headers)).toBe(byHand("/", "", "127.0.0.1:4711"))
    expect(Object.keys(headers).sort()).toEqual(["authorization", "x-amz-date"])
  })

  it("sends the token of lent credentials", async () => {
    const headers = await sign({}, { ...SUITE, sessionToken: "lent" })
    expect(headers["x-amz-security-token"]).toBe("lent")
    expect(headers.authorization).toContain("x-amz-security-token")
  })

  it("fetches credentials once for many requests, again shortly before they expire, and again after a failure", async () => {
    let fetched = 0
    let now = NOW
    let fails = false
    const signer = awsSigner({
      service: "service",
      region: "us-east-1",
      clock: { now: () => now },
      credentials: async () => {
        fetched++
        if (fails) throw new Error("no")
        return { ...SUITE, expiresAtMs: now + 3_600_000 }
      },
    })
    await Promise.all([signer(ask({})), signer(ask({})), signer(ask({}))])
    expect(fetched).toBe(1)
    now += 56 * 60_000
    await signer(ask({}))
    expect(fetched).toBe(2)
    now += 3_600_000
    fails = true
    await expect(signer(ask({}))).rejects.toThrow("no")
    fails = false
    await signer(ask({}))
    expect(fetched).toBe(4)
  })

  it("stops waiting for credentials when the client goes away", async () => {
    const signal = new Cancel()
    const signer = awsSigner({ service: "s", region: "us-east-1", credentials: () => new Promise(() => {}), clock })
    const waiting = signer(ask({ signal }))
    signal.fire()
    await expect(waiting).rejects.toMatchObject({ kind: "client_closed" })
  })
})

/** The same arithmetic written out after AWS' description, for what the suite has no vector for. */
function byHand(canonicalPath: string, body: string, host = "example.amazonaws.com"): string {
  const sha256 = (text: string) => createHash("sha256").update(text).digest("hex")
  const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest()
  const canonical = `POST\n${canonicalPath}\n\nhost:${host}\nx-amz-date:20150830T123600Z\n\nhost;x-amz-date\n${sha256(body)}`
  const toSign = `AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/service/aws4_request\n${sha256(canonical)}`
  const day = hmac(`AWS4${SUITE.secretAccessKey}`, "20150830")
  const key = hmac(hmac(hmac(day, "us-east-1"), "service"), "aws4_request")
  return hmac(key, toSign).toString("hex")
}
