import { GatewayError } from "#lib/core/errors"
import type { UploadedFile } from "#lib/wire/kinds"

const MAX_FILES = 32
const MAX_FIELDS = 200

export interface Form {
  readonly fields: Record<string, unknown>
  readonly files: readonly UploadedFile[]
}

/** A multipart/form-data body → its fields and files; repeated names and `name[]` become lists. Throws 400. */
export async function readForm(bytes: Buffer, contentType: string): Promise<Form> {
  let form: Awaited<ReturnType<Response["formData"]>>
  try {
    form = await new Response(new Uint8Array(bytes), { headers: { "content-type": contentType } }).formData()
  } catch {
    throw new GatewayError(
      "invalid_request",
      "The request body is not valid multipart/form-data: its parts or their boundary are broken.",
    )
  }
  const fields: Record<string, unknown> = Object.create(null)
  const files: UploadedFile[] = []
  let count = 0
  for (const [name, value] of form.entries()) {
    if (++count > MAX_FIELDS) throw new GatewayError("invalid_request", `The form has more than ${MAX_FIELDS} parts.`)
    const field = name.replace(/\[\]$/, "")
    if (typeof value === "string") {
      const before = fields[field]
      if (before === undefined) fields[field] = name.endsWith("[]") ? [value] : value
      else fields[field] = Array.isArray(before) ? [...before, value] : [before, value]
      continue
    }
    if (files.length >= MAX_FILES)
      throw new GatewayError("invalid_request", `The form has more than ${MAX_FILES} files.`)
    files.push({
      field,
      filename: value.name || "file",
      contentType: value.type || "application/octet-stream",
      bytes: Buffer.from(await value.arrayBuffer()),
    })
  }
  return { fields: { ...fields }, files }
}
