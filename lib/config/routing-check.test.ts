import { expect, it } from "vitest"
import { formatFinding } from "./finding"
import { parseConfig } from "./load"

const models = `model_list:
  - {model_name: a, litellm_params: {model: openai/a, api_key: k}}
  - {model_name: b, litellm_params: {model: openai/b, api_key: k}}
`
const errors = (text: string) =>
  parseConfig(text, { file: "c.yaml" })
    .findings.filter(({ severity }) => severity === "error")
    .map(formatFinding)

it.each([
  [
    `${models}router_settings:\n  fallbacks: [{a: [gone]}]`,
    'c.yaml:5:20 error router_settings.fallbacks[0].a[0]: no model of model_list is called "gone" (it needs an entry in model_list)',
  ],
  [
    `${models}router_settings:\n  fallbacks:\n    - a: [b]\n    - b: [a]`,
    "c.yaml:7:11 error router_settings.fallbacks[1].b[0]: the fallbacks go round in a circle: a → b → a (take one of them out)",
  ],
  [
    `${models}litellm_settings:\n  context_window_fallbacks: [{a: [a]}]`,
    "c.yaml:5:35 error litellm_settings.context_window_fallbacks[0].a[0]: the fallbacks go round in a circle: a → a (take one of them out)",
  ],
  [
    `${models}litellm_settings: {fallbacks: [{a: [b]}]}\nrouter_settings: {fallbacks: [{b: [a]}]}`,
    "c.yaml:5:36 error router_settings.fallbacks[0].b[0]: the fallbacks go round in a circle: a → b → a (take one of them out)",
  ],
  [
    `${models}router_settings:\n  routing_strategy: lar1`,
    "c.yaml:5:21 error router_settings.routing_strategy: lar1 is not offered here (latency-based-routing comes closest)",
  ],
])("is refused with its place: %s", (text, words) => {
  expect(errors(text)).toEqual([words])
})

it.each([
  [
    "router_settings:\n  routing_strategy: fastest",
    /^c\.yaml:5:21 error router_settings\.routing_strategy: .*simple-shuffle/,
  ],
  [
    "router_settings:\n  provider_budget_config: {openai: {budget_limit: 1, time_period: soon}}",
    /^c\.yaml:5:\d+ error .*time_period: "soon" is not a duration/,
  ],
])("is refused with its place: %s", (text, words) => {
  expect(errors(`${models}${text}`)).toEqual([expect.stringMatching(words)])
})

it.each([
  ["weight: -1", /^c\.yaml:2:75 error model_list\[0\]\.litellm_params\.weight: /],
  [
    "budget_duration: never",
    /^c\.yaml:2:84 error model_list\[0\]\.litellm_params\.budget_duration: "never" is not a duration/,
  ],
])("a deployment's %s is refused with its place", (param, words) => {
  const text = `model_list:\n  - {model_name: a, litellm_params: {model: openai/a, api_key: k, ${param}}}\n`
  expect(errors(text)).toEqual([expect.stringMatching(words)])
})

it("lets two groups share a fallback, and chains end", () => {
  const chain = `${models}  - {model_name: c, litellm_params: {model: openai/c, api_key: k}}
router_settings:
  fallbacks: [{a: [b, c]}, {b: [c]}, {"*": [c]}]
`
  expect(errors(chain)).toEqual([])
})
