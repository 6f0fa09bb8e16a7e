/** A multipart/form-data body as official clients send it: its bytes, and the header that goes with them. */
export function multipartBody(
  fields: Readonly<Record<string, string>>,
  file?: { readonly name: string; readonly bytes: Buffer | string; readonly field?: string },
): { body: Buffer; headers: Record<string, string> } {
  const boundary = "----tollgate-test-boundary"
  const parts: Buffer[] = []
  if (file !== undefined)
    parts.push(
      Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="${file.field ?? "file"}"; filename="${file.name}"\r\nContent-Type: application/octet-stream\r\n\r\n`,
      ),
      Buffer.from(file.bytes),
      Buffer.from("\r\n"),
    )
  for (const [name, value] of Object.entries(fields))
    parts.push(Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`))
  parts.push(Buffer.from(`--${boundary}--\r\n`))
  return { body: Buffer.concat(parts), headers: { "content-type": `multipart/form-data; boundary=${boundary}` } }
}
