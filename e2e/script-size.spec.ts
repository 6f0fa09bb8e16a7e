import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { createContext, runInContext } from "node:vm"
import { gzipSync } from "node:zlib"
import { expect, test } from "playwright/test"

const LIMIT_BYTES = 250_000
const BUILD = fileURLToPath(new URL("../.next", import.meta.url))
const MANIFEST = "page_client-reference-manifest.js"

interface Manifest {
  readonly entryJSFiles: Readonly<Record<string, readonly string[]>>
}

/** What Next names in the page's HTML: its own scripts and those of the page and its layouts. Older browsers' are not fetched. */
function scriptsOf(page: string): Set<string> {
  const { rootMainFiles } = JSON.parse(readFileSync(join(BUILD, "build-manifest.json"), "utf8")) as {
    rootMainFiles: string[]
  }
  const sandbox: { globalThis: { __RSC_MANIFEST?: Record<string, Manifest> } } = { globalThis: {} }
  runInContext(readFileSync(join(BUILD, "server", "app", page, MANIFEST), "utf8"), createContext(sandbox))
  const [manifest] = Object.values(sandbox.globalThis.__RSC_MANIFEST ?? {})
  if (manifest === undefined) throw new Error(`${page} has no manifest`)
  return new Set([...rootMainFiles, ...Object.values(manifest.entryJSFiles).flat()])
}

const sizes = new Map<string, number>()
function gzippedBytes(script: string): number {
  const known = sizes.get(script) ?? gzipSync(readFileSync(join(BUILD, script))).length
  sizes.set(script, known)
  return known
}

test("no page begins with more than 250 kB of script, compressed", () => {
  const pages = readdirSync(join(BUILD, "server", "app"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.startsWith("ui/") && path.endsWith(`/${MANIFEST}`))
    .map((path) => path.slice(0, -MANIFEST.length - 1))
  expect(pages.length).toBeGreaterThan(15)
  const bytes = pages.map((page) => ({
    page,
    bytes: [...scriptsOf(page)].reduce((sum, script) => sum + gzippedBytes(script), 0),
  }))
  expect(bytes.filter((page) => page.bytes > LIMIT_BYTES)).toEqual([])
  // A manifest that no longer says what a page needs would let everything pass.
  for (const page of bytes) expect(page.bytes, page.page).toBeGreaterThan(100_000)
})
