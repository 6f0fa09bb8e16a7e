import { existsSync, readFileSync, realpathSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

/** The package's folder, wherever the shell stands. */
export const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "")

/** An absolute path inside the package. */
export const inRoot = (...parts) => join(root, ...parts)

/** True when this file of the package exists. */
export const has = (...parts) => existsSync(inRoot(...parts))

/** The Node the project brings along as an npm package; it exists once the dependencies are installed. */
export const projectNode = inRoot("node_modules", ".bin", "node")

/** Where the last run of the tests and checks left its figures. */
export const resultsDir = inRoot("test-results")

/** The real path behind a link, or null when there is none. */
export function realPath(path) {
  try {
    return realpathSync(path)
  } catch {
    return null
  }
}

/** A file's text, or null when it cannot be read. */
export function readText(path) {
  try {
    return readFileSync(path, "utf8")
  } catch {
    return null
  }
}

/** A file's JSON, or null when it is missing or cut off half-way. */
export function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"))
  } catch {
    return null
  }
}
