import { readFile } from "node:fs/promises"
import { beforeAll, describe, expect, it } from "vitest"
import { stringify } from "yaml"
import { formatFinding } from "./finding"
import { type LoadedConfig, parseConfig } from "./load"
import { redactedConfig } from "./redacted-config"
import { configSchema, emptyConfig } from "./schema"
import { allKeys } from "./schema/walk"

let naughty: string[] = []
let realistic = ""
beforeAll(async () => {
  const file = await readFile(new URL("./testdata/naughty-strings.json", import.meta.url), "utf8")
  naughty = (JSON.parse(file) as { strings: string[] }).strings
  realistic = await readFile(new URL("./testdata/litellm.yaml", import.meta.url), "utf8")
})

/** A repeatable source of numbers below 1 (mulberry32). */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const EMPTY = JSON.stringify(emptyConfig())
const LINE = /^config\.yaml:\d+:\d+ (?:error|warning|info) .+$/

/** What must hold of any text: no exception, findings with a place and one line each, nothing handed out that is wrong. */
function holds(text: string): LoadedConfig {
  const loaded = parseConfig(text, { env: { A: "1" } })
  const odd = loaded.findings.filter((f) => !(f.line >= 1 && f.column >= 1 && LINE.test(formatFinding(f))))
  if (odd.length > 0) expect(odd).toEqual([])
  const wrong = loaded.findings.some(({ severity }) => severity === "error")
  if (wrong && JSON.stringify(loaded.config) !== EMPTY) expect(loaded.config).toEqual(emptyConfig())
  JSON.stringify(redactedConfig(loaded.config))
  return loaded
}

describe("any text at all", () => {
  it("every naughty string as the whole file, as a key and as a value, written as it is and properly quoted", () => {
    for (const text of naughty) {
      holds(text)
      holds(`${text}: 1`)
      holds(`general_settings:\n  ${text}: ${text}`)
      holds(`general_settings:\n  completion_model: ${text}`)
      holds(stringify({ [text]: text, general_settings: { [text]: text, master_key: text } }))
      holds(
        stringify({
          model_list: [
            {
              model_name: text,
              litellm_params: { model: text, api_base: text, [text]: text },
              model_info: { [text]: text },
            },
          ],
        }),
      )
      holds(
        stringify({
          environment_variables: { [text]: text },
          router_settings: { model_group_alias: { [text]: text }, fallbacks: [{ [text]: [text] }] },
        }),
      )
    }
  })

  it("keeps quoted text exactly, whatever it is", () => {
    for (const text of naughty) {
      if (text === "" || text.startsWith("os.environ/") || text.startsWith("$")) continue
      const { config, findings } = holds(
        stringify(
          { general_settings: { completion_model: text } },
          { defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" },
        ),
      )
      expect([config.general_settings.completion_model, findings.filter((f) => f.severity === "error")]).toEqual([
        text,
        [],
      ])
    }
  })

  it("a real config with pieces cut out, doubled and swapped for others", () => {
    const next = random(7)
    const pick = <T>(from: readonly T[]) => from[Math.floor(next() * from.length)] as T
    for (let round = 0; round < 150; round++) {
      const at = Math.floor(next() * realistic.length)
      const length = Math.floor(next() ** 3 * 400)
      const instead = pick(["", realistic.slice(at, at + length).repeat(2), pick(naughty), "\n", " ", "\t"])
      holds(realistic.slice(0, at) + instead + realistic.slice(at + length))
    }
  })

  it("every known key with every kind of wrong value", () => {
    const values: unknown[] = [
      null,
      true,
      -1,
      Number.MAX_VALUE,
      "x",
      "",
      [],
      {},
      [[]],
      [null],
      { a: null },
      { "": {} },
      [{ a: [{}] }],
    ]
    for (const value of values) {
      const section = (at: string) =>
        Object.fromEntries(
          [...allKeys(configSchema)].filter(([, places]) => places.includes(at)).map(([key]) => [key, value]),
        )
      holds(JSON.stringify(section("")))
      holds(
        JSON.stringify({
          litellm_settings: section("litellm_settings"),
          router_settings: section("router_settings"),
          general_settings: section("general_settings"),
        }),
      )
      holds(
        JSON.stringify({
          model_list: [
            { ...section("model_list[]") },
            {
              model_name: "m",
              litellm_params: section("model_list[].litellm_params"),
              model_info: section("model_list[].model_info"),
            },
          ],
        }),
      )
      holds(
        JSON.stringify({
          guardrails: [section("guardrails[]")],
          mcp_servers: { a: section("mcp_servers.*") },
          credential_list: [section("credential_list[]")],
        }),
      )
    }
  })
})

describe("files made to hurt", () => {
  it("aliases that multiply are refused, quickly", () => {
    const levels = Array.from(
      { length: 12 },
      (_, i) => `l${i + 1}: &l${i + 1} [${Array(10).fill(`*l${i}`).join(", ")}]`,
    )
    const started = performance.now()
    const { findings } = holds(["l0: &l0 x", ...levels].join("\n"))
    expect(findings[0]?.message).toBe("the file repeats itself too often through aliases")
    expect(performance.now() - started).toBeLessThan(5_000)
  })

  it("an alias of itself is refused", () => {
    expect(holds("model_list: &a [*a]").findings[0]?.message).toBe("this alias contains itself")
    expect(holds("callback_settings: &a {x: *a}").findings.map((f) => f.message)).toContain(
      "this alias contains itself",
    )
  })

  it("endless nesting is refused", () => {
    expect(holds("[".repeat(50_000)).findings[0]?.severity).toBe("error")
    expect(holds(`callback_settings: {a: ${"{a: ".repeat(500)}1${"}".repeat(500)}}`).findings[0]?.message).toContain(
      "nests too deeply",
    )
  })

  it("a file far too large is refused", () => {
    expect(holds("#".repeat(9 * 1024 * 1024)).findings[0]?.message).toBe("the file is too large for a config")
  })

  it("__proto__ changes nothing", () => {
    holds("__proto__: {polluted: yes}\nmodel_list: []\ncallback_settings: {a: {__proto__: {polluted: yes}}}")
    holds('{"<<": {"__proto__": {"polluted": true}}}')
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })
})
