import { readFile } from "node:fs/promises"
import { basename } from "node:path"
import type { UploadedFile } from "#lib/wire/kinds"
import { BadRequestError } from "./exceptions"
import type { FileInput } from "./file-input"

const TYPES: Readonly<Record<string, string>> = {
  mp3: "audio/mpeg",
  mpga: "audio/mpeg",
  m4a: "audio/mp4",
  mp4: "audio/mp4",
  wav: "audio/wav",
  webm: "audio/webm",
  ogg: "audio/ogg",
  flac: "audio/flac",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  webp: "image/webp",
}

/** Reads what is given as a file of a form. Throws BadRequestError when there is no such file. */
export async function upload(field: string, given: FileInput, defaultName: string): Promise<UploadedFile> {
  if (typeof given === "string") {
    const bytes = await readFile(given).catch((cause) => {
      throw new BadRequestError(`The file of \`${field}\` cannot be read: ${given}`, { param: field, cause })
    })
    return file(field, bytes, basename(given))
  }
  if (given instanceof Uint8Array) return file(field, Buffer.from(given), defaultName)
  if (given instanceof Blob) {
    const name = (given as { name?: unknown }).name
    const made = file(field, Buffer.from(await given.arrayBuffer()), typeof name === "string" ? name : defaultName)
    return given.type === "" ? made : { ...made, contentType: given.type }
  }
  return { ...(await upload(field, given.data, given.filename)), filename: given.filename }
}

function file(field: string, bytes: Buffer, filename: string): UploadedFile {
  const ending = filename.slice(filename.lastIndexOf(".") + 1).toLowerCase()
  return { field, filename, contentType: TYPES[ending] ?? "application/octet-stream", bytes }
}
