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
 * counts as well as ours. Absent may be what this machine has no use for.
 */
export function matchesLock(wanted, present) {
  if (!wanted?.packages || !present?.packages) return false
  return Object.entries(wanted.packages).every(([path, entry]) => {
    const found = present.packages[path]
    if (!found) return path === "" || !isForHere(entry)
    return found.version === entry.version && found.integrity === entry.integrity
  })
}

/**
 * True when an install on this machine must hold the package: all but optional ones, and of those the native parts that name
 * our platform. Not those that name a libc (which one is here the lockfile cannot tell), nor the parts of other optional ones.
 */
function isForHere({ optional = false, os, cpu, libc }) {
  if (!optional) return true
  return libc === undefined && (os ?? cpu) !== undefined && suits(os, process.platform) && suits(cpu, process.arch)
}

const suits = (allowed, mine) => allowed === undefined || allowed.includes(mine)

/** How many packages an install unpacks into the top of node_modules, for showing how far it is. */
export function wantedPackageCount() {
  const packages = Object.entries(readJson(lockfile)?.packages ?? {})
  return packages.filter(([path, entry]) => path.lastIndexOf("node_modules/") === 0 && isForHere(entry)).length
}

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
