import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { redact } from "#lib/core/log"
import type { Given } from "../provider"
import { awsCredentials } from "./aws-credentials"

const EXPIRES = "2031-05-06T07:08:09Z"
const ROLE = "arn:aws:iam::123456789012:role/gateway"
const given = (params: Given["params"], env: Given["env"] = {}): Given => ({ model: "m", apiKey: "", params, env })
const fetched = (params: Given["params"], env?: Given["env"]) => awsCredentials(given(params, env), "us-east-1")()

/** A security token service that lends one set of credentials. */
let server: Server
let endpoint = ""
let refuses = false
const asked: { form: URLSearchParams; authorization: string }[] = []
const folder = mkdtempSync(join(tmpdir(), "tollgate-aws-"))

beforeAll(async () => {
  server = createServer((req, res) => {
    let body = ""
    req.on("data", (piece: Buffer) => {
      body += piece.toString()
    })
    req.on("end", () => {
      const form = new URLSearchParams(body)
      asked.push({ form, authorization: req.headers.authorization ?? "" })
      const action = form.get("Action")
      res.writeHead(refuses ? 403 : 200, { "content-type": "text/xml" })
      if (refuses)
        res.end(
          "<ErrorResponse><Error><Code>AccessDenied</Code><Message>not this role</Message></Error></ErrorResponse>",
        )
      else
        res.end(
          `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result><Credentials>` +
            `<AccessKeyId>ASIALENT</AccessKeyId><SecretAccessKey>lent-secret-key</SecretAccessKey>` +
            `<SessionToken>lent-session-token</SessionToken><Expiration>${EXPIRES}</Expiration>` +
            `</Credentials></${action}Result></${action}Response>`,
        )
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve))
  rmSync(folder, { recursive: true, force: true })
})

const lent = {
  accessKeyId: "ASIALENT",
  secretAccessKey: "lent-secret-key",
  sessionToken: "lent-session-token",
  expiresAtMs: Date.parse(EXPIRES),
}

describe("AWS credentials of a deployment", () => {
  it("are its own keys before the environment's, and the environment's as they belong together", async () => {
    const env = { AWS_ACCESS_KEY_ID: "AKENV", AWS_SECRET_ACCESS_KEY: "env-secret", AWS_SESSION_TOKEN: "env-token" }
    const own = { aws_access_key_id: "AKOWN", aws_secret_access_key: "own-secret" }
    expect(await fetched(own, env)).toEqual({ accessKeyId: "AKOWN", secretAccessKey: "own-secret" })
    expect(await fetched({}, env)).toEqual({
      accessKeyId: "AKENV",
      secretAccessKey: "env-secret",
      sessionToken: "env-token",
    })
  })

  it("are lent by a role, taken on with its keys", async () => {
    const params = {
      aws_access_key_id: "AKOWN",
      aws_secret_access_key: "own-secret",
      aws_role_name: ROLE,
      aws_session_name: "night-shift",
      aws_external_id: "outside",
      aws_sts_endpoint: endpoint,
    }
    expect(await fetched(params)).toEqual(lent)
    const last = asked.at(-1)
    expect(last?.form.get("Action")).toBe("AssumeRole")
    expect(last?.form.get("RoleArn")).toBe(ROLE)
    expect(last?.form.get("RoleSessionName")).toBe("night-shift")
    expect(last?.form.get("ExternalId")).toBe("outside")
    expect(last?.authorization).toContain("Credential=AKOWN/")
  })

  it("are lent for a web identity token, which is read anew from its file each time", async () => {
    const file = join(folder, "token")
    const params = { aws_role_name: ROLE, aws_web_identity_token: `oidc/file/${file}`, aws_sts_endpoint: endpoint }
    const fetch = awsCredentials(given(params), "us-east-1")
    for (const token of ["first.token", "second.token"]) {
      writeFileSync(file, `${token}\n`)
      expect(await fetch()).toEqual(lent)
      expect(asked.at(-1)?.form.get("Action")).toBe("AssumeRoleWithWebIdentity")
      expect(asked.at(-1)?.form.get("WebIdentityToken")).toBe(token)
    }
  })

  it("never reach a log", async () => {
    await fetched({
      aws_access_key_id: "AKOWN",
      aws_secret_access_key: "0123-keep-out",
      aws_session_token: "4567-keep-out",
    })
    expect(redact("keys 0123-keep-out 4567-keep-out lent-session-token")).toBe("keys [redacted] [redacted] [redacted]")
  })

  it("that are refused are an error that names the settings, the reason for the log", async () => {
    refuses = true
    const params = {
      aws_access_key_id: "AKOWN",
      aws_secret_access_key: "s",
      aws_role_name: ROLE,
      aws_sts_endpoint: endpoint,
    }
    await expect(fetched(params)).rejects.toMatchObject({
      kind: "upstream_auth",
      message: expect.stringContaining("aws_role_name"),
      detail: expect.stringContaining("not this role"),
    })
    refuses = false
  })
})
