import { describe, expect, it } from "vitest"
import { multipartBody } from "#lib/testing/multipart-body"
import { boundaryOf, readMultipart } from "./multipart"

async function* pieces(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function partsOf(bytes: Buffer, boundary: string, size: number) {
  const parts: { name: string; filename: string | null; text: string; ended: boolean }[] = []
  for await (const event of readMultipart(pieces(bytes, size), boundary)) {
    const last = parts.at(-1)
    if (event.kind === "part") parts.push({ name: event.name, filename: event.filename, text: "", ended: false })
    else if (event.kind === "data" && last !== undefined) last.text += event.bytes.toString("latin1")
    else if (last !== undefined) last.ended = true
  }
  return parts
}

describe("a multipart body", () => {
  const tricky = "\r\n--\r\n------tollgate\r\r\n\n-\r\n--"
  const { body, headers } = multipartBody(
    { purpose: "batch" },
    { name: 'a "b".jsonl'.replaceAll('"', "%22"), bytes: tricky },
  )
  const boundary = boundaryOf(headers["content-type"] ?? null)

  it.each([1, 2, 3, 7, 64, 100_000])("reads the same in pieces of %i bytes", async (size) => {
    expect(await partsOf(body, boundary, size)).toEqual([
      { name: "file", filename: 'a "b".jsonl', text: tricky, ended: true },
      { name: "purpose", filename: null, text: "batch", ended: true },
    ])
  })

  it("that is cut anywhere before its last boundary is refused", async () => {
    for (let length = 0; length < body.length - 2; length++)
      await expect(partsOf(body.subarray(0, length), boundary, 50)).rejects.toMatchObject({ kind: "invalid_request" })
  })

  it("whose heads never end is refused before they are held", async () => {
    const endless = Buffer.from(`--${boundary}\r\n${"x".repeat(40_000)}`)
    await expect(partsOf(endless, boundary, 1_000)).rejects.toMatchObject({ kind: "invalid_request" })
  })

  it("has its boundary quoted or not", () => {
    expect(boundaryOf('multipart/form-data; charset=utf-8; boundary="a b"')).toBe("a b")
    expect(boundaryOf("Multipart/Form-Data; Boundary=ab; x=y")).toBe("ab")
    expect(() => boundaryOf("application/json; boundary=x")).toThrow(/multipart/)
  })
})
