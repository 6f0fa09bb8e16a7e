import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll, beforeAll, expect, it } from "vitest"
import { Cancel } from "#lib/core/cancel"
import { DEFAULT_MEDIA_LIMITS } from "#lib/providers/media-limits"
import type { ChatRequest } from "#lib/wire/chat"
import { openaiChat } from "#lib/wire/openai-chat/dialect"
import type { ChatBody } from "./chat-body"
import { withInlineMedia } from "./inline-media"

const PNG = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex")
let asked = 0
const server = createServer((_req, res) => {
  asked++
  res.end(PNG)
})
let url = ""
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/a.png`
})
afterAll(() => server.close())

const open = { ...DEFAULT_MEDIA_LIMITS, allowPrivate: true }
const bodyOf = (chat: ChatRequest): ChatBody => ({
  text: "",
  json: {},
  model: "m",
  stream: false,
  wantsUsage: false,
  dialect: openaiChat,
  chat: () => chat,
})
const image = (address: string) => ({ type: "image_url", image_url: { url: address, detail: "low" } })

it("puts each image inside the request, fetches it once, and not again for the next try", async () => {
  const content = [{ type: "text", text: "Look" }, image(url), image(url), image("data:image/png;base64,AA==")]
  const body = bodyOf({ model: "m", messages: [{ role: "user", content }] })
  const made = await withInlineMedia(body, new Cancel(), open)
  const inline = { url: `data:image/png;base64,${PNG.toString("base64")}`, detail: "low" }
  expect(made.chat().messages[0]?.content).toEqual([
    { type: "text", text: "Look" },
    { type: "image_url", image_url: inline },
    { type: "image_url", image_url: inline },
    image("data:image/png;base64,AA=="),
  ])
  expect(await withInlineMedia(body, new Cancel(), open)).toBe(made)
  expect(asked).toBe(1)
  expect(body.chat().messages[0]?.content).toBe(content)
})

it("leaves a request without such images as it is, and refuses too many", async () => {
  const plain = bodyOf({ model: "m", messages: [{ role: "user", content: "https://example.com/a.png" }] })
  expect(await withInlineMedia(plain, new Cancel(), open)).toBe(plain)
  const content = Array.from({ length: 21 }, (_, at) => image(`${url}?${at}`))
  const many = bodyOf({ model: "m", messages: [{ role: "user", content }] })
  await expect(withInlineMedia(many, new Cancel(), open)).rejects.toMatchObject({ kind: "invalid_request" })
})
