import { execFileSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { AppendFile } from "./append-file"

/** A file system of 64 kB; null where one cannot be mounted. */
function tinyDisk(): string | null {
  const dir = mkdtempSync(join(tmpdir(), "tiny-disk-"))
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "none", dir], { stdio: "ignore" })
    return dir
  } catch {
    rmSync(dir, { recursive: true })
    return null
  }
}
const dir = tinyDisk()

// Mounting needs root; the tests of the journal with a file that cannot be created run everywhere.
describe.skipIf(dir === null)("a file on a full disk", () => {
  it("takes a line whole or not at all", () => {
    const disk = dir ?? ""
    const file = new AppendFile(join(disk, "rows"))
    const line = `${"x".repeat(999)}\n`
    let written = 0
    expect(() => {
      for (; written < 200; written++) file.append(line)
    }).toThrow()
    expect(readFileSync(join(disk, "rows"), "utf8")).toBe(line.repeat(written))
    file.close()
    execFileSync("umount", [disk])
    rmSync(disk, { recursive: true })
  })
})
