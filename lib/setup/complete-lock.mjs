import { writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { inRoot, readJson } from "./paths.mjs"
import { say } from "./progress.mjs"

const OS = ["aix", "android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "sunos", "win32"]
const CPU = ["arm", "arm64", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "wasm32", "x64"]
/** How package names spell what package.json calls otherwise. */
const SPELLED = { gnueabihf: "gnu", musleabihf: "musl", linuxmusl: ["linux", "musl"] }

/**
 * Native parts for other platforms that the lockfile leaves out: npm drops them when the registry it asked does not carry
 * them, and then refuses to install from that lockfile. Returns path → entry, to be added. Only exact versions are taken;
 * such an entry has no hash.
 */
export function missingPlatformPackages(lock) {
  const missing = {}
  for (const [parent, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const platform = platformOf(name)
      if (!platform || !/^\d+\.\d+\.\d+/.test(version) || find(lock.packages, parent, name)) continue
      missing[`node_modules/${name}`] = { version, ...platform, ...(entry.dev && { dev: true }), optional: true }
    }
  }
  return missing
}

/** What a name like `@next/swc-linux-x64-musl` says about where the package runs; null when it says nothing. */
export function platformOf(name) {
  const words = name.split(/[-/@]/).flatMap((word) => SPELLED[word] ?? word)
  const cpu = words.filter((word) => CPU.includes(word)).slice(-1)
  if (cpu.length === 0) return null
  const os = words.filter((word) => OS.includes(word)).slice(-1)
  const libc = words.includes("musl") ? ["musl"] : words.includes("gnu") && os[0] === "linux" ? ["glibc"] : null
  return { cpu, ...(libc && { libc }), ...(os.length > 0 && { os }) }
}

/** Looks a package up as Node does: beside its parent, then further out. */
function find(packages, parent, name) {
  for (let at = parent; ; at = at.slice(0, Math.max(at.lastIndexOf("/node_modules/"), 0))) {
    const found = packages[`${at === "" ? "" : `${at}/`}node_modules/${name}`]
    if (found || at === "") return found
  }
}

/** `node lib/setup/complete-lock.mjs` adds them to package-lock.json, in npm's order. */
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = inRoot("package-lock.json")
  const lock = readJson(file)
  const added = missingPlatformPackages(lock)
  const packages = Object.entries({ ...lock.packages, ...added }).sort(([a], [b]) => a.localeCompare(b, "en"))
  writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(packages) }, null, 2)}\n`)
  say(`package-lock.json: ${Object.keys(added).length} packages for other platforms added`)
}
