interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly description?: string
}

/** An operation of our own API document, as far as its page shows it. */
export interface DocumentedOperation {
  readonly summary?: string
  readonly description?: string
  readonly tags?: readonly string[]
  readonly parameters?: readonly {
    readonly name: string
    readonly in: string
    readonly required?: boolean
    readonly description?: string
    readonly schema?: Schema
  }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> }
  readonly security?: readonly unknown[]
}

interface Placed {
  readonly path: string
  readonly method: string
  readonly operation: DocumentedOperation
}

type Named = Readonly<Record<string, unknown>>

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
}

/** Text as HTML. */
export function safe(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? character)
}

/** One endpoint, closed: method, path and summary; open: its parameters, fields and an example. */
export function operationHtml({ path, method, operation }: Placed, named: Named): string {
  const { summary = "", parameters = [], requestBody, security } = operation
  const [type = "", content] = Object.entries(requestBody?.content ?? {})[0] ?? []
  const body = content?.schema
  const rows = [
    ...parameters.map((each) =>
      row({
        name: each.name,
        place: each.in,
        required: each.required === true,
        schema: each.schema ?? {},
        said: each.description,
      }),
    ),
    ...Object.entries(body?.properties ?? {}).map(([name, schema]) =>
      row({
        name,
        place: type === "multipart/form-data" ? "form" : "body",
        required: body?.required?.includes(name) === true,
        schema,
        said: schema.description,
      }),
    ),
  ].join("")
  const table =
    rows === ""
      ? "<p>No parameters.</p>"
      : `<div class="wide" tabindex="0"><table><thead><tr><th scope="col">Name</th><th scope="col">In</th><th scope="col">Type</th><th scope="col">What it is</th></tr></thead><tbody>${rows}</tbody></table></div>`
  const open = security?.length === 0 ? "<p>Needs no key.</p>" : ""
  return `<details data-text="${safe(`${method} ${path} ${summary}`.toLowerCase())}"><summary><b class="${method.toLowerCase()}">${method}</b> <code>${broken(path)}</code> <span>${safe(summary)}</span></summary>${open}${table}<pre tabindex="0">${safe(example({ path, method, operation }, { type, body }))}</pre></details>`

  function row(field: {
    name: string
    place: string
    required: boolean
    schema: Schema
    said: string | undefined
  }): string {
    const star = field.required ? ' <em title="required">required</em>' : ""
    return `<tr><td><code>${safe(field.name)}</code>${star}</td><td>${field.place}</td><td>${safe(typeOf(field.schema, named))}</td><td>${safe(field.said ?? "")}</td></tr>`
  }
}

/** A long path may break at its slashes. */
const broken = (path: string) => safe(path).replaceAll("/", "/<wbr>")

function typeOf(schema: Schema, named: Named): string {
  if (schema.$ref !== undefined) return typeOf((named[schema.$ref.split("/").at(-1) ?? ""] ?? {}) as Schema, named)
  if (schema.enum !== undefined) return schema.enum.map(String).join(" | ")
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map((each) => typeOf(each, named)))].join(" | ")
  if (schema.type === "array") return `list of ${typeOf(schema.items ?? {}, named)}`
  return typeof schema.type === "string" ? schema.type : (schema.type?.join(" | ") ?? "any")
}

function example(
  { path, method, operation }: Placed,
  { type, body }: { type: string; body: Schema | undefined },
): string {
  const query = (operation.parameters ?? []).filter((each) => each.in === "query" && each.required)
  const asked = query.map(({ name }) => `${name}=…`).join("&")
  const lines = [
    `curl ${method === "GET" ? "" : `-X ${method} `}"$TOLLGATE_URL${path}${asked === "" ? "" : `?${asked}`}"`,
  ]
  if (operation.security?.length !== 0) lines.push('-H "Authorization: Bearer $TOLLGATE_KEY"')
  const required = body?.required ?? Object.keys(body?.properties ?? {}).slice(0, 1)
  if (type === "multipart/form-data")
    lines.push(...required.map((name) => `-F ${name}=${["file", "image"].includes(name) ? "@file" : "…"}`))
  else if (body !== undefined) {
    const fields = required.map((name) => [name, sample(name, body.properties?.[name])])
    lines.push('-H "Content-Type: application/json"', `-d '${JSON.stringify(Object.fromEntries(fields))}'`)
  }
  return lines.join(" \\\n  ")
}

function sample(name: string, schema: Schema | undefined): unknown {
  if (name === "messages") return [{ role: "user", content: "Hello" }]
  if (schema?.type === "array") return []
  if (schema?.type === "object") return {}
  if (schema?.type === "boolean") return true
  if (schema?.type === "number" || schema?.type === "integer") return 1
  return schema?.enum?.[0] ?? "…"
}
