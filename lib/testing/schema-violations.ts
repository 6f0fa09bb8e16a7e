export interface JsonSchema {
  readonly $ref?: string
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly additionalProperties?: JsonSchema | boolean
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
}

/**
 * What of a value breaks a schema of an OpenAPI document, as "path: why"; fields the schema does not name count too, where it names
 * any. `named` are the document's schemas. Knows the words that OpenAI's document uses for its objects.
 */
export function schemaViolations(
  value: unknown,
  schema: JsonSchema,
  named: Readonly<Record<string, JsonSchema>>,
  path = "$",
): string[] {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split("/").at(-1) ?? ""
    const found = named[name]
    return found === undefined ? [`${path}: no schema ${name}`] : schemaViolations(value, found, named, path)
  }
  const several = schema.anyOf ?? schema.oneOf
  if (several !== undefined) {
    const tried = several.map((each) => schemaViolations(value, each, named, path))
    return tried.some((list) => list.length === 0) ? [] : (tried[0] ?? [])
  }
  if (schema.enum !== undefined && !schema.enum.includes(value))
    return [`${path}: ${JSON.stringify(value)} is not listed`]
  if (
    schema.type !== undefined &&
    typeName(value) !== schema.type &&
    !(schema.type === "number" && typeName(value) === "integer")
  )
    return [`${path}: ${typeName(value)} instead of ${schema.type}`]
  if (Array.isArray(value)) {
    const { items } = schema
    return items === undefined ? [] : value.flatMap((each, i) => schemaViolations(each, items, named, `${path}[${i}]`))
  }
  if (typeof value !== "object" || value === null) return []
  const fields = value as Readonly<Record<string, unknown>>
  const missing = (schema.required ?? [])
    .filter((name) => fields[name] === undefined)
    .map((name) => `${path}.${name}: missing`)
  return [...missing, ...Object.entries(fields).flatMap(([name, each]) => ofField(name, each))]

  function ofField(name: string, each: unknown): string[] {
    const own = schema.properties?.[name]
    if (own !== undefined) return schemaViolations(each, own, named, `${path}.${name}`)
    const others = schema.additionalProperties
    if (typeof others === "object") return schemaViolations(each, others, named, `${path}.${name}`)
    return schema.properties === undefined || others === true ? [] : [`${path}.${name}: not in the document`]
  }
}

function typeName(value: unknown): string {
  if (value === null) return "null"
  if (Array.isArray(value)) return "array"
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number"
  return typeof value
}
