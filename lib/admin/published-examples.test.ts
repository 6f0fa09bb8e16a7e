import { readdirSync, readFileSync } from "node:fs"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { z } from "zod"
import { type Harness, harness, MASTER_KEY } from "#lib/testing/harness"

/**
 * What LiteLLM's documentation tells people to send, and what it says they get. Bodies are as printed, without the comments and
 * trailing commas that are no JSON.
 */
const Example = z.strictObject({
  name: z.string(),
  /** File and line in BerriAI/litellm-docs, the route of the API reference, or "setup": what the example takes for granted. */
  source: z.string(),
  method: z.string(),
  path: z.string(),
  headers: z.record(z.string(), z.string()),
  /** Whose key is sent instead of the printed one: a kept value; absent, the master key. */
  as: z.string().optional(),
  body: z.unknown().optional(),
  /** Printed placeholder → kept value of an earlier answer. */
  fill: z.record(z.string(), z.string()).optional(),
  /** Printed text → other text: names that are taken, dates that are over. */
  rename: z.record(z.string(), z.string()).optional(),
  /** Name → field of the answer (or `header:` and its name) later examples need. */
  keep: z.record(z.string(), z.string()).optional(),
  status: z.int(),
  /** Field → its type ("?": any, null as well), or its value. */
  answer: z
    .record(z.string(), z.union([z.string(), z.object({ is: z.unknown() }), z.object({ atLeast: z.number() })]))
    .optional(),
  answerHeaders: z.record(z.string(), z.string()).optional(),
  note: z.string().optional(),
})
type Example = z.output<typeof Example>

const folder = new URL("./testdata/published-examples/", import.meta.url)
const chapters = readdirSync(folder)
  .filter((file) => file !== "later.json")
  .map((file) => ({
    chapter: file.replace(".json", ""),
    examples: z.array(Example).parse(JSON.parse(readFileSync(new URL(file, folder), "utf8"))),
  }))

/** The models the examples name; $1 and $4 a million tokens, gpt-4 at its price of then. */
const MODELS: readonly (readonly [name: string, more?: { price?: [number, number]; groups?: string[] }])[] = [
  ["gpt-4", { price: [0.00003, 0.00006], groups: ["beta-models"] }],
  ...["gpt-3.5-turbo", "gpt-4o", "gpt-4o-mini", "llama3", "mistral", "fake-openai-endpoint"].map((n) => [n] as const),
  ...["claude-3-5-sonnet", "claude-sonnet-4-5", "claude-haiku-4-5", "claude-sonnet-4-20250514"].map(
    (n) => [n] as const,
  ),
  ...["my-custom-model", "gpt-3.5-turbo-eu", "azure/gpt-3.5-turbo-eu", "BEDROCK_GROUP"].map((n) => [n] as const),
  ["azure-gpt-3.5", { groups: ["azure-models"] }],
  ["openai/*", { groups: ["default-models"] }],
  ["openai/o1-*"],
]
const yaml = `model_list:
${MODELS.map(
  ([name, { price: [input, output] = [0.000001, 0.000004], groups = [] } = {}]) =>
    `  - {model_name: "${name}", litellm_params: {model: openai/ok, api_base: "$MOCK/v1", api_key: mock-secret, input_cost_per_token: ${input}, output_cost_per_token: ${output}}, model_info: {access_groups: ${JSON.stringify(groups)}}}`,
).join("\n")}
litellm_settings:
  budget_exceeded_status_code: 400
`

describe.each(chapters)("LiteLLM's published examples work as printed: $chapter", ({ examples }) => {
  let gw: Harness
  const kept = new Map<string, string>([["master", MASTER_KEY]])
  beforeAll(async () => {
    gw = await harness({
      yaml,
      env: { OPENAI_API_KEY: "sk-any", ANTHROPIC_API_KEY: "sk-any", AZURE_API_KEY: "sk-any" },
    })
    kept.set("$MOCK", gw.mock.url)
  })
  afterAll(() => gw.close())

  const keptValue = (name: string) => {
    const value = kept.get(name)
    if (value === undefined) throw new Error(`no earlier example kept ${name}`)
    return value
  }
  const filled = (text: string, { fill = {}, rename = {} }: Example) => {
    const today = new Date().toISOString().slice(0, 10)
    let result = text.replaceAll("$MOCK", gw.mock.url)
    for (const [printed, other] of Object.entries(rename))
      result = result.replaceAll(printed, other.replace("$today", today))
    for (const [printed, name] of Object.entries(fill)) result = result.replaceAll(printed, keptValue(name))
    return result
  }

  test.each(examples)("$name ($source)", async (example) => {
    const body = example.body === undefined ? "" : filled(JSON.stringify(example.body), example)
    const key = keptValue(example.as ?? "master")
    const headers = Object.entries(example.headers).map(([name, value]) => [
      name,
      isKeyHeader(name) ? keyAs(value, key) : value,
    ])
    await gw.flush()
    const sent = await gw.send(example.method, filled(example.path, example), body, {
      key: null,
      headers: Object.fromEntries(headers),
    })
    expect(sent.status, sent.text).toBe(example.status)
    for (const [field, wanted] of Object.entries(example.answer ?? {})) check(sent.json, field, wanted)
    for (const [header, wanted] of Object.entries(example.answerHeaders ?? {}))
      expect(sent.headers[header], header).toEqual(wanted === "*" ? expect.any(String) : wanted)
    for (const [name, field] of Object.entries(example.keep ?? {}))
      kept.set(
        name,
        z.string().parse(field.startsWith("header:") ? sent.headers[field.slice(7)] : at(sent.json, field)),
      )
  })
})

const isKeyHeader = (name: string) => ["authorization", "x-goog-api-key"].includes(name.toLowerCase())
const keyAs = (printed: string, key: string) => (printed.startsWith("Bearer ") ? `Bearer ${key}` : key)

/** The field of an answer, by its path; `undefined` when there is none. A dot of a name is written `\.`. */
function at(answer: unknown, path: string): unknown {
  let value = answer
  for (const step of path.split(/(?<!\\)\./).map((part) => part.replaceAll("\\.", "."))) {
    if (typeof value !== "object" || value === null) return undefined
    value = (value as Record<string, unknown>)[step]
  }
  return value
}

function check(answer: unknown, field: string, wanted: NonNullable<Example["answer"]>[string]): void {
  const value = at(answer, field)
  const said = `${field} of ${JSON.stringify(answer)}`
  if (typeof wanted === "object" && "is" in wanted) expect(value, said).toEqual(wanted.is)
  else if (typeof wanted === "object") expect(value, said).toBeGreaterThanOrEqual(wanted.atLeast)
  else if (wanted === "?") expect(value, said).not.toBe(undefined)
  else expect(Array.isArray(value) ? "array" : typeof value, said).toBe(wanted)
}
