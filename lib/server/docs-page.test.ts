import { createHash } from "node:crypto"
import { afterAll, beforeAll, expect, it } from "vitest"
import { type Harness, harness } from "#lib/testing/harness"

let gw: Harness
beforeAll(async () => {
  gw = await harness()
})
afterAll(() => gw.close())

it("the API reference is open to everybody and runs under its own policy, with nothing from elsewhere", async () => {
  const { status, headers, text } = await gw.send("GET", "/docs", undefined, { key: null })
  expect([status, headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"])
  const policy = headers["content-security-policy"] ?? ""
  for (const tag of ["style", "script"]) {
    const hashes = [...text.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, "g"))].map(
      ([, inside = ""]) => `'sha256-${createHash("sha256").update(inside).digest("base64")}'`,
    )
    expect(policy).toContain(`${tag}-src ${hashes.join(" ")};`)
  }
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toMatch(/unsafe|https?:/)
  expect(text).not.toMatch(/(src|href)="(https?:)?\/\//)
  expect(text).not.toMatch(/ (style|on\w+)=/)
  expect(headers["x-frame-options"]).toBe("DENY")
})

it("it has every endpoint with its fields and an example; what comes from elsewhere in it is text", async () => {
  const { text } = await gw.send("GET", "/docs", undefined, { key: null })
  for (const path of ["/v1/<wbr>chat", "/key/<wbr>generate", "/spend/<wbr>logs/<wbr>{request_id}"])
    expect(text).toContain(path.replace("/v1", "/<wbr>v1").replace(/^\/(?=[a-z]+\/<)/, "/<wbr>"))
  expect(text).toContain("curl -X POST &quot;$TOLLGATE_URL/v1/chat/completions&quot;")
  expect(text).toContain("<code>max_budget</code>")
  expect(text.match(/<details/g)?.length).toBeGreaterThan(200)
})
