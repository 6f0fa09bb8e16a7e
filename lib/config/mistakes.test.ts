import { describe, expect, it } from "vitest"
import { formatFinding } from "./finding"
import { parseConfig } from "./load"

/** Errors and warnings; what is only not yet in effect is left out. */
function said(text: string, env: Record<string, string> = {}): string[] {
  const { findings } = parseConfig(text, { file: "c.yaml", env })
  return findings.filter(({ severity }) => severity !== "info").map(formatFinding)
}

const model = (...params: string[]) =>
  [
    "model_list:",
    "  - model_name: m",
    "    litellm_params:",
    "      model: openai/m",
    ...params.map((line) => `      ${line}`),
  ].join("\n")

describe("YAML", () => {
  it.each([
    [
      "model_list:\n\t- a",
      "c.yaml:2:1 error a tab is used for indentation (YAML wants spaces: replace each tab by two)",
    ],
    [
      "general_settings:\n  master_key: a\nmodel_list: []\ngeneral_settings: {}",
      "c.yaml:4:1 error this key is here twice in one map (keep one: the other would be lost)",
    ],
    [
      "router_settings:\n  timeout: 1\n num_retries: 2",
      "c.yaml:3:1 error the indentation does not fit (line it up with its neighbours; close every [ and {)",
    ],
    [
      "include: [a.yaml",
      "c.yaml:1:17 error the indentation does not fit (line it up with its neighbours; close every [ and {)",
    ],
    [
      'general_settings: {master_key: "abc',
      "c.yaml:1:36 error something is missing here (close the quote, or put the : after the key)",
    ],
    [
      "general_settings:\n  alerting: @slack",
      "c.yaml:2:13 error a value cannot begin with this character (put the value in quotes)",
    ],
    [
      "general_settings:\n  completion_model: a: b",
      "c.yaml:2:21 error a second key begins on the same line (put a value that has a colon and a space in quotes)",
    ],
    [
      "model_list: []\n---\nmodel_list: []",
      "c.yaml:2:1 error a second document begins here (remove the --- line, or put the rest under include)",
    ],
    [
      "model_list: *nobody",
      "c.yaml:1:13 error nothing is marked with this name (*name repeats what &name has marked earlier in the file)",
    ],
    ["- a\n- b", "c.yaml:1:1 error a config is a map of sections, this is not (it usually begins with model_list:)"],
    ["just text", "c.yaml:1:1 error a config is a map of sections, this is not (it usually begins with model_list:)"],
    ["# nothing\n", "c.yaml:1:1 warning the file is empty (it usually begins with model_list:)"],
    ["? [a]\n: 1", "c.yaml:1:3 error a key must be plain text (put text with { or [ in quotes)"],
    ["__proto__: 1", "c.yaml:1:1 error __proto__: this name cannot be used as a key"],
  ])("%j", (text, words) => {
    expect(said(text)[0]).toBe(words)
  })
})

describe("keys", () => {
  it.each([
    ["modle_list: []", "c.yaml:1:1 error modle_list: unknown key (did you mean model_list?)"],
    ["models: []", "c.yaml:1:1 error models: unknown key (did you mean model_list?)"],
    [
      "general_settings:\n  masterkey: abc",
      "c.yaml:2:3 error general_settings.masterkey: unknown key (did you mean master_key?)",
    ],
    [
      "general_settings:\n  num_retries: 2",
      "c.yaml:2:3 error general_settings.num_retries: `num_retries` belongs under router_settings or litellm_settings",
    ],
    [
      "general_settings:\n  cooldown_time: 2",
      "c.yaml:2:3 error general_settings.cooldown_time: `cooldown_time` belongs under router_settings",
    ],
    [
      "litellm_settings:\n  master_key: a",
      "c.yaml:2:3 error litellm_settings.master_key: `master_key` belongs under general_settings",
    ],
    [
      "router_settings:\n  guardrails: []",
      "c.yaml:2:3 error router_settings.guardrails: `guardrails` belongs under litellm_settings",
    ],
    [
      "router_settings:\n  model_list: []",
      "c.yaml:2:3 error router_settings.model_list: `model_list` belongs under the top level",
    ],
    [
      "general_settings:\n  temperature: 1",
      "c.yaml:2:3 error general_settings.temperature: `temperature` belongs under litellm_params",
    ],
    [
      "litellm_settings:\n  mastr_key: a",
      "c.yaml:2:3 error litellm_settings.mastr_key: unknown key (did you mean master_key, under general_settings?)",
    ],
    ["litellm_settings:\n  zzzzzzzzzz: a", "c.yaml:2:3 error litellm_settings.zzzzzzzzzz: unknown key"],
    [
      "model_list:\n  - model_name: m\n    api_key: x\n    litellm_params: {model: openai/m}",
      "c.yaml:3:5 error model_list[0].api_key: `api_key` belongs under litellm_params",
    ],
    [
      model("temprature: 1"),
      "c.yaml:5:7 warning model_list[0].litellm_params.temprature: not a parameter known here (did you mean temperature?)",
    ],
    [
      model("frobnicate: 1"),
      "c.yaml:5:7 warning model_list[0].litellm_params.frobnicate: not a parameter known here (extra_body holds what the provider alone knows)",
    ],
    [
      model("base_model: x", "mode: chat"),
      "c.yaml:6:7 warning model_list[0].litellm_params.mode: `mode` belongs under model_info",
    ],
    [
      `${model()}\n    model_info: {base_modell: a}`,
      "c.yaml:5:18 warning model_list[0].model_info.base_modell: not a key known here; it is kept (did you mean base_model?)",
    ],
    ["mcp_servers:\n  gh: {ulr: x}", "c.yaml:2:8 error mcp_servers.gh.ulr: unknown key (did you mean url?)"],
  ])("%j", (text, words) => {
    expect(said(text)).toEqual([words])
  })

  it("notes of the user's own in model_info are nobody's mistake", () => {
    expect(said(`${model()}\n    model_info: {cost_center: 12, contact: {team: x}}`)).toEqual([])
  })
})

