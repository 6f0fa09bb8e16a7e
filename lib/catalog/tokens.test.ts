import { countTokens as asPublished } from "gpt-tokenizer/encoding/o200k_base"
import { describe, expect, it } from "vitest"
import { countTokens } from "./tokens"

const TEXTS = [
  "Hello, world!",
  "The quick brown fox doesn't jump over the lazy dog's 12345678 fences.\n\n\tIndented\r\n  twice  ",
  "export const f = (a: number[]) => a.map((x) => x ** 2) // ∑ of squares\n".repeat(3),
  "Příliš žluťoučký kůň úpěl ďábelské ódy. Съешь ещё этих мягких французских булок.",
  "東京都に住んでいます。今日はいい天気ですね。 한국어 문장입니다. ไม่มีช่องว่าง",
  "👩‍👩‍👧‍👦 family, 🇳🇱 flag, e\u0301 combining, \ud800 lone, \u0000 zero, zalgo t̷̢e̸x̶t",
  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  '{"id":"call_0aB9zQ","arguments":"{\\"city\\":\\"Reykjavík\\",\\"days\\":[1,2,3]}"}',
  "SGVsbG8gd29ybGQhIFRoaXMgaXMgYmFzZTY0IHRleHQgd2l0aG91dCBzcGFjZXM=",
]

describe("counting tokens", () => {
  it("counts as the published o200k encoding does, in many scripts, with code, and with what is no text", async () => {
    for (const text of TEXTS) expect([text, await countTokens(text)]).toEqual([text, asPublished(text)])
  })

  it("counts the same for made-up text", async () => {
    const alphabet = [..." \n\t'.,aAbBeEtT0189éß漢字🙂sdlvr/<|>"]
    let seed = 7
    const next = () => {
      seed = (Math.imul(seed, 1103515245) + 12345) >>> 0
      return seed >>> 8
    }
    for (let n = 0; n < 300; n++) {
      const text = Array.from({ length: 1 + (next() % 60) }, () => alphabet[next() % alphabet.length]).join("")
      expect([text, await countTokens(text)]).toEqual([text, asPublished(text)])
    }
  })

  it("reads the name of a special token as the text it is", async () => {
    expect(await countTokens("<|endoftext|>")).toBeGreaterThan(3)
  })

  it("takes a long text without spaces in reasonable time", async () => {
    const startedAt = performance.now()
    expect(await countTokens("x".repeat(300_000))).toBeGreaterThan(1_000)
    expect(performance.now() - startedAt).toBeLessThan(5_000)
  })
})
