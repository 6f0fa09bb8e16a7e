/** The type of an image by its first bytes, which servers are not asked about; null when it is none that models read. */
export function imageType(bytes: Buffer): string | null {
  const head = bytes.toString("latin1", 0, 12)
  if (head.startsWith("\x89PNG\r\n")) return "image/png"
  if (head.startsWith("\xff\xd8\xff")) return "image/jpeg"
  if (/^GIF8[79]a/.test(head)) return "image/gif"
  if (head.startsWith("RIFF") && head.slice(8) === "WEBP") return "image/webp"
  return null
}
