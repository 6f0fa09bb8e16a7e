import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join, posix } from "node:path"
import { inRoot, root } from "./paths.mjs"
import { runQuietly } from "./run.mjs"

const ENTRY = "lib/sdk/index.d.ts"
const SPECIFIER = /((?:from|import)\s*\(?\s*")([#.][^"]+)(")/g

/**
 * Writes the types of the published entry to `folder`, as a tree that begins with lib/sdk/index.d.ts: what the entry reaches and
 * nothing else, with relative paths that every module resolution of TypeScript follows.
 */
export async function writeTypes(folder = inRoot("dist", "types")) {
  const made = mkdtempSync(join(tmpdir(), "tollgate-types-"))
  try {
    const project = join(made, "tsconfig.json")
    writeFileSync(project, JSON.stringify(projectFor(join(made, "out"))))
    await runQuietly([process.execPath, inRoot("node_modules", "typescript", "bin", "tsc"), "-p", project])
    rmSync(folder, { recursive: true, force: true })
    for (const [file, text] of reached(join(made, "out"))) {
      mkdirSync(dirname(join(folder, file)), { recursive: true })
      writeFileSync(join(folder, file), text)
    }
  } finally {
    rmSync(made, { recursive: true, force: true })
  }
}

function projectFor(outDir) {
  const emit = {
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    incremental: false,
    rootDir: root,
    outDir,
  }
  return {
    extends: inRoot("tsconfig.json"),
    compilerOptions: { ...emit, rootDir: root, outDir, plugins: [], typeRoots: [inRoot("node_modules", "@types")] },
    include: [],
    files: [inRoot("lib/sdk/index.ts")],
  }
}

/** Path → text of every declaration file the entry leads to. */
function reached(out) {
  const files = new Map()
  const visit = (file) => {
    if (files.has(file)) return
    files.set(file, "")
    const found = []
    const text = readFileSync(join(out, file), "utf8").replace(SPECIFIER, (_all, before, specifier, after) => {
      const bare = specifier.startsWith("#") ? specifier.slice(1) : posix.join(posix.dirname(file), specifier)
      found.push(`${bare}.d.ts`)
      const relative = posix.relative(posix.dirname(file), `${bare}.js`)
      return `${before}${relative.startsWith(".") ? relative : `./${relative}`}${after}`
    })
    files.set(file, text)
    for (const each of found) visit(each)
  }
  visit(ENTRY)
  return files
}
