import type { FormPart, KindRequest } from "#lib/wire/kinds"

/** Names under which several files are sent as a list. */
const LISTED = new Set(["image", "images"])

/** A request as the parts of a form: fields as text, lists under `name[]`, files last. */
export function formParts({ fields, files }: KindRequest): FormPart[] {
  const parts: FormPart[] = []
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || value === null) continue
    if (Array.isArray(value)) for (const item of value) parts.push({ name: `${name}[]`, value: textOf(item) })
    else parts.push({ name, value: textOf(value) })
  }
  for (const file of files) {
    const several = LISTED.has(file.field) && files.filter(({ field }) => field === file.field).length > 1
    parts.push({ name: several ? `${file.field}[]` : file.field, file })
  }
  return parts
}

const textOf = (value: unknown): string => (typeof value === "object" ? JSON.stringify(value) : String(value))
