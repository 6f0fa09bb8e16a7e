import { describe, expect, it } from "vitest"
import { builtFrom, fingerprint } from "./fingerprint.mjs"

describe("what the build is made of", () => {
  const files = builtFrom()

  it.each(["package-lock.json", "next.config.mjs", "lib/gateway/pipeline.ts", "lib/setup/bundle.mjs"])(
    "%s is in it",
    (file) => {
      expect(files).toContain(file)
    },
  )

  it("tests, notes and tools are not: changing them builds nothing", () => {
    expect(
      files.filter((file) => /\.(test|spec)\.tsx?$|\.md$|^lib\/bench\/|vitest|playwright|biome/.test(file)),
    ).toEqual([])
  })

  it("the same sources give the same fingerprint", () => {
    expect(fingerprint()).toBe(fingerprint())
  })
})
