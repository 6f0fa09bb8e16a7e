import { readFileSync } from "node:fs"
import { join } from "node:path"
import { closest } from "#lib/core/closest"

/** A JSON schema, as far as the command line reads it. */
export interface FieldSchema {
  readonly type?: string | readonly string[]
  readonly anyOf?: readonly FieldSchema[]
  readonly description?: string
  readonly enum?: readonly unknown[]
}

interface Operation {
  readonly summary?: string
  /** Calls of models: for clients, not for commands. */
  readonly "x-data-plane"?: true
  readonly parameters?: readonly {
    name: string
    in: string
    required?: boolean
    schema?: FieldSchema
    description?: string
  }[]
  readonly requestBody?: { content?: Record<string, { schema?: BodySchema }> }
}
interface BodySchema {
  readonly properties?: Record<string, FieldSchema>
  readonly required?: readonly string[]
}
type Method = "get" | "post" | "patch" | "put" | "delete"

/** The management API as `/openapi.json` describes it: what the commands are derived from. */
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Partial<Record<Method, Operation>>>>
}

/** One field of a command. */
export interface CommandField {
  readonly name: string
  readonly in: "path" | "query" | "body"
  readonly required: boolean
  readonly schema: FieldSchema
  readonly description: string
}

/** A path with its method, as a command: `key generate` is POST /key/generate. */
export interface ApiCommand {
  readonly words: readonly string[]
  readonly method: string
  readonly path: string
  readonly summary: string
  readonly fields: readonly CommandField[]
}

/** Reads the description that comes with the package. */
export function readApiDocument(packageRoot: string): ApiDocument {
  return JSON.parse(readFileSync(join(packageRoot, "public", "openapi.json"), "utf8")) as ApiDocument
}

/** Every command there is, in the order of the document. A path that several methods have is one command each. */
export function commandsOf({ paths }: ApiDocument): ApiCommand[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => operation["x-data-plane"] !== true)
      .map(([method, operation]) => ({
        words: path.split("/").filter((part) => part !== "" && !part.startsWith("{")),
        method: method.toUpperCase(),
        path,
        summary: operation.summary ?? "",
        fields: fieldsOf(operation),
      })),
  )
}

function fieldsOf({ parameters = [], requestBody }: Operation): CommandField[] {
  const asked = parameters.map(
    ({ name, in: place, required = false, schema = {}, description }): CommandField => ({
      name,
      in: place === "path" ? "path" : "query",
      required,
      schema,
      description: description ?? schema.description ?? "",
    }),
  )
  const body = requestBody?.content?.["application/json"]?.schema
  const sent = Object.entries(body?.properties ?? {}).map(
    ([name, schema]): CommandField => ({
      name,
      in: "body",
      required: body?.required?.includes(name) ?? false,
      schema,
      description: schema.description ?? "",
    }),
  )
  return [...asked, ...sent]
}

/**
 * The command these words and fields mean. Among several of one name: the one all given fields belong to, of those the one with a
 * value for each part of its path. Null when there is none; `near` are commands that look alike.
 */
export function findCommand(
  all: readonly ApiCommand[],
  words: readonly string[],
  given: readonly string[],
): { readonly command: ApiCommand | null; readonly near: readonly string[] } {
  const name = words.join(" ")
  const named = all.filter((command) => command.words.join(" ") === name)
  const fit = named.filter(({ fields }) => given.every((field) => fields.some((one) => one.name === field)))
  const whole = (fit.length > 0 ? fit : named).filter(({ fields }) =>
    fields.every((field) => field.in !== "path" || given.includes(field.name)),
  )
  const command = whole.find(({ method }) => method === (given.length === 0 ? "GET" : method)) ?? whole[0] ?? null
  const names = [...new Set(all.map((each) => each.words.join(" ")))]
  const under = names.filter((each) => each.startsWith(`${name} `))
  return { command, near: under.length > 0 ? under : closest(name, names, 3) }
}
