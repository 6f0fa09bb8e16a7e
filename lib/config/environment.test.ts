import { describe, expect, it } from "vitest"
import { formatFinding } from "./finding"
import { parseConfig } from "./load"

const load = (text: string, env: Record<string, string> = {}) => parseConfig(text, { file: "c.yaml", env })
const said = (text: string, env: Record<string, string> = {}) =>
  load(text, env)
    .findings.filter(({ severity }) => severity !== "info")
    .map(formatFinding)
const model = (value: string) =>
  `model_list:\n  - model_name: m\n    litellm_params:\n      model: openai/m\n      api_key: ${value}\n`

/** `${…}` as a config has it; spelled in parts, since a template literal it is not. */
const braces = (inside: string) => ["$", "{", inside, "}"].join("")

describe("os.environ/NAME", () => {
  it("is replaced anywhere, in maps and lists of the user's own too", () => {
    const text = "callback_settings:\n  a: {headers: {x: os.environ/X, y: [os.environ/Y]}}\n"
    expect(load(text, { X: "1", Y: "2" }).config.callback_settings).toEqual({ a: { headers: { x: "1", y: ["2"] } } })
  })

  it("that is not set is an error at its place, and says which model needs it", () => {
    expect(said(model("os.environ/GONE"))).toEqual([
      'c.yaml:5:16 error model_list[0].litellm_params.api_key: the environment variable GONE is not set; the model "m" needs it (set GONE before the start, or under environment_variables)',
    ])
    expect(said("general_settings:\n  completion_model: os.environ/GONE")).toEqual([
      "c.yaml:2:21 error general_settings.completion_model: the environment variable GONE is not set (set GONE before the start, or under environment_variables)",
    ])
  })

  it("that is set but empty is an error where nothing works without it, else a warning", () => {
    expect(said(model("os.environ/E"), { E: "" })).toEqual([
      'c.yaml:5:16 error model_list[0].litellm_params.api_key: the environment variable E is set but empty; the model "m" needs it (give E a value)',
    ])
    expect(said("general_settings:\n  completion_model: os.environ/E", { E: "" })).toEqual([
      "c.yaml:2:21 warning general_settings.completion_model: the environment variable E is set but empty (give E a value)",
    ])
  })

  it("takes the config's environment_variables before the process's", () => {
    const text = `environment_variables:\n  KEY: of-the-config\n${model("os.environ/KEY")}`
    const { config, environment } = load(text, { KEY: "of-the-process" })
    expect(config.model_list[0]?.litellm_params.api_key).toBe("of-the-config")
    expect(environment).toEqual({ KEY: "of-the-config" })
  })

  it("in environment_variables reads the process, so that a variable can stand for itself", () => {
    const { environment } = load("environment_variables: {KEY: os.environ/KEY, N: 010, B: yes, Z: os.environ/N}", {
      KEY: "p",
      N: "process",
    })
    expect(environment).toEqual({ KEY: "p", N: "010", B: "yes", Z: "process" })
  })

  it("is converted to the kind the key wants without a word, and a wrong value is not shown", () => {
    expect(
      said("router_settings: {num_retries: os.environ/N, disable_cooldowns: os.environ/B}", { N: " 3 ", B: "True" }),
    ).toEqual([])
    expect(said("router_settings:\n  num_retries: os.environ/N", { N: "three-secrets" })).toEqual([
      "c.yaml:2:16 error router_settings.num_retries: expected a number, found text (from the variable N)",
    ])
  })

  it("loses the line break a secret store likes to add", () => {
    const { config, findings } = load(model("os.environ/KEY"), { KEY: "abc123456789\n" })
    expect(config.model_list[0]?.litellm_params.api_key).toBe("abc123456789")
    expect(findings.map(({ message }) => message)).toEqual([
      "has spaces or a line break around it in the variable KEY; they are removed",
    ])
  })

  it("does not look up what a variable holds a second time", () => {
    expect(
      load(model("os.environ/A"), { A: "os.environ/B", B: "b" }).config.model_list[0]?.litellm_params.api_key,
    ).toBe("os.environ/B")
  })

  it("finds no inherited property", () => {
    expect(said("general_settings: {completion_model: os.environ/constructor}")[0]).toContain("constructor is not set")
  })
})

describe("the other ways to write a variable", () => {
  it.each([
    [braces("OPENAI_API_KEY"), "OPENAI_API_KEY"],
    [braces("KEY:-default"), "KEY"],
    ["$OPENAI_API_KEY", "OPENAI_API_KEY"],
    ["'os.environ[\"OPENAI_API_KEY\"]'", "OPENAI_API_KEY"],
    ["os.environ['OPENAI_API_KEY']", "OPENAI_API_KEY"],
    ["os.environ.get('KEY')", "KEY"],
    ["os.getenv('KEY')", "KEY"],
    ["env/KEY", "KEY"],
    ["process.env.KEY", "KEY"],
    [`'${braces("{ secrets.KEY }")}'`, "KEY"],
  ])("%s", (written, name) => {
    expect(said(model(written))).toEqual([
      `c.yaml:5:16 error model_list[0].litellm_params.api_key: environment variables are written os.environ/NAME here (write os.environ/${name})`,
    ])
  })

  it("a password that begins with $ is only asked about", () => {
    expect(said(model("$ecret"))).toEqual([
      "c.yaml:5:16 warning model_list[0].litellm_params.api_key: environment variables are written os.environ/NAME here (write os.environ/ and the name if a variable is meant)",
    ])
    expect(said(model("$ecret"), { ecret: "x" })[0]).toContain(" error ")
  })

  it("inside a longer text nothing is replaced, and that is said", () => {
    expect(said(`general_settings:\n  database_url: postgres://${braces("USER")}@db/x`)).toEqual([
      "c.yaml:2:17 warning general_settings.database_url: a variable inside a longer text is not replaced (put the whole text into a variable: os.environ/NAME)",
    ])
  })

  it("templates of an MCP server are its own", () => {
    expect(said(`mcp_servers: {a: {url: http://h, static_headers: {x: '${braces("TOKEN")}'}}}`)).toEqual([])
  })
})
