import { readFileSync } from "node:fs"
import { gunzipSync } from "node:zlib"
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020"
import formats from "ajv-formats"

interface Answers {
  readonly content?: Readonly<Record<string, { readonly schema: unknown }>>
}
interface Document {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly responses: Readonly<Record<string, Answers>> }>>>
  >
}

/** What endpoints answer, of OpenAI's published OpenAPI 3.1 document: those paths and their schemas, without descriptions. */
const FILE = new URL("./testdata/openai-openapi.json.gz", import.meta.url)
const document = JSON.parse(gunzipSync(readFileSync(FILE)).toString("utf8"), nullable) as Document

const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true, verbose: false })
formats.default(ajv)
ajv.addFormat("unixtime", true)
ajv.addSchema(document, "openai")
/** The document says OpenAPI 3.0's `nullable` in places, and means it: its own examples have null there. */
function nullable(_name: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("nullable" in value)) return value
  const { nullable: may, ...schema } = value
  return may === true ? { anyOf: [schema, { type: "null" }] } : schema
}
const compiled = new Map<string, ValidateFunction>()

/** What of a value breaks one of OpenAI's published schemas (`CreateChatCompletionResponse`), as "path why"; empty when it is right. */
export function openAiViolations(value: unknown, name: string): string[] {
  return violations(value, `/components/schemas/${name}`)
}

/**
 * What of a successful answer breaks OpenAI's document.
 * @param endpoint as the document writes it: `POST /chat/completions`
 * @param type which of its answers: `application/json`, or `text/event-stream` for one event of a stream
 */
export function answerViolations(value: unknown, endpoint: string, type = "application/json"): string[] {
  const [method = "", path = ""] = endpoint.split(" ")
  const pointer = ["", "paths", path, method.toLowerCase(), "responses", "200", "content", type, "schema"]
  return violations(value, pointer.map((part) => part.replaceAll("/", "~1")).join("/"))
}

function violations(value: unknown, pointer: string): string[] {
  const found = compiled.get(pointer)
  const validate = found ?? ajv.compile({ $ref: `openai#${encodeURI(pointer)}` })
  if (found === undefined) compiled.set(pointer, validate)
  return validate(value) ? [] : readable(validate.errors ?? [])
}

/** Of a union only what its member of the same `type` says: the others are not meant. */
function readable(errors: readonly ErrorObject[]): string[] {
  const place = ({ instancePath }: ErrorObject) => instancePath.replace(/\/type$/, "")
  const member = (e: ErrorObject) => `${place(e)} ${/schemas\/([^/]+)/.exec(e.schemaPath)?.[1]}`
  const others = errors.filter((e) => e.instancePath.endsWith("/type") && e.keyword === "enum").map(member)
  const meant = errors.filter((e) => !others.includes(member(e)) && e.keyword !== "oneOf" && e.keyword !== "anyOf")
  return (meant.length === 0 ? errors : meant).map(
    ({ instancePath, message, params }) => `${instancePath || "/"} ${message} ${JSON.stringify(params)}`,
  )
}
