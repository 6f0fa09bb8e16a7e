import type { ApiCommand, CommandField, FieldSchema } from "./api-document"

/** Fields by name, as the command line had them. */
export type GivenFields = ReadonlyMap<string, string>

/** A mistake of whoever typed the command. */
export class FieldMistake extends Error {}

/** What a field may be: its own type, or those it is one of. */
function typesOf(schema: FieldSchema): readonly string[] {
  if (schema.anyOf !== undefined) return schema.anyOf.flatMap(typesOf)
  return schema.type === undefined ? [] : [schema.type].flat()
}

/**
 * A word of the command line as the value a field wants: numbers, true/false, null, lists with commas, JSON. Throws FieldMistake
 * when it can be none of what the field takes.
 */
export function fieldValue({ name, schema }: CommandField, text: string): unknown {
  const types = typesOf(schema)
  const takes = (type: string) => types.length === 0 || types.includes(type)
  if (text === "null" && takes("null")) return null
  if ((takes("number") || takes("integer")) && /^-?\d+(\.\d+)?(e-?\d+)?$/i.test(text)) return Number(text)
  if (takes("boolean") && (text === "true" || text === "false")) return text === "true"
  if ((takes("object") || takes("array")) && /^[[{]/.test(text)) return json(name, text)
  if (takes("array")) return text.split(",").map((part) => part.trim())
  if (takes("string")) return text
  const wanted = types.filter((type) => type !== "null").join(" or ")
  throw new FieldMistake(
    `--${name} takes ${wanted}${types.includes("object") ? " (as JSON)" : ""}, not "${text.slice(0, 60)}".`,
  )
}

function json(name: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (e) {
    throw new FieldMistake(`--${name} is not valid JSON: ${e instanceof Error ? e.message : String(e)}`)
  }
}

/** The request of a command. Throws FieldMistake for a field it does not have or one that is missing. */
export function requestOf(
  command: ApiCommand,
  given: GivenFields,
): { path: string; body: Record<string, unknown> | null } {
  const unknown = [...given.keys()].find((name) => !command.fields.some((field) => field.name === name))
  if (unknown !== undefined)
    throw new FieldMistake(`\`${command.words.join(" ")}\` has no --${unknown}. Its fields: ${namesOf(command)}.`)
  const missing = command.fields.filter((field) => field.required && !given.has(field.name))
  if (missing.length > 0) throw new FieldMistake(`Missing: ${missing.map(({ name }) => `--${name}`).join(", ")}.`)
  let { path } = command
  const query = new URLSearchParams()
  const body: Record<string, unknown> = {}
  for (const field of command.fields) {
    const text = given.get(field.name)
    if (text === undefined) continue
    if (field.in === "path") path = path.replace(`{${field.name}}`, encodeURIComponent(text))
    else if (field.in === "query") query.append(field.name, text)
    else body[field.name] = fieldValue(field, text)
  }
  const asked = query.toString()
  return { path: asked === "" ? path : `${path}?${asked}`, body: command.method === "GET" ? null : body }
}

function namesOf({ fields }: ApiCommand): string {
  return fields.length === 0 ? "none" : fields.map(({ name }) => `--${name}`).join(", ")
}
