import { execFileSync } from "node:child_process"
import { expect, it } from "vitest"
import { parse } from "yaml"
import { commonSnippets, exampleModel, snippets } from "./snippets"

const FACTS = { origin: "http://localhost:4000", key: "sk-abc_DEF-123", model: "gpt-4o" }
const codeOf = (id: string, facts = FACTS) => snippets(facts).find((snippet) => snippet.id === id)?.code ?? ""

it("puts address, key and model into every snippet", () => {
  for (const { code } of snippets(FACTS)) {
    expect(code).toContain(FACTS.origin)
    expect(code).toContain(FACTS.key)
    expect(code).toContain(FACTS.model)
  }
})

it("gives the address without /v1 to those who add a path of their own, and with it to everyone else", () => {
  const own = ["claude-code", "gemini-cli", "anthropic-python", "anthropic-node"]
  for (const { id, code } of snippets(FACTS)) expect(code.includes(`${FACTS.origin}/v1`), id).toBe(!own.includes(id))
})

it("has every client people come with, and the common ones among them", () => {
  const ids = snippets(FACTS).map(({ id }) => id)
  for (const id of [
    "claude-code",
    "codex",
    "cursor",
    "cline",
    "continue",
    "aider",
    "openhands",
    "gemini-cli",
    "langchain",
  ])
    expect(ids).toContain(id)
  expect(commonSnippets(FACTS)).toHaveLength(6)
})

it("writes YAML, TOML and code that stay whole whatever a model is called", () => {
  const nasty = { ...FACTS, model: 'a"b\\c: #d\u2028' }
  expect(parse(codeOf("continue", nasty))).toMatchObject({ models: [{ model: nasty.model, apiKey: FACTS.key }] })
  const strings = codeOf("node", nasty).match(/model: (".*"),/)?.[1] ?? ""
  expect(JSON.parse(strings)).toBe(nasty.model)
})

it("survives the shell whatever a key and a model are made of", () => {
  const nasty = { ...FACTS, key: `sk-a'b"c$HOME\`id\`\\!`, model: "it's $(id)" }
  for (const id of ["claude-code", "gemini-cli", "aider"])
    expect(execFileSync("sh", ["-nc", codeOf(id, nasty)], { encoding: "utf8" })).toBe("")
  for (const facts of [nasty, { ...FACTS, model: "two words; *" }]) {
    const script = `${codeOf("other", facts)}\nprintf '%s|%s' "$OPENAI_API_KEY" "$OPENAI_MODEL"`
    expect(execFileSync("sh", ["-c", script], { encoding: "utf8" })).toBe(`${facts.key}|${facts.model}`)
  }
  const fake = `curl() { for word; do printf '<%s>' "$word"; done; }\n${codeOf("curl", nasty)}`
  const words = execFileSync("sh", ["-c", fake], { encoding: "utf8" })
  expect(words).toContain(`<Authorization: Bearer ${nasty.key}>`)
  expect(words).toContain(JSON.stringify(nasty.model))
})

it("shows a model the key may use", () => {
  expect(exampleModel(["openai/*", "claude"], ["gpt-4o"])).toBe("claude")
  expect(exampleModel([], ["*", "gpt-4o"])).toBe("gpt-4o")
  expect(exampleModel(["openai/*"], [])).toBe("your-model")
})
