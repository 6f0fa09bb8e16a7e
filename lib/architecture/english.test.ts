import { describe, expect, it } from "vitest"
import { englishIn } from "./english"
import { isTest, read, sourceFiles } from "./source-files"

/** Code that is shown to be copied is no English. */
const CODE = /^lib\/ui\/(words\/|snippets|playground\/request-code)|\.gen\.ts$/

describe("the dashboard's English", () => {
  it("stands in lib/ui/words, and nowhere else", () => {
    const pages = sourceFiles(/^(app\/ui|components|lib\/ui)\/.*\.tsx?$/)
    const found = pages
      .filter((file) => !isTest(file) && !CODE.test(file))
      .flatMap((file) => englishIn(file, read(file)).map(({ line, text }) => `${file}:${line} ${text}`))
    expect(found).toEqual([])
  })

  it("is found between tags, in strings and in templates; classes and what machines read are not taken for it", () => {
    const texts = (code: string) => englishIn("a.tsx", code).map(({ text }) => text)
    expect(texts('<p title="Log out" className="mt-4 text-ink">Hello <b>{name}</b></p>')).toEqual(["Log out", "Hello"])
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the code that is read.
    expect(texts('const a = [`${n} keys are left`, "Save", cn("flex grow")]')).toEqual(["… keys are left", "Save"])
    expect(texts('"use client"; if (event.key === "Escape") throw new Error("no such key")')).toEqual([])
    expect(texts('const a = { id: "budget team", queryKey: ["any keys"], b: c.includes("not yet") }')).toEqual([])
    expect(texts('const a = { subject: "key one" }')).toEqual([])
    expect(texts('type A = "neutral" | "less is good"; const a: A = "less is good"; const b = a || "no way"')).toEqual([
      "no way",
    ])
    expect(
      texts(
        'const a = { groups: ["budget team"], b: c.closest("button, a") }; const GROUPS = ["saved views"]; <b>general_settings.master_key</b>',
      ),
    ).toEqual([])
    expect(texts('const a = "border-line px-4 text-ink"; import b from "some where"')).toEqual([])
  })
})
