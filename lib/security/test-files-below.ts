import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

/** Every regular file below a folder (links to folders followed), without those whose path matches. */
export function filesBelow(folder: string, without: RegExp): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !without.test(path))
}

/** The files that hold one of these texts, with the text. Bytes are compared, so that binary files are searched too. */
export function filesHolding(files: readonly string[], texts: readonly string[]): string[] {
  return files.flatMap((file) => {
    const bytes = readFileSync(file)
    return texts.filter((text) => bytes.includes(text)).map((text) => `${file}: ${text}`)
  })
}
