import { expect, it } from "vitest"
import { textDiff } from "./text-diff"

it("says which lines went and which came, in their places", () => {
  expect(textDiff("a\nb\nc", "a\nx\nc\nd").map(({ kind, text }) => `${kind} ${text}`)).toEqual([
    "same a",
    "gone b",
    "new x",
    "same c",
    "new d",
  ])
  expect(textDiff("", "a")).toEqual([{ kind: "new", text: "a" }])
})

it("both texts can be read back from it, whatever they are", () => {
  let seed = 7
  const random = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed % below
  }
  const text = () => Array.from({ length: 1 + random(30) }, () => "abc{}"[random(5)]).join("\n")
  for (let n = 0; n < 300; n++) {
    const [before, after] = [text(), text()]
    const diff = textDiff(before, after)
    const side = (not: string) => diff.flatMap((line) => (line.kind === not ? [] : [line.text])).join("\n")
    expect([side("new"), side("gone")]).toEqual([before, after])
  }
})

it("texts too long to be compared line by line are shown one after the other", () => {
  const long = (word: string) => Array.from({ length: 2_000 }, (_, n) => `${word} ${n}`).join("\n")
  expect(textDiff(long("a"), long("b"))).toHaveLength(4_000)
})
