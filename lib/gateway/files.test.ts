import { createHash, randomBytes } from "node:crypto"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Harness, harness } from "#lib/testing/harness"
import { multipartBody } from "#lib/testing/multipart-body"
import { openAiViolations } from "#lib/testing/openai-document"

let gw: Harness
beforeAll(async () => {
  gw = await harness({ yaml: "general_settings: {max_file_size_mb: 3, blocked_file_extensions: [exe]}" })
})
afterAll(() => gw.close())

async function upload(key: string | undefined, bytes: Buffer | string = "hello", fields: Record<string, string> = {}) {
  const { body, headers } = multipartBody({ purpose: "batch", ...fields }, { name: "a file.jsonl", bytes })
  return gw.send("POST", "/v1/files", body, { ...(key === undefined ? {} : { key }), headers })
}
const rowsThere = async () => (await gw.db.sql`select 1 from files`).length
const error = (sent: { json: Record<string, unknown> }) => sent.json.error as Record<string, unknown>

describe("a file", () => {
  it("is uploaded, listed, read and deleted in OpenAI's shapes, its bytes as they were sent", async () => {
    const key = await gw.key()
    // More than one piece of storage, and bytes that are no text.
    const bytes = randomBytes(2_600_000)
    const made = await upload(key, bytes, { "expires_after[anchor]": "created_at", "expires_after[seconds]": "3600" })
    expect([made.status, openAiViolations(made.json, "OpenAIFile")]).toEqual([200, []])
    expect(made.json).toMatchObject({ object: "file", bytes: bytes.length, filename: "a file.jsonl", purpose: "batch" })
    expect(Number(made.json.expires_at)).toBe(Number(made.json.created_at) + 3600)
    const id = String(made.json.id)
    const info = await gw.send("GET", `/v1/files/${id}`, undefined, { key })
    expect(info.json).toEqual(made.json)
    const reply = await gw.open("GET", `/files/${id}/content`, undefined, { key })
    const hash = createHash("sha256")
    for await (const part of reply.body as AsyncIterable<Buffer>) hash.update(part)
    expect(hash.digest("hex")).toBe(createHash("sha256").update(bytes).digest("hex"))
    const listed = await gw.send("GET", "/v1/files", undefined, { key })
    expect([
      openAiViolations(listed.json, "ListFilesResponse"),
      (listed.json.data as { id: string }[]).map((f) => f.id),
    ]).toEqual([[], [id]])
    const gone = await gw.send("DELETE", `/v1/files/${id}`, undefined, { key })
    expect([openAiViolations(gone.json, "DeleteFileResponse"), gone.json]).toEqual([
      [],
      { id, object: "file", deleted: true },
    ])
    expect((await gw.send("GET", `/v1/files/${id}`, undefined, { key })).status).toBe(404)
    expect(await gw.db.sql`select 1 from file_chunks where file_id = ${id}`).toHaveLength(0)
  })

  it("comes in whatever order the form has, with its purpose behind it or before it", async () => {
    const boundary = "x"
    const part = (head: string, body: string) => `--x\r\nContent-Disposition: form-data; ${head}\r\n\r\n${body}\r\n`
    const body = `${part('name="purpose"', "user_data")}${part('name="file"; filename="a\r\n.txt"'.replace("\r\n", "%0D%0A"), "--x is no boundary here\r\n--\r\n")}--x--\r\n`
    const headers = { "content-type": `multipart/form-data; boundary=${boundary}` }
    const made = await gw.send("POST", "/v1/files", body, { headers })
    expect(made.json).toMatchObject({ purpose: "user_data", filename: "a\r\n.txt" })
  })

  it("goes when its time is over", async () => {
    const key = await gw.key()
    const made = await upload(key, "x", { "expires_after[anchor]": "created_at", "expires_after[seconds]": "3600" })
    gw.clock.addedMs += 3_601_000
    expect((await gw.send("GET", `/v1/files/${made.json.id}`, undefined, { key })).status).toBe(404)
    expect((await gw.send("GET", "/v1/files", undefined, { key })).json.data).toEqual([])
    await gw.gateway.data.files.sweep()
    expect(await gw.db.sql`select 1 from files where id = ${String(made.json.id)}`).toHaveLength(0)
    gw.clock.addedMs = 0
  })
})

