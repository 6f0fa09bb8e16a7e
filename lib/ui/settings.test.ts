import { describe, expect, it } from "vitest"
import type { Setting } from "./api.gen"
import {
  changeBody,
  changeCount,
  draftProblems,
  draftValue,
  findingsOf,
  originWords,
  shownSettings,
  startText,
} from "./settings"

const setting = (fields: Partial<Setting>): Setting => ({
  config_type: "router_settings",
  field_name: "num_retries",
  field_type: "Integer",
  kind: "integer",
  type_words: "whole number",
  options: [],
  field_description: "Retries of a request; 2 unless set.",
  field_value: null,
  field_default_value: null,
  stored_in_db: null,
  origin: "default",
  place: null,
  variable: null,
  file_value: null,
  file_place: null,
  in_effect: true,
  needs_restart: false,
  locked: null,
  is_secret: false,
  ...fields,
})

describe("which settings are shown", () => {
  const idle = setting({ field_name: "client_ttl", in_effect: false })
  const idleSet = setting({ field_name: "debug_level", in_effect: false, origin: "file" })
  const stored = setting({ config_type: "litellm_settings", field_name: "cache", origin: "database" })
  const all = [setting({}), idle, idleSet, stored]
  const shown = (fields: Partial<Parameters<typeof shownSettings>[1]>) =>
    shownSettings(all, { search: "", show: "used", section: null, ...fields }).map(({ field_name }) => field_name)

  it("what acts or was set, unless asked otherwise", () => {
    expect(shown({})).toEqual(["num_retries", "debug_level", "cache"])
    expect(shown({ show: "set" })).toEqual(["debug_level", "cache"])
    expect(shown({ show: "changed" })).toEqual(["cache"])
    expect(shown({ show: "all", section: "router_settings" })).toEqual(["num_retries", "client_ttl", "debug_level"])
  })

  it("a search finds names and what they do, among all of them", () => {
    expect(shown({ search: "client", show: "changed" })).toEqual(["client_ttl"])
    expect(shown({ search: "unless RETRIES" })).toContain("num_retries")
  })
})

describe("what is typed", () => {
  it.each([
    ["boolean", "true", true],
    ["integer", " 3 ", 3],
    ["number", "0.5", 0.5],
    ["text", "30d", "30d"],
    ["list", "a\n\n b \n", ["a", "b"]],
    ["json", '{"a": [1]}', { a: [1] }],
    ["integer", "os.environ/OPENAI_API_KEY", "os.environ/OPENAI_API_KEY"],
  ] as const)("%s: %s", (kind, text, value) => {
    expect(draftValue(kind, text)).toEqual({ value })
  })

  it.each([
    ["integer", "1.5", "Give a whole number."],
    ["number", "soon", "Give a number."],
    ["text", " ", "Give a value."],
    ["json", "{", expect.stringContaining("This is no JSON")],
  ] as const)("%s: %s is told", (kind, text, problem) => {
    expect(draftValue(kind, text)).toEqual({ problem })
  })

  it("begins with the value in force; a secret is given anew", () => {
    expect(startText(setting({ field_value: 4 }))).toBe("4")
    expect(startText(setting({ kind: "list", field_value: ["a", "b"] }))).toBe("a\nb")
    expect(startText(setting({ kind: "boolean" }))).toBe("false")
    expect(startText(setting({ kind: "text", field_value: "[redacted]" }))).toBe("")
  })

  it("is sent by section; going back to the file is null", () => {
    const all = [setting({}), setting({ field_name: "timeout", kind: "number" })]
    const drafts = { "router_settings.num_retries": { text: "5" }, "router_settings.timeout": "reset" } as const
    expect(draftProblems(all, drafts)).toEqual({})
    expect(changeBody(all, drafts)).toEqual({ router_settings: { num_retries: 5, timeout: null } })
    const path = "router_settings.num_retries"
    expect(changeCount([setting({ field_value: 3 })], { [path]: { text: "3" } })).toBe(0)
    expect(changeCount([setting({ field_value: 3 })], { [path]: { text: "4" } })).toBe(1)
    expect(draftProblems(all, { [path]: { text: "x" } })).toEqual({ [path]: "Give a number." })
  })
})

it("a finding belongs to the setting it is in, not to one that begins alike", () => {
  const at = (path: string) => ({ severity: "error" as const, path, where: "stored settings", message: "", hint: null })
  const findings = [at("a.fallbacks[0].x"), at("a.fallbacks_more"), at("a.fallbacks")]
  expect(findingsOf("a.fallbacks", findings)).toEqual([findings[0], findings[2]])
})

it("says where a value comes from", () => {
  expect(originWords({ origin: "file", place: "config.yaml:3", variable: null })).toBe("config.yaml:3")
  expect(originWords({ origin: "file", place: "config.yaml:3", variable: "TZ" })).toBe("config.yaml:3, from TZ")
  expect(originWords({ origin: "environment", place: null, variable: "REDIS_URL" })).toBe("environment: REDIS_URL")
  expect(originWords({ origin: "database", place: null, variable: null })).toBe("changed here")
})
