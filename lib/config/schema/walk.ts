import { z } from "zod"

/** What a schema is, with optional, default and the like taken off: all that is asked of it here. */
export type Shape =
  /** `open`: keys beyond the known ones are allowed and kept. */
  | { readonly kind: "object"; readonly keys: Readonly<Record<string, z.core.$ZodType>>; readonly open: boolean }
  | { readonly kind: "map"; readonly value: z.core.$ZodType; readonly free: boolean }
  | { readonly kind: "list"; readonly item: z.core.$ZodType }
  | { readonly kind: "choice"; readonly options: readonly z.core.$ZodType[] }
  | { readonly kind: "value"; readonly words: string }

/** Looks through the wrappers of a schema. */
export function shapeOf(schema: z.core.$ZodType): Shape {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault)
    return shapeOf(schema.unwrap())
  if (schema instanceof z.ZodObject) {
    const rest = schema.def.catchall
    return { kind: "object", keys: schema.shape, open: rest !== undefined && !(rest instanceof z.ZodNever) }
  }
  if (schema instanceof z.ZodRecord)
    return { kind: "map", value: schema.valueType, free: schema.valueType instanceof z.ZodUnknown }
  if (schema instanceof z.ZodArray) return { kind: "list", item: schema.element }
  if (schema instanceof z.ZodUnion) return { kind: "choice", options: schema.options }
  return { kind: "value", words: valueWords(schema) }
}

function valueWords(schema: z.core.$ZodType): string {
  if (schema instanceof z.ZodBoolean) return "true or false"
  if (schema instanceof z.ZodNumber) return schema.isInt ? "whole number" : "number"
  if (schema instanceof z.ZodString) return "text"
  if (schema instanceof z.ZodEnum) return schema.options.map((option) => `\`${option}\``).join(", ")
  return "anything"
}

/** A schema's type in a few words, for the documentation. */
export function typeWords(schema: z.core.$ZodType): string {
  const shape = shapeOf(schema)
  if (shape.kind === "object") return "map"
  if (shape.kind === "map") return shape.free ? "map" : `map of ${typeWords(shape.value)}`
  if (shape.kind === "list") return `list of ${plural(typeWords(shape.item))}`
  if (shape.kind === "choice") return shape.options.map(typeWords).join(" or ")
  return shape.words
}

function plural(words: string): string {
  if (words === "anything") return words
  if (words === "text") return "texts"
  return words.replace(/^(map|whole number|number)\b/, "$1s")
}

/** The schemas a step of a path can lead to: the key of an object or map, the item of a list, through any choice. */
function into(schema: z.core.$ZodType, step: string | number): z.core.$ZodType[] {
  const shape = shapeOf(schema)
  if (shape.kind === "choice") return shape.options.flatMap((option) => into(option, step))
  if (shape.kind === "list") return typeof step === "number" ? [shape.item] : []
  if (shape.kind === "map") return typeof step === "string" ? [shape.value] : []
  if (shape.kind === "value" || typeof step !== "string" || !Object.hasOwn(shape.keys, step)) return []
  const found = shape.keys[step]
  return found === undefined ? [] : [found]
}

/** The schemas a path can mean; empty when the schema does not know it. */
export function schemasAt(root: z.core.$ZodType, path: readonly (string | number)[]): z.core.$ZodType[] {
  return path.reduce<z.core.$ZodType[]>((level, step) => level.flatMap((schema) => into(schema, step)), [root])
}

/** Every key of every object in the schema, with the path of the objects it may stand in (`[]` for any item, `*` for any name). */
export function allKeys(root: z.core.$ZodType): Map<string, string[]> {
  const found = new Map<string, string[]>()
  const visit = (schema: z.core.$ZodType, path: string) => {
    const shape = shapeOf(schema)
    if (shape.kind === "list") visit(shape.item, `${path}[]`)
    else if (shape.kind === "map") visit(shape.value, `${path}.*`)
    else if (shape.kind === "choice") for (const option of shape.options) visit(option, path)
    else if (shape.kind === "object") {
      for (const [key, value] of Object.entries(shape.keys)) {
        const places = found.get(key)
        if (places) places.push(path)
        else found.set(key, [path])
        visit(value, path === "" ? key : `${path}.${key}`)
      }
    }
  }
  visit(root, "")
  return found
}