describe("a list of files", () => {
  it("is paged without a gap and without a file twice, and filtered by purpose", async () => {
    const key = await gw.key()
    const made: string[] = []
    for (let n = 0; n < 5; n++) made.unshift(String((await upload(key, `file ${n}`)).json.id))
    await upload(key, "other", { purpose: "vision" })
    const seen: string[] = []
    for (let after = ""; ; ) {
      const { json } = await gw.send("GET", `/v1/files?limit=2&purpose=batch&after=${after}`, undefined, { key })
      const page = (json.data as { id: string }[]).map(({ id }) => id)
      seen.push(...page)
      if (json.has_more !== true) break
      after = String(json.last_id)
    }
    expect(seen).toEqual(made)
    const oldest = await gw.send("GET", "/v1/files?order=asc&limit=1", undefined, { key })
    expect(oldest.json.first_id).toBe(made.at(-1))
  })

  it.each(["limit=0", "limit=x", "limit=10001", "order=up"])("refuses ?%s naming the parameter", async (query) => {
    const refused = await gw.send("GET", `/v1/files?${query}`)
    expect([refused.status, error(refused).param]).toEqual([400, query.split("=")[0]])
  })
})

describe("somebody else's file", () => {
  it("is 404, not 403, for every verb; its team and user see it, and so does the administrator", async () => {
    for (const team_id of ["files-team", "another-team"]) await gw.send("POST", "/team/new", { team_id })
    const owner = await gw.key({ team_id: "files-team", user_id: "files-user" })
    const id = String((await upload(owner)).json.id)
    const stranger = await gw.key({ team_id: "another-team", user_id: "another-user" })
    for (const [method, path] of [
      ["GET", ""],
      ["GET", "/content"],
      ["DELETE", ""],
    ] as const) {
      const refused = await gw.send(method, `/v1/files/${id}${path}`, undefined, { key: stranger })
      expect([refused.status, error(refused).code]).toEqual([404, "not_found"])
    }
    expect((await gw.send("GET", "/v1/files", undefined, { key: stranger })).json.data).toEqual([])
    for (const key of [await gw.key({ team_id: "files-team" }), await gw.key({ user_id: "files-user" })])
      expect((await gw.send("GET", `/v1/files/${id}`, undefined, { key })).status).toBe(200)
    expect((await gw.send("GET", `/v1/files/${id}`)).status).toBe(200)
  })
})

describe("an upload that is wrong", () => {
  const part = (head: string, body: string) => `--b\r\nContent-Disposition: form-data; ${head}\r\n\r\n${body}\r\n`
  const form = { "content-type": "multipart/form-data; boundary=b" }
  const file = part('name="file"; filename="a.jsonl"', "{}")
  it.each([
    ["JSON", { "content-type": "application/json" }, "{}", null],
    ["no boundary", { "content-type": "multipart/form-data" }, "x", null],
    ["a body that breaks off", form, file, null],
    ["no file", form, `${part('name="purpose"', "batch")}--b--\r\n`, "file"],
    [
      "an empty file",
      form,
      `${part('name="file"; filename="a"', "")}${part('name="purpose"', "batch")}--b--\r\n`,
      "file",
    ],
    ["no purpose", form, `${file}--b--\r\n`, "purpose"],
    ["an unknown purpose", form, `${file}${part('name="purpose"', "fun")}--b--\r\n`, "purpose"],
    ["two files", form, `${file}${file}${part('name="purpose"', "batch")}--b--\r\n`, "file"],
    ["a kind of file that is not taken", form, `${part('name="file"; filename="a.EXE"', "x")}--b--\r\n`, "file"],
    [
      "a life that is too short",
      form,
      `${file}${part('name="purpose"', "batch")}${part('name="expires_after[anchor]"', "created_at")}${part('name="expires_after[seconds]"', "5")}--b--\r\n`,
      "expires_after",
    ],
  ])("%s: 400, and nothing is kept", async (_what, headers, body, param) => {
    const before = await rowsThere()
    const refused = await gw.send("POST", "/v1/files", body, { headers })
    expect([refused.status, error(refused).param]).toEqual([400, param])
    expect(openAiViolations(refused.json, "ErrorResponse")).toEqual([])
    expect(await rowsThere()).toBe(before)
  })

  it("of more than the limit is 413 naming the setting, and nothing is kept", async () => {
    const before = await rowsThere()
    const refused = await upload(undefined, Buffer.alloc(3 * 1024 * 1024 + 1))
    expect([refused.status, String(error(refused).message)]).toEqual([413, expect.stringContaining("max_file_size_mb")])
    expect(await rowsThere()).toBe(before)
  })
})
