import { asObject, type Json } from "../read-json"

const MAX_DEPTH = 40
/** Google's words for members that hold schemas: by name, or in a list. */
const MAPS = ["properties"]
const LISTS = ["anyOf", "oneOf", "allOf", "prefixItems"]
/** What Gemini's own Schema object knows (ai.google.dev/api/caching#Schema); other keywords are refused by older models. */
const KNOWN = new Set([
  "type",
  "format",
  "title",
  "description",
  "nullable",
  "enum",
  "maxItems",
  "minItems",
  "properties",
  "required",
  "minProperties",
  "maxProperties",
  "minLength",
  "maxLength",
  "pattern",
  "example",
  "anyOf",
  "propertyOrdering",
  "default",
  "items",
  "minimum",
  "maximum",
])
const SNAKE: Readonly<Record<string, string>> = {
  any_of: "anyOf",
  max_items: "maxItems",
  min_items: "minItems",
  min_length: "minLength",
  max_length: "maxLength",
  min_properties: "minProperties",
  max_properties: "maxProperties",
}

/** Gemini's Schema object (upper-case types, `nullable`, `propertyOrdering`) → JSON Schema. */
export function toJsonSchema(schema: Json, depth = 0): Json {
  const out: Json = {}
  for (const [given, value] of Object.entries(schema)) {
    const name = SNAKE[given] ?? given
    if (name === "nullable" || name === "propertyOrdering" || name === "property_ordering") continue
    if (name === "type" && typeof value === "string") out.type = value.toLowerCase()
    else out[name] = depth < MAX_DEPTH ? below(name, value, (inner) => toJsonSchema(inner, depth + 1)) : value
  }
  if (schema.nullable !== true) return out
  if (typeof out.type === "string") out.type = [out.type, "null"]
  else if (Array.isArray(out.anyOf)) out.anyOf = [...out.anyOf, { type: "null" }]
  return out
}

/**
 * JSON Schema → the Schema object of models before 2.5: references are put in place, unions with null become `nullable`, constants
 * and enums become lists of strings, and keywords it does not know are left out.
 */
export function toGeminiSchema(schema: Json): Json {
  const definitions = { ...asObject(schema.definitions), ...asObject(schema.$defs) }
  return clean(schema, definitions, 0)
}

function clean(given: Json, definitions: Json, depth: number): Json {
  if (depth > MAX_DEPTH) return { type: "object" }
  const { $ref, ...beside } = given
  const target = typeof $ref === "string" ? asObject(definitions[$ref.split("/").pop() ?? ""]) : null
  const schema = withoutNull(target ? { ...target, ...beside } : beside)
  if (typeof schema.$ref === "string") return clean(schema, definitions, depth + 1)
  const out: Json = {}
  for (const [name, value] of Object.entries(schema))
    if (KNOWN.has(name)) out[name] = below(name, value, (inner) => clean(inner, definitions, depth + 1))
  if (schema.const !== undefined) out.enum = [schema.const]
  if (Array.isArray(out.enum)) {
    out.enum = out.enum.filter((item) => item !== null).map(String)
    out.type = "string"
  }
  if (out.format !== undefined && out.type === "string" && !["enum", "date-time"].includes(String(out.format)))
    delete out.format
  return out
}

/** `["string", "null"]`, `anyOf: [X, {type: null}]` and `oneOf`/`allOf` in the words Gemini has. */
function withoutNull(schema: Json): Json {
  const { oneOf, allOf, ...rest } = schema
  const out: Json = { ...rest }
  if (Array.isArray(oneOf) && out.anyOf === undefined) out.anyOf = oneOf
  for (const item of Array.isArray(allOf) ? allOf : []) Object.assign(out, { ...asObject(item), ...out })
  if (Array.isArray(out.type)) {
    const types = out.type.filter((type) => type !== "null")
    if (types.length < out.type.length) out.nullable = true
    if (types.length === 1) out.type = types[0]
    else {
      delete out.type
      out.anyOf = types.map((type) => ({ type }))
    }
  }
  if (!Array.isArray(out.anyOf)) return out
  const branches = out.anyOf.filter((branch) => asObject(branch)?.type !== "null")
  if (branches.length < out.anyOf.length) out.nullable = true
  out.anyOf = branches
  const only = branches.length === 1 ? asObject(branches[0]) : null
  if (!only) return out
  delete out.anyOf
  return withoutNull({ ...only, ...out })
}

/** Applies `work` to the schemas inside a member. */
function below(name: string, value: unknown, work: (schema: Json) => Json): unknown {
  const each = (item: unknown) => {
    const schema = asObject(item)
    return schema ? work(schema) : item
  }
  const inner = asObject(value)
  if (MAPS.includes(name) || name === "$defs" || name === "definitions")
    return inner ? Object.fromEntries(Object.entries(inner).map(([key, item]) => [key, each(item)])) : value
  if (LISTS.includes(name)) return Array.isArray(value) ? value.map(each) : value
  return name === "items" || name === "additionalProperties" ? each(value) : value
}
