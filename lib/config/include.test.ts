import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { afterEach, beforeEach, expect, it } from "vitest"
import { loadConfig } from "./load"

let dir = ""
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "include-"))
})
afterEach(() => rm(dir, { recursive: true }))

async function files(contents: Record<string, string>) {
  for (const [name, text] of Object.entries(contents)) {
    await mkdir(dirname(join(dir, name)), { recursive: true })
    await writeFile(join(dir, name), text)
  }
  const loaded = await loadConfig({ path: join(dir, "config.yaml"), env: { KEY: "k" } })
  const short = (path: string) => path.slice(dir.length + 1)
  const shown = loaded.findings.filter(({ severity }) => severity !== "info")
  return {
    config: loaded.config,
    files: loaded.files.map(short),
    said: shown.map(
      (f) => `${short(f.file)}:${f.line}:${f.column} ${f.severity} ${f.message.replaceAll(`${dir}/`, "")}`,
    ),
  }
}
const model = (name: string) =>
  `  - {model_name: ${name}, litellm_params: {model: openai/${name}, api_key: os.environ/KEY}}\n`

it("joins lists, merges maps, and the including file wins", async () => {
  const {
    config,
    said,
    files: read,
  } = await files({
    "config.yaml": `include: [more/a.yaml]\nmodel_list:\n${model("one")}router_settings: {num_retries: 1, model_group_alias: {x: one}}\n`,
    "more/a.yaml": `include: [b.yaml]\nmodel_list:\n${model("two")}router_settings: {num_retries: 9, timeout: 5, model_group_alias: {y: two}}\n`,
    "more/b.yaml": `model_list:\n${model("three")}environment_variables: {A: 1}\ngeneral_settings: {completion_model: os.environ/A}\n`,
  })
  expect(said).toEqual([])
  expect(read).toEqual(["config.yaml", "more/a.yaml", "more/b.yaml"])
  expect(config.model_list.map((m) => m.model_name)).toEqual(["one", "two", "three"])
  expect(config.router_settings).toMatchObject({
    num_retries: 1,
    timeout: 5,
    model_group_alias: { x: "one", y: "two" },
  })
  expect(config.general_settings.completion_model).toBe("1")
})

it("a finding names the file, line and column of where the mistake is", async () => {
  const { said } = await files({
    "config.yaml": "include:\n  - a.yaml\n",
    "a.yaml": "\nrouter_settings:\n  timeot: 1\n",
  })
  expect(said).toEqual(["a.yaml:3:3 error unknown key"])
})

it("files that include each other are an error where the circle closes", async () => {
  const { said } = await files({ "config.yaml": "include: [a.yaml]\n", "a.yaml": "include:\n  - config.yaml\n" })
  expect(said).toEqual(["a.yaml:2:5 error these files include each other in a circle"])
  expect((await files({ "config.yaml": "include: [config.yaml]\n" })).said).toEqual([
    "config.yaml:1:11 error these files include each other in a circle",
  ])
})

it("a file included twice counts once", async () => {
  const { config, said } = await files({
    "config.yaml": "include: [a.yaml, ./a.yaml]\n",
    "a.yaml": `model_list:\n${model("one")}`,
  })
  expect(said).toEqual(["config.yaml:1:19 warning ./a.yaml is included twice; it counts once"])
  expect(config.model_list).toHaveLength(1)
})

it("a file that is not there, or not on this machine, or not YAML, is an error at its place", async () => {
  const { said } = await files({
    "config.yaml": "include:\n  - gone.yaml\n  - https://example.com/c.yaml\n  - bad.yaml\n",
    "bad.yaml": "a: [1,\n",
  })
  expect(said).toEqual([
    "bad.yaml:2:1 error the indentation does not fit",
    "config.yaml:2:5 error gone.yaml does not exist",
    "config.yaml:3:5 error only files of this machine can be included",
  ])
})
