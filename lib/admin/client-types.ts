import type { Resource } from "./resource"
import { type EndpointSchemas, type JsonSchema, schemasOf } from "./schemas"

/** TypeScript for the typed client: a type for each shape, input and output, and one map from route to both. */
export function clientTypes(resources: readonly Resource[]): string {
  const { shapes, endpoints } = schemasOf(resources)
  const names = new Map<string, string>()
  const declared = Object.entries(shapes).map(([name, schema]) => `export type ${name} = ${typeOf(schema)}\n`)
  /** The name of a type; one that was declared before under another name is not declared again. */
  const nameOf = (type: string, name: string): string => {
    const known = names.get(type)
    if (known !== undefined || !type.includes("{")) return known ?? type
    names.set(type, name)
    declared.push(`export type ${name} = ${type}\n`)
    return name
  }
  const routes = endpoints.map((each) => {
    const input = nameOf(typeOf(each.input, true), typeName(each, "Input"))
    const output = nameOf(typeOf(each.output), typeName(each, "Output"))
    const { method, path, summary } = each.endpoint
    return `/** ${summary} */\n  ${JSON.stringify(`${method} ${path}`)}: { input: ${input}; output: ${output} }`
  })
  return `// Generated from lib/admin by lib/setup/gen.mjs: change the resources there, then run it again.

${declared.join("\n")}
/** Every management route: what it takes (query of a GET, body of a POST) and what it answers. */
export interface Api {
  ${routes.join("\n  ")}
}
`
}

/** `key_generate` → `KeyGenerateInput` */
function typeName({ id }: EndpointSchemas, suffix: "Input" | "Output"): string {
  const words = id.split("_").map((word) => word.charAt(0).toUpperCase() + word.slice(1))
  return words.join("") + suffix
}

/** A JSON Schema as a TypeScript type. In an input, what is optional may also be given as undefined. */
function typeOf(schema: JsonSchema, isInput = false): string {
  if (schema.$ref !== undefined) return schema.$ref.slice(schema.$ref.lastIndexOf("/") + 1)
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(" | ")
  if (schema.anyOf !== undefined) return `(${schema.anyOf.map((one) => typeOf(one, isInput)).join(" | ")})`
  if (schema.allOf !== undefined) return `(${schema.allOf.map((one) => typeOf(one, isInput)).join(" & ")})`
  if (typeof schema.type === "object") return `(${schema.type.map((type) => typeOf({ type }, isInput)).join(" | ")})`
  if (schema.type === "array") return `readonly (${typeOf(schema.items ?? {}, isInput)})[]`
  if (schema.type === "object") return objectType(schema, isInput)
  if (schema.type === "integer" || schema.type === "number") return "number"
  if (schema.type === "string" || schema.type === "boolean" || schema.type === "null") return schema.type
  return "unknown"
}

/** Named properties only where there are any: an index signature beside them would let every misspelling pass. */
function objectType(schema: JsonSchema, isInput: boolean): string {
  const properties = Object.entries(schema.properties ?? {}).filter(
    ([, property]) => !isInput || !isWithoutEffect(property),
  )
  if (properties.length === 0) {
    const { additionalProperties: rest } = schema
    if (rest === false) return "Record<string, never>"
    return `Readonly<Record<string, ${typeof rest === "object" ? typeOf(rest, isInput) : "unknown"}>>`
  }
  const fields = properties.map(([name, property]) => {
    const isRequired = schema.required?.includes(name) === true
    const type = typeOf(property, isInput)
    if (isRequired) return `${comment(property)}readonly ${name}: ${type}`
    return `${comment(property)}readonly ${name}?: ${type}${isInput ? " | undefined" : ""}`
  })
  return `{\n${fields.join("\n")}\n}`
}

/** Fields that are taken from LiteLLM's clients and do nothing are no use to ours. */
function isWithoutEffect(property: JsonSchema): boolean {
  return property.description?.startsWith("Accepted") === true
}

function comment(schema: JsonSchema): string {
  return schema.description === undefined ? "" : `/** ${schema.description.replaceAll("*/", "* /")} */\n`
}
