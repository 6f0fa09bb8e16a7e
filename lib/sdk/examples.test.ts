import { transform } from "esbuild"
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest"
import { type MockProvider, startMockProvider } from "#lib/testing/mock-provider"
import { environment } from "./environment"
import * as sdk from "./index"
import { sdkExamples } from "./test-examples"

let mock: MockProvider
beforeAll(async () => {
  mock = await startMockProvider()
  // Where an example's calls really go: the keys are the mock's, the addresses too.
  vi.stubEnv("OPENAI_API_KEY", "sk-test-key")
  vi.stubEnv("OPENAI_BASE_URL", `${mock.url}/v1`)
  vi.stubEnv("ANTHROPIC_API_KEY", "sk-test-key")
  vi.stubEnv("ANTHROPIC_API_BASE", mock.url)
})
afterEach(() => {
  sdk.successCallback.length = 0
  sdk.failureCallback.length = 0
  sdk.settings.drop_params = false
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await sdk.closeConnections()
  await mock.close()
})

/** Runs a block as a module of its own; what it prints comes back. */
async function run(code: string): Promise<string[]> {
  const { code: js } = await transform(code, { loader: "ts", format: "esm", target: "es2024" })
  const body = js
    .replace(/import \{([^}]*)\} from "tollgate";?/g, (_all, names: string) => {
      const found = names.split(",").map((name) => name.trim())
      for (const name of found) expect(Object.keys(sdk)).toContain(name)
      return `const { ${found.join(", ")} } = sdk;`
    })
    .replace(/^export (const \w+|\{[^}]*\};?)/gm, (_all, what: string) => (what.startsWith("const") ? what : ""))
  const printed: string[] = []
  const log = (...values: unknown[]) => printed.push(values.map(String).join(" "))
  const AsyncFunction = (async () => undefined).constructor as new (
    ...args: string[]
  ) => (...given: unknown[]) => Promise<void>
  const stdout = { write: (text: string) => printed.push(text) }
  await new AsyncFunction("sdk", "console", "process", body)(sdk, { log }, { env: environment(), stdout })
  await new Promise((resolve) => setImmediate(resolve))
  return printed
}

describe("the examples of the documents", () => {
  const examples = sdkExamples()

  it("are there", () => {
    expect(examples.length).toBeGreaterThan(12)
    expect(examples.some(({ place }) => place.startsWith("README.md"))).toBe(true)
  })

  it.each(examples.map(({ place, code }) => [place, code] as const))(
    "%s runs and says something",
    async (_place, code) => {
      const printed = await run(code)
      expect(printed.join("\n").trim()).not.toBe("")
      expect(printed.join("\n")).not.toMatch(/\bundefined\b|\[object Object\]\n\[object/)
    },
  )
})
