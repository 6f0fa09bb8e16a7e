import { existsSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

/** The package's folder: the first one above this file that holds our package.json, whether it runs bundled or not. */
export function packageRoot(from = import.meta.url): string {
  for (let dir = dirname(fileURLToPath(from)); ; dir = dirname(dir)) {
    const file = join(dir, "package.json")
    if (existsSync(file) && JSON.parse(readFileSync(file, "utf8")).name === "tollgate") return dir
    if (dir === dirname(dir)) throw new Error("the package tollgate is not complete: its package.json is missing")
  }
}

/** The version in package.json. */
export function packageVersion(): string {
  return String(JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8")).version)
}
