// Writes what is derived from the management resources and the operations of the data plane: public/openapi.json and lib/ui/api.gen.ts.
// `node lib/setup/gen.mjs` writes them; with --check it only says (exit status 1) which of them are stale.
import { spawnSync } from "node:child_process"
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import { build } from "esbuild"

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const isCheck = process.argv.includes("--check")

const { resources, operations, apiDocument, clientTypes } = await loadDefinitions()
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"))
const files = {
  "public/openapi.json": `${JSON.stringify(apiDocument({ resources, operations, version }), null, 2)}\n`,
  "lib/ui/api.gen.ts": formatted(clientTypes(resources), "lib/ui/api.gen.ts"),
}

const stale = Object.entries(files).filter(([file, text]) => current(file) !== text)
if (isCheck) {
  for (const [file] of stale) console.error(`${file} is stale: run node lib/setup/gen.mjs`)
  process.exitCode = stale.length > 0 ? 1 : 0
} else {
  for (const [file, text] of stale) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
    console.log(`wrote ${file}`)
  }
}

/** Resources and operations are TypeScript with `#lib/` imports: bundled beside node_modules, so that packages still resolve. */
async function loadDefinitions() {
  const outfile = join(root, "node_modules", ".cache", "tollgate", `gen-${process.pid}.mjs`)
  await build({
    stdin: {
      contents: `export { resources } from "#lib/admin/index"
        export { operations } from "#lib/gateway/operations/index"
        export { apiDocument } from "#lib/server/api-document"
        export { clientTypes } from "#lib/admin/client-types"`,
      resolveDir: root,
      loader: "ts",
    },
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    absWorkingDir: root,
    logLevel: "error",
    outfile,
  })
  return import(pathToFileURL(outfile).href)
}

function formatted(text, file) {
  const biome = join(root, "node_modules", ".bin", "biome")
  const run = spawnSync(biome, ["format", `--stdin-file-path=${file}`], { cwd: root, input: text, encoding: "utf8" })
  if (run.status !== 0) throw new Error(`biome could not format ${file}: ${run.stderr}`)
  return run.stdout
}

function current(file) {
  try {
    return readFileSync(join(root, file), "utf8")
  } catch {
    return null
  }
}