describe("values", () => {
  it.each([
    [
      "router_settings:\n  num_retries: many",
      'c.yaml:2:16 error router_settings.num_retries: expected a number, found the text "many"',
    ],
    [
      "router_settings:\n  num_retries: 1.5",
      "c.yaml:2:16 error router_settings.num_retries: expected a whole number, found the number 1.5",
    ],
    [
      "router_settings:\n  num_retries: -1",
      "c.yaml:2:16 error router_settings.num_retries: must be at least 0, found the number -1",
    ],
    [
      'router_settings:\n  timeout: "30"',
      "c.yaml:2:12 warning router_settings.timeout: a number in quotes; it is read as a number (leave out the quotes)",
    ],
    [
      'litellm_settings:\n  drop_params: "True"',
      "c.yaml:2:16 warning litellm_settings.drop_params: text in quotes; it is read as true or false (leave out the quotes)",
    ],
    [
      "litellm_settings:\n  drop_params: maybe",
      'c.yaml:2:16 error litellm_settings.drop_params: expected true or false, found the text "maybe"',
    ],
    [
      "router_settings:\n  routing_strategy: simple-shufle",
      'c.yaml:2:21 error router_settings.routing_strategy: expected one of simple-shuffle, least-busy, usage-based-routing, usage-based-routing-v2, latency-based-routing, cost-based-routing, provider-budget-routing, lar1; found the text "simple-shufle" (did you mean simple-shuffle?)',
    ],
    [
      "router_settings:\n  default_fallbacks: m",
      'c.yaml:2:22 error router_settings.default_fallbacks: expected a list, found the text "m" (write a list: [one, two], or one line each beginning with -)',
    ],
    [
      "model_list: {model_name: a}",
      "c.yaml:1:13 error model_list: expected a list, found a map (each entry of a list begins with -)",
    ],
    [
      "general_settings:\n  - master_key: a",
      "c.yaml:2:3 error general_settings: expected a map, found a list (leave out the - in front of the keys)",
    ],
    [
      "general_settings: yes",
      'c.yaml:1:19 error general_settings: expected a map, found the text "yes" (its keys go on the lines below, two spaces further in)',
    ],
    [
      "general_settings:\n  master_key: [a]",
      "c.yaml:2:15 error general_settings.master_key: expected text, found a list (put the text in quotes if it holds { or [)",
    ],
    [
      "general_settings:\n  database_url: 0042",
      "c.yaml:2:17 warning general_settings.database_url: a number where text belongs; it is read as text (put it in quotes)",
    ],
    [
      "litellm_settings:\n  callbacks: {a: 1}",
      "c.yaml:2:14 error litellm_settings.callbacks: expected text or a list, found a map",
    ],
    [
      model("input_cost_per_token_above_128k_tokens: cheap"),
      'c.yaml:5:47 error model_list[0].litellm_params.input_cost_per_token_above_128k_tokens: expected a number, found the text "cheap"',
    ],
    [
      model("output_cost_per_image: -1"),
      "c.yaml:5:30 error model_list[0].litellm_params.output_cost_per_image: must be at least 0, found the number -1",
    ],
    [
      "litellm_settings:\n  budget_exceeded_status_code: 200",
      "c.yaml:2:32 error litellm_settings.budget_exceeded_status_code: must be at least 400, found the number 200",
    ],
    [
      "router_settings:\n  model_group_alias: {a: {modl: x}}",
      "c.yaml:2:27 error router_settings.model_group_alias.a.modl: unknown key (did you mean model?)",
    ],
  ])("%j", (text, words) => {
    expect(said(text)).toContain(words)
  })

  it("reads text as written where a number would lose something", () => {
    const { config } = parseConfig("general_settings: {database_url: 0042, completion_model: 1.10}\n")
    expect(config.general_settings).toMatchObject({ database_url: "0042", completion_model: "1.10" })
  })
})

