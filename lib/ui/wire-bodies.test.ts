import { expect, it } from "vitest"
import { bodyChanges, wireBodies } from "./wire-bodies"

it("names what was dropped, added and changed, by its path", () => {
  const before = '{"model":"fast","messages":[{"role":"user","content":"Hi","name":"x"}],"metadata":{"a":1},"seed":7}'
  const after = '{"model":"gpt","messages":[{"role":"user","content":"Hi"}],"seed":7,"stream_options":{}}'
  expect(bodyChanges(before, after)).toEqual([
    { kind: "changed", path: "model" },
    { kind: "dropped", path: "messages.0.name" },
    { kind: "dropped", path: "metadata" },
    { kind: "added", path: "stream_options" },
  ])
  expect([bodyChanges(before, "data: {}"), bodyChanges(null, after), bodyChanges(after, after)]).toEqual([
    null,
    null,
    [],
  ])
})

it("a stream that was sent on is the client's body, an answer in one piece is the row's own", () => {
  const provider = { url: "u", request: '{"a":1}', status: 200, request_id: null, response: "data: x\n\n" }
  const texts = (client_response: string | null) =>
    wireBodies({ request: { q: 1 }, response: { r: 1 }, wire: { provider, client_response } }).map(({ text }) => text)
  expect(texts("data: y\n\n")).toEqual(['{\n  "q": 1\n}', '{\n  "a": 1\n}', "data: x\n\n", "data: y\n\n"])
  expect(texts(null)[3]).toBe('{\n  "r": 1\n}')
  expect(wireBodies({ request: null, response: null, wire: null }).every(({ text }) => text === null)).toBe(true)
})
