import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import { bundle } from "./bundle.mjs"
import { fingerprint } from "./fingerprint.mjs"
import { withSetupLock } from "./lock.mjs"
import { has, inRoot, readJson } from "./paths.mjs"
import { SetupError, withProgress } from "./progress.mjs"
import { projectEnv, runQuietly } from "./run.mjs"

const stampFile = inRoot("dist", ".stamp")

/**
 * Builds what is older than its sources: the programs in dist/ and, unless `pages` is false (development compiles them on
 * demand), the pages in .next/. `force` builds all of it again. About 50 ms when there is nothing to do.
 */
export async function ensureBuild({ pages = true, force = false } = {}) {
  if (!force && missing(pages).length === 0) return
  await withSetupLock(async () => {
    const parts = force ? Object.keys(PARTS).filter((part) => pages || part !== "pages") : missing(pages)
    if (parts.length === 0) return
    const made = fingerprint()
    for (const part of parts) stamp(part, null)
    let state = ""
    const about = parts.includes("pages") ? "once after each change, up to a minute" : "once after each change"
    const words = { doing: "building", done: "built", about, state: () => state }
    await withProgress(words, () => Promise.all(parts.map((part) => PARTS[part].make((now) => (state = now)))))
    for (const part of parts) stamp(part, made)
  })
}

const PARTS = {
  programs: {
    make: () => bundle().catch(asSetupError),
    exists: () => !has("lib/cli/main.ts") || has("dist", "cli.js"),
  },
  pages: { make: buildPages, exists: () => !has("app") || has(".next", "BUILD_ID") },
}

function missing(pages) {
  const now = fingerprint()
  const stamps = readJson(stampFile) ?? {}
  const wanted = Object.keys(PARTS).filter((part) => pages || part !== "pages")
  return wanted.filter((part) => stamps[part] !== now || !PARTS[part].exists())
}

/** Each part has its own stamp and loses it before it is made, so a build cut short never passes for a whole one. */
function stamp(part, value) {
  mkdirSync(inRoot("dist"), { recursive: true })
  writeFileSync(stampFile, JSON.stringify({ ...readJson(stampFile), [part]: value }))
}

async function buildPages(onState) {
  rmSync(inRoot(".next", "BUILD_ID"), { force: true })
  const next = inRoot("node_modules", "next", "dist", "bin", "next")
  const env = projectEnv({ NODE_ENV: "production" })
  await runQuietly([process.execPath, next, "build"], { env, onLine: (line) => onState(lastStep(line)) })
}

/** Next's words for what it is doing now, short enough for one line. */
const lastStep = (line) =>
  line
    .replace(/[^\x20-\x7e]/g, "")
    .trim()
    .slice(0, 60)

function asSetupError(error) {
  const lines = (error.errors ?? []).map(({ text, location: at }) =>
    at ? `${at.file}:${at.line}:${at.column} ${text}` : text,
  )
  throw lines.length > 0 ? new SetupError(`the programs could not be built\n${lines.join("\n")}`) : error
}
