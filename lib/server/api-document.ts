import { openApiDocument } from "#lib/admin/openapi"
import type { Resource } from "#lib/admin/resource"
import type { JsonSchema } from "#lib/admin/schemas"
import type { Operation } from "#lib/gateway/operation"
import type { OperationNote } from "./note-fields"
import { OPERATION_NOTES } from "./operation-notes"

type Json = Record<string, unknown>

const ERROR = { $ref: "#/components/responses/Error" }
const PASSED: OperationNote = {
  tag: "pass-through",
  summary: "The provider's own API, by the gateway's key for it; {endpoint} may have slashes",
}
const PROBES: Readonly<Record<string, string>> = {
  "/docs": "This API as a page",
  "/health/liveliness": "The process lives",
  "/health/liveness": "The process lives",
  "/health/readiness": "The process can serve",
  "/openapi.json": "This API as an OpenAPI document",
  "/routes": "Every path with its methods",
}

export interface ApiSurface {
  readonly resources: readonly Resource[]
  readonly operations: readonly Operation[]
  readonly version: string
}

/** The OpenAPI 3.1 document of everything served: management from its resources, the data plane from its operations, the public probes. */
export function apiDocument({ resources, operations, version }: ApiSurface): Json {
  const management = openApiDocument(resources, version)
  const paths: Record<string, Json> = {}
  for (const op of operations) addOperation(paths, op)
  for (const [path, summary] of Object.entries(PROBES)) paths[path] = { get: probe(path, summary) }
  for (const [path, methods] of Object.entries(management.paths as Record<string, Json>))
    paths[path] = { ...methods, ...paths[path] }
  const tags = new Set([...operations.map((op) => noteOf(op).tag), "info"])
  const components = management.components as Json
  return {
    ...management,
    info: {
      ...(management.info as Json),
      title: "Tollgate API",
      description:
        "Models under OpenAI's, Anthropic's, Gemini's and Cohere's paths, and management under LiteLLM's. Money is in US dollars.",
    },
    tags: [
      ...[...tags].map((name) => ({ name })),
      ...(management.tags as { name: string }[]).filter((t) => !tags.has(t.name)),
    ],
    paths,
    components: {
      ...components,
      responses: {
        Error: {
          description: "Refused or failed, in the shape of the API that was called; here OpenAI's",
          content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
        },
      },
    },
  }
}

function noteOf({ id }: Operation): OperationNote {
  const note = OPERATION_NOTES[id]
  if (note !== undefined) return note
  if (id.startsWith("pass_through.")) return PASSED
  throw new Error(`the API document does not know the operation ${id}: add it to operation-notes.ts`)
}

/** The canonical path and its aliases: one operation each, so that whoever looks for a path finds it. */
function addOperation(paths: Record<string, Json>, op: Operation): void {
  const [canonical = ""] = op.paths
  op.paths.forEach((written, index) => {
    const path = shown(written)
    const alias = index === 0 ? {} : { description: `The same as ${shown(canonical)}.` }
    const operationId = index === 0 ? op.id : `${op.id}.${index + 1}`
    paths[path] = { ...paths[path], [op.method.toLowerCase()]: described(op, written, { operationId, ...alias }) }
  })
}

const shown = (path: string): string => path.replace(/(?<=\/):(\w+)/g, "{$1}")

function described(op: Operation, path: string, head: Json): Json {
  const note = noteOf(op)
  const named = [...path.matchAll(/(?<=\/):(\w+)/g)].map(([, name = ""]) => name)
  const parameters = [
    ...named.map((name) => ({ name, in: "path", required: true, schema: { type: "string" } })),
    ...Object.entries(note.query ?? {}).map(([name, { description, ...schema }]) => ({
      name,
      in: "query",
      description,
      schema,
    })),
  ]
  return {
    ...head,
    summary: note.summary,
    tags: [note.tag],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(note.fields === undefined ? {} : { requestBody: bodyOf(note, named) }),
    responses: { 200: { description: "Done", content: answerOf(note) }, default: ERROR },
    "x-data-plane": true,
  }
}

function bodyOf(note: OperationNote, named: readonly string[]): Json {
  const required = (note.required ?? []).filter((field) => !named.includes(field))
  const schema: JsonSchema = {
    type: "object",
    properties: note.fields ?? {},
    ...(required.length > 0 ? { required } : {}),
  }
  return { required: true, content: { [note.form ? "multipart/form-data" : "application/json"]: { schema } } }
}

function answerOf({ fields, answers }: OperationNote): Json {
  const json = { "application/json": { schema: { type: "object" } } }
  const events = { "text/event-stream": { schema: { type: "string" } } }
  if (answers === "bytes") return { "application/octet-stream": {} }
  if (answers === "events") return events
  return fields !== undefined && "stream" in fields ? { ...json, ...events } : json
}

function probe(path: string, summary: string): Json {
  const operationId = path.slice(1).replaceAll(/[/.]/g, "_")
  const content = path === "/docs" ? { "text/html": {} } : { "application/json": {} }
  const responses = { 200: { description: "Done", content } }
  return { operationId, summary, tags: ["info"], security: [], responses, "x-data-plane": true }
}
