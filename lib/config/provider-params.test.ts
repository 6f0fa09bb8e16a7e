import { readdirSync, readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { effectOf } from "./in-effect"
import { parseConfig } from "./load"

const providers = new URL("../providers/", import.meta.url)
const sources = readdirSync(providers, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
  .map((name) => readFileSync(new URL(name, providers), "utf8"))
const READ = [/\bparams\.([a-z]\w*)/g, /(?:textOf\(given, |look\()"(\w+)"/g]
const NAMES = /of? \[((?:"\w+",? ?)+)\]\)?\s+if \(params\[|\[((?:"\w+",? ?)+)\]\.some\(\(name\) =>[^)]*params\[name/g

/** Every parameter of a deployment that a provider's source reads. */
const read = new Set(
  sources.flatMap((source) => [
    ...READ.flatMap((pattern) => [...source.matchAll(pattern)].map((match) => match[1] ?? "")),
    ...[...source.matchAll(NAMES)].flatMap((match) => (match[1] ?? match[2] ?? "").match(/\w+/g) ?? []),
  ]),
)
/** And those that the router hands on, or acts on for them. */
const handed =
  "allow_private_image_urls dimensions encoding_format input_type task_type voice size quality language".split(" ")
const prices = [
  ..."input_cost_per_second output_cost_per_second input_cost_per_character input_cost_per_image".split(" "),
  ..."output_cost_per_image input_cost_per_pixel input_cost_per_query input_cost_per_audio_token".split(" "),
  ..."input_cost_per_token_priority output_cost_per_token_flex input_cost_per_token_above_200k_tokens".split(" "),
  "output_cost_per_reasoning_token",
]
const FLAGS = new Set(["allow_private_image_urls"])

describe("parameters of a deployment that have an effect", () => {
  it("are found in the providers' sources", () => {
    expect(read.size).toBeGreaterThan(25)
    for (const name of ["aws_role_name", "vertex_credentials", "space_id", "tenant_id"]) expect(read).toContain(name)
  })

  it.each([...read, ...handed, ...prices].sort())("%s is known, and said to have one", async (name) => {
    const value =
      FLAGS.has(name) || name === "dimensions" || prices.includes(name) ? (FLAGS.has(name) ? "true" : "1") : '"eu"'
    if (name === "api_base") return void expect(effectOf(`model_list[].litellm_params.${name}`)).toBe("whole")
    const own = name === "model" ? "" : `, ${name}: ${value}`
    const text = `model_list: [{model_name: m, litellm_params: {model: openai/m${own}}}]`
    const { findings } = await parseConfig(text, { file: "t.yaml", env: {} })
    expect(findings.filter(({ path }) => path.includes(name)).map(({ message }) => message)).toEqual([])
    expect(effectOf(`model_list[].litellm_params.${name}`)).toBe("whole")
  })
})
