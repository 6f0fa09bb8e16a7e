import { describe, expect, it } from "vitest"
import { layerOf, MAY_IMPORT, mayImport } from "./may-import"
import { type Import, importsOf, isTest, read, sourceFiles } from "./source-files"

const isOurs = (target: string) => /^(app|components|drizzle|e2e|lib)\//.test(target)
const files = sourceFiles(/\.(ts|tsx|mjs)$/)
const imports = new Map<string, Import[]>(files.map((file) => [file, importsOf(file, read(file))]))
const product = files.filter((file) => !isTest(file))

/** "file:line → specifier" for every import of these files that breaks a rule. */
function breaking(of: readonly string[], breaks: (file: string, each: Import) => boolean): string[] {
  return of.flatMap((file) =>
    (imports.get(file) ?? [])
      .filter((each) => breaks(file, each))
      .map(({ line, specifier }) => `${file}:${line} → ${specifier}`),
  )
}

describe("imports", () => {
  it("every folder has a row in the table", () => {
    expect(product.filter((file) => layerOf(file) === null)).toEqual([])
  })

  it("a folder imports only what the table allows", () => {
    const broken = breaking(product, (file, { target, typeOnly }) => {
      const layer = layerOf(file)
      return layer !== null && isOurs(target) && !mayImport(layer, target, typeOnly)
    })
    expect(broken).toEqual([])
  })

  it("the command line is at the top: nothing imports it", () => {
    expect(
      breaking(files, (file, { target }) => target.startsWith("lib/cli/") && !file.startsWith("lib/cli/")),
    ).toEqual([])
  })

  it("tools for tests stay out of the product; the command line alone starts the demo's mock provider", () => {
    const users = /^lib\/(testing|bench|cli)\//
    expect(breaking(product, (file, { target }) => target.startsWith("lib/testing/") && !users.test(file))).toEqual([])
  })

  it("the set-up runs before anything is installed: Node's own modules, and packages only once they are there", () => {
    const setup = files.filter((file) => file.startsWith("lib/setup/") && !isTest(file))
    const early = setup.filter((file) => !/\/(gen|bench)\.mjs$/.test(file))
    const statically = (file: string, specifier: string) => new RegExp(`^import .*"${specifier}"`, "m").test(read(file))
    expect(
      breaking(early, (file, { specifier }) => !/^(node:|\.\/)/.test(specifier) && statically(file, specifier)),
    ).toEqual([])
  })

  it("imports cross folders by name (#lib/…), and climb only inside their own", () => {
    const climbs = breaking(files, (file, { specifier, target }) => {
      if (!specifier.startsWith(".")) return false
      return layerOf(file) !== layerOf(target) && !layerOf(target)?.startsWith(`${layerOf(file)}/`)
    })
    expect(climbs).toEqual([])
  })

  it("our own TypeScript is imported without an extension", () => {
    const typed = files.filter((file) => /\.tsx?$/.test(file))
    expect(breaking(typed, (_, { specifier }) => /^[#.].*\.tsx?$/.test(specifier))).toEqual([])
  })

  it("the core takes and gives values: hosts (next, node:http, ws) are known to the shells, and to what calls providers", () => {
    const shells =
      /^(lib\/(server|testing|bench|cli)\/|lib\/identity\/session|lib\/providers\/dial|app\/|components\/|proxy)/
    const host = /^(next(-auth)?(\/|$)|node:https?$|ws$)/
    expect(
      breaking(product, (file, { specifier, typeOnly }) => host.test(specifier) && !typeOnly && !shells.test(file)),
    ).toEqual([])
  })

  it("no import leads back to where it started", () => {
    expect(cycles()).toEqual([])
  })
})

describe("the table", () => {
  it("tells a type from a value", () => {
    expect(mayImport("lib/quota", "lib/identity/caller", true)).toBe(true)
    expect(mayImport("lib/quota", "lib/identity/caller", false)).toBe(false)
    expect(mayImport("lib/core", "lib/wire/chat", true)).toBe(false)
  })

  it("takes the longest name that fits", () => {
    expect(layerOf("app/v1/models/route.ts")).toBe("app/v1")
    expect(layerOf("app/ui/login/page.tsx")).toBe("app")
    expect(layerOf("lib/storefront/x.ts")).toBe(null)
  })

  it("names no folder twice in a row", () => {
    for (const row of Object.values(MAY_IMPORT)) expect(new Set(row).size).toBe(row.length)
  })
})

describe("reading imports", () => {
  const read = (text: string) => importsOf("lib/x/a.ts", text).map(({ target, typeOnly }) => [target, typeOnly])

  it("sees values, types, re-exports, late imports and bare ones", () => {
    expect(read('import { a } from "./b"')).toEqual([["lib/x/b", false]])
    expect(read('import type { A } from "#lib/core/money"')).toEqual([["lib/core/money", true]])
    expect(read('import { type A, type B } from "./b"')).toEqual([["lib/x/b", true]])
    expect(read('import {\n  type A,\n  b,\n} from "../y/b"')).toEqual([["lib/y/b", false]])
    expect(read('export { serve as GET } from "#lib/server/next"')).toEqual([["lib/server/next", false]])
    expect(read('const x = await import("./b")')).toEqual([["lib/x/b", false]])
    expect(read('import "./globals.css"')).toEqual([["lib/x/globals.css", false]])
    expect(read('let x: typeof import("./b")')).toEqual([["lib/x/b", true]])
  })
})

/** Every cycle of value imports once, as "a → b → a". */
function cycles(): string[] {
  const byTarget = new Map(files.map((file) => [file.replace(/\.(tsx?|mjs)$/, ""), file]))
  const next = (file: string) =>
    (imports.get(file) ?? []).flatMap(({ target, typeOnly }) => (typeOnly ? [] : (byTarget.get(target) ?? [])))
  const done = new Set<string>()
  const found: string[] = []
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) found.push([...path.slice(path.indexOf(file)), file].join(" → "))
    else if (!done.has(file)) for (const each of next(file)) visit(each, [...path, file])
    done.add(file)
  }
  for (const file of files) visit(file, [])
  return found
}
