import { closeSync, ftruncateSync, openSync, writeSync } from "node:fs"

/** A file of whole lines: a write that the disk cuts short (it is full) is taken back, so that the next line starts clean. */
export class AppendFile {
  readonly file: string
  readonly #fd: number
  #size = 0

  /** Creates the file with mode 0600. Throws when it cannot. */
  constructor(file: string) {
    this.file = file
    this.#fd = openSync(file, "a", 0o600)
  }

  /** The line is in the file when this returns; throws when it is not, and then nothing of it is. */
  append(line: string): void {
    const bytes = Buffer.byteLength(line)
    try {
      const written = writeSync(this.#fd, line, null, bytes === line.length ? "latin1" : "utf8")
      if (written !== bytes) throw new Error(`only ${written} of ${bytes} bytes could be written`)
      this.#size += bytes
    } catch (e) {
      ftruncateSync(this.#fd, this.#size)
      throw e
    }
  }

  close(): void {
    closeSync(this.#fd)
  }
}
