import { createHash } from "node:crypto"
import { existsSync, readdirSync, writeFileSync } from "node:fs"
import { inRoot, readJson, readText } from "./paths.mjs"

const stampFile = inRoot("node_modules", ".tollgate-stamp")
const lockfile = inRoot("package-lock.json")

/** True when node_modules holds what package-lock.json asks for. */
export function isInstalled() {
  if (!existsSync(inRoot("node_modules"))) return false
  if (readText(stampFile) === lockHash()) return true
  if (!matchesLock(readJson(lockfile), readJson(inRoot("node_modules", ".package-lock.json")))) return false
  stampInstalled()
  return true
}

/** Notes that node_modules belongs to the package-lock.json of this moment. */
export function stampInstalled() {
  writeFileSync(stampFile, lockHash())
}

const lockHash = () =>
  createHash("sha256")
    .update(readText(lockfile) ?? "")
    .digest("hex")

/**
 * npm notes what it installed in node_modules/.package-lock.json, last of all; so an `npm ci` or `npm install` done by hand
 * counts as well as ours. A package for this machine may be missing only where a libc decides, which the note cannot tell.
 */
export function matchesLock(wanted, present) {
  if (!wanted?.packages || !present?.packages) return false
  return packagesForHere(wanted).every(([path, entry]) => {
    const found = present.packages[path]
    if (!found) return entry.libc !== undefined
    return found.version === entry.version && found.integrity === entry.integrity
  })
}

function packagesForHere(lock) {
  return Object.entries(lock.packages).filter(
    ([path, entry]) => path !== "" && suits(entry.os, process.platform) && suits(entry.cpu, process.arch),
  )
}

const suits = (allowed, mine) => allowed === undefined || allowed.includes(mine)

/** How many packages an install unpacks into the top of node_modules, for showing how far it is. */
export function wantedPackageCount() {
  const lock = readJson(lockfile)
  return lock ? packagesForHere(lock).filter(([path, { libc }]) => isTopLevel(path) && libc === undefined).length : 0
}

const isTopLevel = (path) => path.lastIndexOf("node_modules/") === 0

/** How many packages are unpacked in the top of node_modules by now. */
export function presentPackageCount() {
  const top = inRoot("node_modules")
  const names = list(top).flatMap((name) =>
    name.startsWith("@") ? list(`${top}/${name}`).map((n) => `${name}/${n}`) : [name],
  )
  return names.filter((name) => existsSync(`${top}/${name}/package.json`)).length
}

function list(folder) {
  try {
    return readdirSync(folder).filter((name) => !name.startsWith("."))
  } catch {
    return []
  }
}
