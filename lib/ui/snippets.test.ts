import { execFileSync } from "node:child_process"
import { expect, it } from "vitest"
import { exampleModel, snippets } from "./snippets"

const FACTS = { origin: "http://localhost:4000", key: "sk-abc_DEF-123", model: "gpt-4o" }
const codeOf = (id: string, facts = FACTS) => snippets(facts).find((snippet) => snippet.id === id)?.code ?? ""

it("puts address, key and model into every snippet", () => {
  for (const { code } of snippets(FACTS)) {
    expect(code).toContain(FACTS.origin)
    expect(code).toContain(FACTS.key)
    expect(code).toContain(FACTS.model)
  }
})

it("gives Claude Code the address without /v1 and everyone else with it", () => {
  for (const { id, code } of snippets(FACTS)) expect(code.includes(`${FACTS.origin}/v1`)).toBe(id !== "claude-code")
})

it("survives the shell whatever a key and a model are made of", () => {
  const nasty = { ...FACTS, key: `sk-a'b"c$HOME\`id\`\\!`, model: "it's $(id)" }
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
