import { z } from "zod"
import type { Endpoint, Resource } from "./resource"

/** A JSON Schema, as far as this code looks into it. */
export interface JsonSchema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly JsonSchema[]
  readonly allOf?: readonly JsonSchema[]
  readonly items?: JsonSchema
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: JsonSchema | boolean
  readonly description?: string
  readonly default?: unknown
}

export interface EndpointSchemas {
  readonly endpoint: Endpoint
  /** The resource's name: the tag in the API document. */
  readonly tag: string
  /** `key_generate`: unique. */
  readonly id: string
  readonly input: JsonSchema
  readonly output: JsonSchema
}

export interface Schemas {
  /** The shapes with a name, referred to as `#/components/schemas/<name>`. */
  readonly shapes: Readonly<Record<string, JsonSchema>>
  readonly endpoints: readonly EndpointSchemas[]
}

const refTo = (id: string) => `#/components/schemas/${id}`

/** Input and output of every endpoint as JSON Schema (2020-12), with what is shared pulled out by name. */
export function schemasOf(resources: readonly Resource[]): Schemas {
  const endpoints = resources.flatMap((resource) =>
    Object.entries(resource.endpoints).map(([name, endpoint]) => ({
      endpoint,
      tag: resource.name,
      id: `${resource.name}_${name}`,
    })),
  )
  const registry = z.registry<{ id: string }>()
  const named = new Set<z.ZodType>()
  const register = (schema: z.ZodType, id: string) => {
    if (named.has(schema)) return
    named.add(schema)
    registry.add(schema, { id })
  }
  for (const resource of resources) for (const [name, shape] of Object.entries(resource.shapes)) register(shape, name)
  const shapeNames = resources.flatMap((resource) => Object.keys(resource.shapes))
  for (const { endpoint, id } of endpoints) register(endpoint.output, `${id}_output`)
  const outputs = z.toJSONSchema(registry, { uri: refTo, io: "output", override: openEnded }).schemas as Record<
    string,
    JsonSchema
  >
  return {
    shapes: Object.fromEntries(shapeNames.map((name) => [name, plain(outputs[name])])),
    endpoints: endpoints.map(({ endpoint, tag, id }) => {
      const outputId = registry.get(endpoint.output)?.id ?? `${id}_output`
      const output = shapeNames.includes(outputId) ? { $ref: refTo(outputId) } : plain(outputs[outputId])
      return { endpoint, tag, id, input: plain(z.toJSONSchema(endpoint.input, { io: "input" }) as JsonSchema), output }
    }),
  }
}

/** What we answer may gain fields: a reader that refuses an unknown one would break with the next release. */
function openEnded(context: { jsonSchema: { additionalProperties?: unknown } }): void {
  if (context.jsonSchema.additionalProperties === false) delete context.jsonSchema.additionalProperties
}

/** Without the marks of a document of its own: it becomes a part of ours. */
function plain(schema: JsonSchema | undefined): JsonSchema {
  const { $schema: _schema, $id: _id, ...rest } = (schema ?? {}) as JsonSchema & { $schema?: string; $id?: string }
  return rest
}
