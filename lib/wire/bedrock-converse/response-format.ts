import { GatewayError } from "#lib/core/errors"
import { objectSchema } from "../anthropic-messages/tools"
import { JSON_TOOL } from "../anthropic-messages/types"
import type { ChatRequest, ResponseFormat } from "../chat"
import { asObject, asObjects, asText, type Json, parseJson } from "../read-json"
import { hasNativeSchema } from "./model-family"

/** How a `response_format` is asked for: by Bedrock's own field, by a tool whose input is the answer, or not at all. */
export interface AnswerFormat {
  readonly outputConfig: Json | null
  readonly tool: Json | null
}

/** Hub → how this model is made to answer in JSON. Throws `invalid_request` for a format without a schema. */
export function answerFormat(chat: ChatRequest): AnswerFormat {
  const format = chat.response_format
  const rest = asObject(chat.outputConfig)
  if (!format || format.type === "text") return { outputConfig: rest, tool: null }
  if (format.type === "json_object") {
    const inputSchema = { json: { type: "object", additionalProperties: true, properties: {} } }
    const tool = { name: JSON_TOOL, description: "Give the answer as a JSON object.", inputSchema }
    return { outputConfig: rest, tool }
  }
  const wanted = format.type === "json_schema" ? format.json_schema : undefined
  if (!wanted) {
    const message =
      '`response_format` must be {"type": "text"}, {"type": "json_object"} or a `json_schema` with a schema.'
    throw new GatewayError("invalid_request", message, { param: "response_format" })
  }
  const { name, description } = wanted
  if (hasNativeSchema(chat.model)) {
    const schema = JSON.stringify(closed(objectSchema(wanted.schema)))
    const jsonSchema = { name, ...(description ? { description } : {}), schema }
    const textFormat = { type: "json_schema", structure: { jsonSchema } }
    return { outputConfig: { ...rest, textFormat }, tool: null }
  }
  const inputSchema = { json: objectSchema(wanted.schema) }
  const tool = { name: JSON_TOOL, description: description ?? `Give the answer as \`${name}\`.`, inputSchema }
  return { outputConfig: rest, tool }
}

/** Bedrock wants every object of a schema to say that it has no other properties. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed)
  const given = asObject(schema)
  if (!given) return schema
  const out: Json = {}
  for (const [name, value] of Object.entries(given)) out[name] = isData(name) ? value : closed(value)
  if (given.type === "object" && asObject(given.properties) && out.additionalProperties === undefined)
    out.additionalProperties = false
  return out
}

/** Keywords whose value is data, not a schema. */
const isData = (name: string) => name === "const" || name === "enum" || name === "default" || name === "examples"

/** `outputConfig` → the hub's `response_format`, and what else it holds. */
export function formatToHub(value: unknown): Json {
  const { textFormat, ...rest } = asObject(value) ?? {}
  const out: Json = {}
  const format = asObject(textFormat)
  const wanted = asObject(asObject(format?.structure)?.jsonSchema)
  if (format && wanted) {
    const schema = asObject(wanted.schema) ?? asObject(parseJson(asText(wanted.schema) ?? ""))
    const description = asText(wanted.description)
    const json_schema = {
      name: asText(wanted.name) ?? "answer",
      ...(description === null ? {} : { description }),
      ...(schema ? { schema } : {}),
    }
    out.response_format = { type: "json_schema", json_schema } satisfies ResponseFormat
  } else if (format) rest.textFormat = format
  if (Object.keys(rest).length > 0) out.outputConfig = rest
  return out
}

/** A call of the reserved JSON tool, which is the answer's text in disguise; null when there is none. */
export function jsonAnswer(blocks: readonly Json[]): Json | null {
  return asObjects(blocks.map((block) => block.toolUse)).find((use) => use.name === JSON_TOOL) ?? null
}
