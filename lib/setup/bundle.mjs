import { chmodSync, readdirSync, rmSync } from "node:fs"
import { basename, join } from "node:path"
import { has, inRoot, root } from "./paths.mjs"

/** Programs that run without Next's compiler: output name → where they begin. Those that exist are built. */
const ENTRIES = {
  cli: "lib/cli/main.ts",
  sdk: "lib/sdk/index.ts",
  "mock-provider": "lib/testing/mock/main.ts",
}

/**
 * Packages that stay packages: Next and what shares modules with it, and what is large and rarely needed. The rest is
 * bundled: Node reads the package.json above every module file it loads, and drizzle-orm's alone has thousands of entries,
 * which made 0.4 s and 130 MB of every start.
 */
const PACKAGES = [
  "next",
  "next/*",
  "next-auth",
  "next-auth/*",
  "react",
  "react-dom",
  "gpt-tokenizer",
  "gpt-tokenizer/*",
  "esbuild",
  "@redis/client",
]

/** CommonJS code inside an ES module bundle may still ask for `require`. */
const REQUIRE = `import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);`

/** zod carries its messages in forty languages; ours are English. */
const ENGLISH_ONLY = {
  name: "english-only",
  setup(build) {
    build.onLoad({ filter: /zod\/v4\/locales\/index\.js$/ }, () => ({
      contents: 'export { default as en } from "./en.js"',
      loader: "js",
    }))
  },
}

/**
 * Bundles our own TypeScript into dist/*.js. Parts the
 * entries share or load late become chunks beside them: every file lies one folder below the package's top. Files of an
 * earlier build that no longer belong are removed. `only` names the entries to build, `folder` where to; absent: all, dist.
 */
export async function bundle({ only = Object.keys(ENTRIES), folder = inRoot("dist") } = {}) {
  const { build, stop } = await import("esbuild")
  const entryPoints = Object.fromEntries(
    Object.entries(ENTRIES).filter(([name, path]) => only.includes(name) && has(path)),
  )
  if (Object.keys(entryPoints).length === 0) return
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints,
    outdir: folder,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    external: PACKAGES,
    sourcemap: "linked",
    sourcesContent: false,
    legalComments: "none",
    // V8 keeps the source of what it runs, two bytes a character when one of them is not Latin: comments are a third of it.
    minifyWhitespace: true,
    minifySyntax: true,
    plugins: [ENGLISH_ONLY],
    banner: { js: REQUIRE },
    chunkNames: "[name]-[hash]",
    metafile: true,
    logLevel: "silent",
  }).finally(stop)
  const written = new Set(Object.keys(metafile.outputs).map((path) => basename(path)))
  for (const name of readdirSync(folder)) {
    if (/\.js(\.map)?$/.test(name) && !written.has(name)) rmSync(join(folder, name))
  }
  if (written.has("cli.js")) chmodSync(join(folder, "cli.js"), 0o755)
}