describe("models", () => {
  it.each([
    [
      "model_list:\n  - litellm_params: {model: openai/m}",
      "c.yaml:2:5 error model_list[0].model_name: this model has no model_name (the name clients ask for, e.g. model_name: gpt-4o)",
    ],
    [
      "model_list:\n  - model_name: m",
      "c.yaml:2:5 error model_list[0].litellm_params: this model has no litellm_params (with model: openai/gpt-4o and api_key under it)",
    ],
    [
      "model_list:\n  - model_name: m\n    litellm_params:\n      api_key: x",
      "c.yaml:3:5 error model_list[0].litellm_params.model: this model has no litellm_params.model (the provider and its model, e.g. model: openai/gpt-4o)",
    ],
    [
      model("base_url: http://h/v1"),
      "c.yaml:5:7 warning model_list[0].litellm_params.base_url: `base_url` is called api_base here; it is read as that (did you mean api_base?)",
    ],
    [
      model("api_base: http://h/v1/"),
      "c.yaml:5:17 warning model_list[0].litellm_params.api_base: ends with a slash or a space; it is read without",
    ],
    [
      model("api_base: h:8000/v1"),
      "c.yaml:5:17 warning model_list[0].litellm_params.api_base: has no http:// or https:// in front; http:// is assumed (write the whole address)",
    ],
    [
      model('api_key: " abc "'),
      "c.yaml:5:16 warning model_list[0].litellm_params.api_key: has spaces or a line break around it; they are removed",
    ],
    [
      `${model("litellm_credential_name: mian")}\ncredential_list: [{credential_name: main}]`,
      "c.yaml:5:32 error model_list[0].litellm_params.litellm_credential_name: credential_list has no entry of this name (did you mean main?)",
    ],
    [
      "model_list:\n  - model_name: m\n    litellm_params: {model: gpt-4o}",
      'c.yaml:3:29 warning model_list[0].litellm_params.model: "gpt-4o" does not say which provider serves it; it is looked up in the price catalog (write openai/gpt-4o)',
    ],
    [
      "model_list:\n  - model_name: m\n    litellm_params: {model: claude-x}",
      'c.yaml:3:29 warning model_list[0].litellm_params.model: "claude-x" does not say which provider serves it; it is looked up in the price catalog (write anthropic/claude-x)',
    ],
    [
      `${model()}\n    model_info: {id: a}\n${model().split("\n").slice(1).join("\n")}\n    model_info: {id: a}`,
      'c.yaml:9:22 error model_list[1].model_info.id: "a" is already used at c.yaml:5 (each needs its own)',
    ],
    [
      `${model()}\nrouter_settings:\n  fallbacks: [{m: [mm]}]`,
      'c.yaml:6:20 error router_settings.fallbacks[0].m[0]: no model of model_list is called "mm" (did you mean m?)',
    ],
    [
      `${model()}\nlitellm_settings:\n  fallbacks: [{other: [m]}]`,
      'c.yaml:6:16 warning litellm_settings.fallbacks[0].other: no model of model_list is called "other" (it needs an entry in model_list)',
    ],
    [
      `${model()}\nrouter_settings:\n  default_fallbacks: [gone]`,
      'c.yaml:6:23 error router_settings.default_fallbacks[0]: no model of model_list is called "gone" (it needs an entry in model_list)',
    ],
    [
      `${model()}\nrouter_settings:\n  model_group_alias: {a: gone}`,
      'c.yaml:6:26 warning router_settings.model_group_alias.a: no model of model_list is called "gone" (it needs an entry in model_list)',
    ],
  ])("%j", (text, words) => {
    expect(said(text)).toEqual([words])
  })

  it("takes base_url for api_base, trims the slash, and keeps api_base when both are there", () => {
    const base = (...params: string[]) => parseConfig(model(...params)).config.model_list[0]?.litellm_params
    expect(base("base_url: http://h/v1//")).toMatchObject({ api_base: "http://h/v1" })
    expect(base("base_url: http://h/v1")).not.toHaveProperty("base_url")
    expect(base("base_url: http://one", "api_base: http://two")).toMatchObject({ api_base: "http://two" })
  })

  it("lets fallbacks name aliases, wildcards and every group", () => {
    const text =
      "model_list:\n  - {model_name: openai/*, litellm_params: {model: openai/*}}\nrouter_settings:\n  model_group_alias: {a: openai/x}\n  fallbacks: [{a: [openai/y]}, {'*': [a]}]\n"
    expect(said(text)).toEqual([])
  })
})
