import { z } from "zod"
import { effectOf, IN_EFFECT } from "./in-effect"
import { configSchema } from "./schema"
import { type Shape, shapeOf, typeWords } from "./schema/walk"

const HEAD = `# Configuration

The gateway reads LiteLLM's \`config.yaml\` as it is: \`tollgate --config config.yaml\`. \`--validate\` checks a file and
lists everything there is to say about it, with line and column; with \`--strict\` a warning fails it too.

- \`os.environ/NAME\` in any value is replaced by the environment variable NAME when the file is read.
- Every key listed here is accepted. What the gateway acts on is in the tables; the others are reported as "accepted,
  not yet in effect", so that nothing is ignored in silence.
- An unknown key is an error that says what it was probably meant to be. \`litellm_params\` also takes parameters
  unknown here, with a warning; \`model_info\` and other maps for notes take anything.
- Custom prices: every \`*_cost_per_*\` and \`cache_*_token_cost*\` name of LiteLLM is accepted in \`litellm_params\` and
  \`model_info\`, in dollars.

This page is generated from the schema (\`lib/config/schema.ts\`) and the table of what is in effect
(\`lib/config/in-effect.ts\`); \`vitest run lib/config/document.test.ts -u\` writes it anew.

## Changing settings while it runs

\`general_settings\`, \`litellm_settings\` and \`router_settings\` can also be changed on the page Settings of the dashboard and
over the API. What is changed there is kept in the database and counts before the file; the page says so, and shows the line
of the file it covers.

- \`GET /config/list\` has every setting with its value, where it comes from (file and line, environment, database, built-in)
  and what it does; \`POST /config/update\` changes some, \`{"router_settings": {"num_retries": 3}}\`; null takes a stored one
  out again, so that the file counts.
- A change is judged with the rest of the configuration by the same loader. One with errors changes nothing: 400 with the
  findings. \`POST /config/preview\` says what would differ and what there is to say about it, and stores nothing.
- Every process takes it at once. What is read at the start only (\`proxy_batch_write_at\`, \`user_api_key_cache_ttl\`, how many
  measurements of speed are kept) counts from the next start.
- Each save is a version: \`GET /config/versions\`, \`POST /config/rollback {"version": 3}\`; 0 is the file alone.
- Secrets are stored encrypted, like those of models, and never shown. Of the environment only providers' variables may be
  named (\`os.environ/OPENAI_API_KEY\`).
- The master key, the database, Redis, \`allowed_routes\` and what belongs to the machine are changed in the file only.
- \`general_settings.store_model_in_db: false\` in the file leaves stored settings aside: the way out when one of them locks
  everybody out.
`

/** The text of docs/config.md. */
export function documentConfig(): string {
  const top = shapeOf(configSchema)
  const keys = top.kind === "object" ? top.keys : {}
  const sections = Object.entries(keys).map(([name, schema]) => section({ name, pattern: name, schema }))
  return `${[HEAD, ...sections].join("\n").trimEnd()}\n`
}

interface Part {
  readonly name: string
  readonly pattern: string
  readonly schema: z.core.$ZodType
}

/** One heading with what is below it; objects inside that are partly in effect get a heading of their own. */
function section({ name, pattern, schema }: Part): string {
  const effect = effectOf(pattern)
  const shape = inside(schema)
  const lines = [`## ${name}`, ""]
  if (effect === "whole") lines.push(`${typeWords(schema)}. ${IN_EFFECT[pattern] ?? ""}`, "")
  if (effect === "none") lines.push("Accepted, not yet in effect.", "")
  if (shape?.kind !== "object") return lines.join("\n")
  const prefix =
    shapeOf(schema).kind === "list" ? `${pattern}[]` : shapeOf(schema).kind === "map" ? `${pattern}.*` : pattern
  const parts: Part[] = Object.entries(shape.keys).map(([key, value]) => ({
    name: key,
    pattern: `${prefix}.${key}`,
    schema: value,
  }))
  const acted = parts.filter((part) => effectOf(part.pattern) === "whole")
  const deeper = parts.filter((part) => effectOf(part.pattern) === "part")
  const rest = parts.filter((part) => effectOf(part.pattern) === "none")
  if (acted.length > 0)
    lines.push("| key | type | default | what it does |", "| --- | --- | --- | --- |", ...acted.map(row), "")
  if (rest.length > 0) {
    if (effect !== "none") lines.push("Accepted, not yet in effect:", "")
    lines.push(wrapped(rest.map((part) => `\`${part.name}\` (${typeWords(part.schema)})`)), "")
  }
  const below = deeper.map((part) =>
    section({ ...part, name: `${name}${prefix.endsWith("[]") ? "[]" : ""}.${part.name}` }),
  )
  return [...lines, ...below].join("\n")
}

/** The object a section is made of: itself, or what its list or map holds. */
function inside(schema: z.core.$ZodType): Shape | null {
  const shape = shapeOf(schema)
  if (shape.kind === "list") return shapeOf(shape.item)
  return shape.kind === "map" ? shapeOf(shape.value) : shape
}

function row({ name, pattern, schema }: Part): string {
  const given = schema instanceof z.ZodDefault ? `\`${JSON.stringify(schema.def.defaultValue)}\`` : ""
  return `| \`${name}\` | ${typeWords(schema)} | ${given} | ${IN_EFFECT[pattern] ?? ""} |`
}

function wrapped(words: readonly string[]): string {
  const lines = [""]
  for (const [i, word] of words.entries()) {
    const text = i === words.length - 1 ? `${word}.` : `${word},`
    const line = lines.at(-1) ?? ""
    if (line.length + text.length > 118) lines.push(text)
    else lines[lines.length - 1] = line === "" ? text : `${line} ${text}`
  }
  return lines.join("\n")
}
