import { existsSync, readdirSync, readFileSync } from "node:fs"
import { dirname, join, posix } from "node:path"
import { fileURLToPath } from "node:url"

/** One import or re-export of a source file. */
export interface Import {
  /** As written: `./x`, `#lib/core/money`, `zod`. */
  readonly specifier: string
  /** Path from the package's top without extension for our own files, the specifier for packages. */
  readonly target: string
  /** True when nothing of it is left after compilation. */
  readonly typeOnly: boolean
  readonly line: number
}

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const TOP = ["app", "components", "drizzle", "e2e", "lib"]
const SKIPPED = new Set(["node_modules", "migrations", "testdata", "__screenshots__"])

/** Paths of every source file below the mandated folders, relative to the package's top. */
export function sourceFiles(pattern = /\.(ts|tsx|mjs|css)$/): string[] {
  const folders = TOP.filter((folder) => existsSync(join(root, folder)))
  return folders.flatMap((folder) => walk(folder)).filter((file) => pattern.test(file))
}

function walk(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : walk(path)
    return [path]
  })
}

/** The text of a file given by its path from the package's top. */
export function read(file: string): string {
  return readFileSync(join(root, file), "utf8")
}

/** Tests, and what only tests use. They may look at everything. */
export function isTest(file: string): boolean {
  return /\.(test|spec)\.tsx?$|(^|\/)test-[\w-]+\.tsx?$/.test(file) || file.startsWith("e2e/")
}

const FROM = /^(?:import|export)\s+(type\s+)?((?:[\w*\s{},$]|\/\/.*\n)*?)\s*from\s*"([^"]+)"/gm
const SIDE_EFFECT = /^import\s+"([^"]+)"/gm
const DYNAMIC = /\bimport\(\s*"([^"]+)"\s*\)/g

/** The imports of a file's text, in no particular order. `file` is where relative ones start from. */
export function importsOf(file: string, text: string): Import[] {
  const found: Import[] = []
  const add = (specifier: string, typeOnly: boolean, at: number) =>
    found.push({ specifier, typeOnly, target: targetOf(file, specifier), line: text.slice(0, at).split("\n").length })
  for (const match of text.matchAll(FROM)) {
    const [, type, names = "", specifier = ""] = match
    add(specifier, type !== undefined || onlyTypes(names), match.index)
  }
  for (const match of text.matchAll(SIDE_EFFECT)) add(match[1] ?? "", false, match.index)
  for (const match of text.matchAll(DYNAMIC)) add(match[1] ?? "", isTypeQuery(text, match.index), match.index)
  return found
}

/** True for `{ type A, type B }`. */
function onlyTypes(names: string): boolean {
  const inside = /^\{([^}]*)\}$/.exec(names.trim())?.[1]
  if (inside === undefined) return false
  const each = inside.split(",").map((name) => name.trim())
  return each.every((name) => name === "" || name.startsWith("type "))
}

/** `typeof import("x")` and `import("x").Type` after a colon name types; only a call is preceded by none of these. */
function isTypeQuery(text: string, at: number): boolean {
  return /(typeof|:|<|\|)\s*$/.test(text.slice(Math.max(0, at - 12), at))
}

function targetOf(file: string, specifier: string): string {
  if (specifier.startsWith("#")) return specifier.slice(1)
  if (specifier.startsWith(".")) return posix.join(posix.dirname(file), specifier).replace(/\.(tsx?|mjs)$/, "")
  return specifier
}
