import { createHash } from "node:crypto"
import { readdirSync, readFileSync } from "node:fs"
import { inRoot } from "./paths.mjs"

const FOLDERS = ["app", "components", "lib", "drizzle", "public"]
/** Single files of the top folder that shape the build; tools and tests have theirs (vitest.config.ts …) left out. */
const FILES = [
  /^(next|tailwind|postcss)\.config\.\w+$/,
  /^(proxy|instrumentation)\.ts$/,
  /^(package|package-lock|tsconfig)\.json$/,
]
/** Changing these changes no program. */
const NOT_BUILT = /\.(test|spec)\.tsx?$|\.md$|(^|\/)lib\/(setup|bench)\/|\.py$/
/** … except the files of the set-up that make the build. */
const MAKES_THE_BUILD = /lib\/setup\/(bundle|ensure-build|fingerprint)\.mjs$/

/** A hash over the names and contents of everything the build is made of: the same sources give the same text on any machine. */
export function fingerprint() {
  const hash = createHash("sha256")
  for (const file of builtFrom())
    hash
      .update(`${file}\0`)
      .update(readFileSync(inRoot(file)))
      .update("\0")
  return hash.digest("hex")
}

/** The paths of the sources, in a fixed order. */
export function builtFrom() {
  const top = readdirSync(inRoot()).filter((name) => FILES.some((pattern) => pattern.test(name)))
  const inside = FOLDERS.flatMap((folder) => walk(folder))
  return [...top, ...inside.filter((file) => !NOT_BUILT.test(file) || MAKES_THE_BUILD.test(file))].sort()
}

function walk(folder) {
  return entries(folder).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.name.startsWith(".") || entry.name === "node_modules") return []
    if (entry.isDirectory()) return walk(path)
    return entry.isFile() ? [path] : []
  })
}

function entries(folder) {
  try {
    return readdirSync(inRoot(folder), { withFileTypes: true })
  } catch (error) {
    if (error.code === "ENOENT") return []
    throw error
  }
}
