import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, it } from "vitest"
import { validate } from "./validate"

let dir = ""
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "validate-"))
})
afterEach(() => rm(dir, { recursive: true }))

async function run(text: string, strict = false) {
  const path = join(dir, "c.yaml")
  await writeFile(path, text)
  const lines: string[] = []
  const status = await validate(path, {
    strict,
    env: { KEY: "k" },
    write: (line) => lines.push(line.replaceAll(`${dir}/`, "")),
  })
  return { status, lines }
}
const good = "model_list:\n  - {model_name: m, litellm_params: {model: openai/gpt-4o, api_key: os.environ/KEY}}\n"

it("a good config ends with status 0 and a summary", async () => {
  expect(await run(good)).toEqual({ status: 0, lines: ["c.yaml: valid: 1 model, 0 errors, 0 warnings, 0 notes"] })
})

it("lists every finding at once, in the order of the file, and ends with status 1 for an error", async () => {
  const { status, lines } = await run(
    `${good}general_settings:\n  master_key: sk-1234\n  alerting: [slack]\n  nmae: x\nother: 1\n`,
  )
  expect(status).toBe(1)
  expect(lines.map((line) => line.split(" ").slice(0, 3).join(" "))).toEqual([
    "c.yaml:4:3 warning general_settings.master_key:",
    "c.yaml:5:3 info general_settings.alerting:",
    "c.yaml:6:3 error general_settings.nmae:",
    "c.yaml:7:1 error other:",
    "c.yaml: not valid,",
  ])
  expect(lines.at(-1)).toBe("c.yaml: not valid, 2 errors, 1 warning, 1 note")
})

it("a warning fails with --strict only; a note never", async () => {
  const warned = `${good}router_settings: {timeout: "30"}\n`
  expect((await run(warned)).status).toBe(0)
  const strict = await run(warned, true)
  expect(strict.status).toBe(1)
  expect(strict.lines.at(-1)).toBe(
    "c.yaml: not valid, 0 errors, 1 warning, 0 notes (with --strict a warning counts as an error)",
  )
  expect((await run(`${good}general_settings: {alerting: [slack]}\n`, true)).status).toBe(0)
})

it("a model without a known price is a note, unless its price is given", async () => {
  const mine = (more: string) => `${good}  - {model_name: mine, litellm_params: {model: openai/m, api_key: k${more}}}\n`
  const { status, lines } = await run(mine(""), true)
  expect(status).toBe(0)
  expect(lines[0]).toContain("c.yaml info mine (openai/m): its price is not known")
  expect(lines[0]).toContain("input_cost_per_token")
  expect(lines[1]).toBe("c.yaml: valid: 2 models, 0 errors, 0 warnings, 1 note")
  expect((await run(mine(", input_cost_per_token: 0, output_cost_per_token: 0"))).lines).toHaveLength(1)
})

it("a file that does not exist ends with status 1", async () => {
  const lines: string[] = []
  expect(await validate(join(dir, "gone.yaml"), { strict: false, env: {}, write: (line) => lines.push(line) })).toBe(1)
  expect(lines[0]).toContain("the config file does not exist")
})

it.each([
  ["opnai/gpt-4o", "", 'No provider is known as "opnai". Did you mean openai/…?'],
  ["groq/llama", "", "groq needs a key: set api_key (os.environ/NAME) or the environment variable GROQ_API_KEY"],
  ["vllm/llama", "", "vllm needs api_base"],
  ["azure/mine", ", api_key: k", "azure needs api_base, e.g. https://<resource>.openai.azure.com"],
  [
    "azure/mine",
    ', api_key: k, api_base: "https://r.openai.azure.com", api_version: "24"',
    'api_version "24" is no version',
  ],
  ["bedrock/us-esat-1/amazon.nova-micro-v1:0", "", 'no AWS region: "us-esat-1". Did you mean us-east-1'],
  ["bedrock/amazon.nova-micro-v1:0", ", aws_region_name: us-west-9", "Did you mean us-west-1 or us-west-2"],
  [
    "vertex_ai/gemini-2.5-pro",
    ", vertex_project: p, vertex_location: eu-west4",
    "no region of Vertex AI. Did you mean",
  ],
  ["azure/mine", ', api_key: k, api_base: "https://r.azure.openai.com"', "azure.openai.com"],
  ["watsonx/ibm/granite", ", api_key: k, project_id: p, watsonx_region_name: EU!", "is no region"],
])("a deployment that could not serve is an error: %s%s", async (model, more, words) => {
  const text = `model_list:\n  - {model_name: m, litellm_params: {model: ${model}${more}}}\n`
  const { status, lines } = await run(text)
  expect(status).toBe(1)
  expect(lines.find((line) => line.startsWith("c.yaml error model_list[0] (m): "))).toContain(words)
})
