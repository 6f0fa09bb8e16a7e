import type { JsonSchema } from "#lib/admin/schemas"

/** What the API document says of an operation of the data plane beyond its method and paths. */
export interface OperationNote {
  readonly tag: string
  readonly summary: string
  /** Fields of a JSON body, or of a form; what is not listed rides along to the provider. */
  readonly fields?: Fields
  readonly required?: readonly string[]
  readonly form?: true
  readonly query?: Fields
  /** What is answered when it is no JSON. */
  readonly answers?: "events" | "bytes"
}

export type Fields = Readonly<Record<string, JsonSchema>>

export const text = (description: string): JsonSchema => ({ type: "string", description })
export const number = (description: string): JsonSchema => ({ type: "number", description })
export const whole = (description: string): JsonSchema => ({ type: "integer", description })
export const flag = (description: string): JsonSchema => ({ type: "boolean", description })
export const object = (description: string): JsonSchema => ({ type: "object", description })
export const list = (description: string, items: JsonSchema = {}): JsonSchema => ({ type: "array", items, description })
/** Fields that many operations have. */
export const model = text("A name of the model list")
export const contents = list("The conversation: role and parts", { type: "object" })
export const metadata = object("For the gateway: tags, spend_logs_metadata, trace and session ids")
