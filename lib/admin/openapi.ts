import type { Resource } from "./resource"
import { type EndpointSchemas, type JsonSchema, schemasOf } from "./schemas"

const ERROR: JsonSchema = {
  type: "object",
  required: ["error"],
  properties: {
    error: {
      type: "object",
      required: ["message", "type", "param", "code"],
      properties: {
        message: { type: "string", description: "What happened and what to do" },
        type: { type: "string" },
        param: { anyOf: [{ type: "string" }, { type: "null" }], description: "The field it is about" },
        code: { type: "string" },
      },
    },
  },
}

/** The OpenAPI 3.1 document of all management endpoints, derived from their definitions. */
export function openApiDocument(resources: readonly Resource[], version: string): Record<string, unknown> {
  const { shapes, endpoints } = schemasOf(resources)
  const paths: Record<string, Record<string, unknown>> = {}
  for (const each of endpoints) {
    const path = each.endpoint.path.replace(/:([^/]+)/g, "{$1}")
    paths[path] = { ...paths[path], [each.endpoint.method.toLowerCase()]: operation(each) }
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Tollgate management API",
      version,
      description: "Keys, spend, models and configuration. Field names are LiteLLM's; money is in US dollars.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/" }],
    security: [{ key: [] }],
    tags: resources.map((resource) => ({ name: resource.name })),
    paths,
    components: {
      securitySchemes: {
        key: {
          type: "http",
          scheme: "bearer",
          description: "The master key, or a virtual key for what it may see of itself",
        },
      },
      schemas: { ...shapes, Error: ERROR },
    },
  }
}

function operation({ endpoint, tag, id, input, output }: EndpointSchemas): Record<string, unknown> {
  const isRead = endpoint.method === "GET"
  const parameters = [...pathParameters(endpoint.path), ...(isRead ? queryParameters(input) : [])]
  return {
    operationId: id,
    summary: endpoint.summary,
    tags: [tag],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(isRead ? {} : { requestBody: { required: true, content: jsonContent(input) } }),
    responses: {
      200: { description: "Done", content: jsonContent(output) },
      default: {
        description: "Refused or failed; 400, 401, 403, 404, 409 and 5xx look alike",
        content: jsonContent({ $ref: "#/components/schemas/Error" }),
      },
    },
  }
}

function pathParameters(path: string): Record<string, unknown>[] {
  return [...path.matchAll(/:([^/]+)/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }))
}

function queryParameters(input: JsonSchema): Record<string, unknown>[] {
  return Object.entries(input.properties ?? {}).map(([name, { description, ...schema }]) => ({
    name,
    in: "query",
    required: input.required?.includes(name) === true,
    ...(description === undefined ? {} : { description }),
    schema,
  }))
}

function jsonContent(schema: JsonSchema): Record<string, unknown> {
  return { "application/json": { schema } }
}
