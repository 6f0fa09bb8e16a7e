import type { UploadedFile } from "./kinds"

/** Bytes a second where only the format is known: common bit rates of speech. */
const BYTES_PER_SECOND: Readonly<Record<string, number>> = {
  opus: 4_000,
  ogg: 4_000,
  webm: 4_000,
  flac: 60_000,
  wav: 32_000,
}
const DEFAULT_BYTES_PER_SECOND = 16_000

/** MPEG audio layer III bit rates in kbit/s, version 1 and versions 2 and 2.5 (ISO 11172-3, 13818-3). */
const V1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
const V2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]

/** How long an audio file plays, in seconds: exact for WAV, by the first frame's bit rate for MP3, a guess for the rest. */
export function audioSeconds({ bytes, filename }: Pick<UploadedFile, "bytes" | "filename">): number {
  const exact = wavSeconds(bytes) ?? mp3Seconds(bytes)
  if (exact !== null) return exact
  const extension = /\.(\w+)$/.exec(filename)?.[1]?.toLowerCase() ?? ""
  return bytes.length / (BYTES_PER_SECOND[extension] ?? DEFAULT_BYTES_PER_SECOND)
}

/** RIFF: the `fmt ` chunk's bytes a second and the `data` chunk's length. */
function wavSeconds(bytes: Buffer): number | null {
  if (bytes.length < 44 || bytes.toString("latin1", 0, 4) !== "RIFF") return null
  let perSecond = 0
  for (let at = 12; at + 8 <= bytes.length; ) {
    const id = bytes.toString("latin1", at, at + 4)
    const size = bytes.readUInt32LE(at + 4)
    if (id === "fmt " && at + 20 <= bytes.length) perSecond = bytes.readUInt32LE(at + 16)
    if (id === "data") return perSecond === 0 ? null : Math.min(size, bytes.length - at - 8) / perSecond
    at += 8 + size + (size & 1)
  }
  return null
}

function mp3Seconds(bytes: Buffer): number | null {
  const start = bytes.toString("latin1", 0, 3) === "ID3" && bytes.length > 10 ? 10 + syncSafe(bytes) : 0
  for (let at = start; at + 4 <= Math.min(bytes.length, start + 4_096); at++) {
    const second = bytes[at + 1] ?? 0
    if (bytes[at] !== 0xff || (second & 0xe6) !== 0xe2) continue
    const rates = (second & 0x18) === 0x18 ? V1 : V2
    const kbits = rates[(bytes[at + 2] ?? 0) >> 4] ?? 0
    if (kbits > 0) return ((bytes.length - at) * 8) / (kbits * 1000)
  }
  return null
}

/** The length of an ID3 tag: four times seven bits. */
function syncSafe(bytes: Buffer): number {
  let size = 0
  for (let at = 6; at < 10; at++) size = size * 128 + ((bytes[at] ?? 0) & 0x7f)
  return size
}
