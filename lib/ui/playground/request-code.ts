import { NODE_IMPORT } from "../snippets/clients"
import { quoted, shell } from "../snippets/quote"

interface RequestFacts {
  readonly origin: string
  readonly key: string
  readonly body: Readonly<Record<string, unknown>>
}

export const CODE_LANGUAGES = ["curl", "Python", "Node"] as const
export type CodeLanguage = (typeof CODE_LANGUAGES)[number]

/** A chat request as code that sends the same. */
export function requestCode(language: CodeLanguage, facts: RequestFacts): string {
  if (language === "curl") return curl(facts)
  return language === "Python" ? python(facts) : node(facts)
}

function curl({ origin, key, body }: RequestFacts): string {
  return [
    `curl ${origin}/v1/chat/completions \\`,
    `  -H ${shell(`Authorization: Bearer ${key}`)} \\`,
    '  -H "Content-Type: application/json" \\',
    `  -d ${shell(JSON.stringify(body, null, 2))}`,
  ].join("\n")
}

function python({ origin, key, body }: RequestFacts): string {
  const fields = Object.entries(body).map(([name, value]) => `    ${name}=${pythonOf(value, 1)},`)
  return [
    "from openai import OpenAI",
    "",
    `client = OpenAI(base_url=${quoted(`${origin}/v1`)}, api_key=${quoted(key)})`,
    "",
    "answer = client.chat.completions.create(",
    ...fields,
    ")",
    "print(answer.choices[0].message.content)",
  ].join("\n")
}

function node({ origin, key, body }: RequestFacts): string {
  return `${NODE_IMPORT}

const client = new OpenAI({ baseURL: ${quoted(`${origin}/v1`)}, apiKey: ${quoted(key)} })

const answer = await client.chat.completions.create(${JSON.stringify(body, null, 2)})
console.log(answer.choices[0].message.content)`
}

/** JSON as Python writes it. */
function pythonOf(value: unknown, depth: number): string {
  if (value === null || value === undefined) return "None"
  if (typeof value === "boolean") return value ? "True" : "False"
  if (typeof value === "string") return quoted(value)
  if (typeof value !== "object") return String(value)
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"]
  const items = Array.isArray(value)
    ? value.map((item) => pythonOf(item, depth + 1))
    : Object.entries(value).map(([name, item]) => `${quoted(name)}: ${pythonOf(item, depth + 1)}`)
  const whole = `${open}${items.join(", ")}${close}`
  if (whole.length < 90) return whole
  const indent = "    ".repeat(depth + 1)
  return `${open}\n${items.map((item) => `${indent}${item},\n`).join("")}${"    ".repeat(depth)}${close}`
}
