import { expect, it } from "vitest"
import { factsIn } from "./find-facts"
import { lastSaid } from "./last-said"

const answer = (content: unknown) => JSON.stringify({ choices: [{ message: { content } }] })

it.each([
  ["JSON alone", '{"facts": ["Likes tea."]}', ["Likes tea."]],
  ["fences and words around it", 'Here:\n```json\n{"facts": ["Likes tea."]}\n```', ["Likes tea."]],
  ["lines and control characters in a fact", '{"facts": [" Likes\\n\\u0007tea. ", "Likes tea."]}', ["Likes tea."]],
  ["facts that are none, or too long", JSON.stringify({ facts: [1, "", "x".repeat(501), "Ok."] }), ["Ok."]],
  ["no facts", '{"facts": []}', []],
  ["something else", "I would rather not.", null],
  ["another shape", '{"notes": ["a"]}', null],
])("%s is read", (_what, content, facts) => expect(factsIn(answer(content))).toEqual(facts))

it("an answer that is no chat completion is none", () => {
  for (const text of ["", "[]", "{}", answer(null)]) expect(factsIn(text)).toBeNull()
})

it("what the user said last is found in every dialect; after a tool's answer it is no news", () => {
  const user = {
    role: "user",
    content: [{ type: "text", text: "a" }, { type: "image_url" }, { type: "text", text: "b" }],
  }
  expect(lastSaid({ messages: [user] })).toEqual({ text: "a\nb", isNew: true })
  expect(lastSaid({ messages: [user, { role: "tool", content: "x" }] })).toEqual({ text: "a\nb", isNew: false })
  expect(lastSaid({ input: "hi" })).toEqual({ text: "hi", isNew: true })
  expect(lastSaid({ messages: [{ role: "system", content: "x" }] })).toBeNull()
  expect(lastSaid({ messages: [null, 1] })).toBeNull()
})
