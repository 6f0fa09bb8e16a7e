import { execFile } from "node:child_process"
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { sdkExamples } from "#lib/sdk/test-examples"
import { bundle } from "./bundle.mjs"
import { writeTypes } from "./types.mjs"

const run = promisify(execFile)
const root = fileURLToPath(new URL("../..", import.meta.url))
const work = mkdtempSync(join(tmpdir(), "tollgate-package-"))
/** A program of somebody else's, with our package among its dependencies. */
const outside = join(work, "outside")
const installed = join(outside, "node_modules", "tollgate")

beforeAll(async () => {
  const staged = join(work, "staged")
  for (const folder of ["dist", "lib/catalog"]) mkdirSync(join(staged, folder), { recursive: true })
  for (const file of ["package.json", "lib/catalog/models.json", "lib/catalog/README.md", "NOTICE"])
    cpSync(join(root, file), join(staged, file))
  await bundle({ only: ["sdk"], folder: join(staged, "dist") })
  await writeTypes(join(staged, "dist", "types"))
  await run("npm", ["pack", "--ignore-scripts", "--pack-destination", work], { cwd: staged })
  const packed = readdirSync(work).find((name) => name.endsWith(".tgz")) ?? ""
  mkdirSync(installed, { recursive: true })
  await run("tar", ["-xzf", join(work, packed), "-C", installed, "--strip-components=1"])
  symlinkSync(join(root, "node_modules", "gpt-tokenizer"), join(outside, "node_modules", "gpt-tokenizer"))
  writeFileSync(join(outside, "package.json"), JSON.stringify({ type: "module" }))
}, 120_000)
afterAll(() => rmSync(work, { recursive: true, force: true }))

async function program(code: string): Promise<unknown> {
  const file = join(outside, "program.mjs")
  writeFileSync(file, code)
  const env = { PATH: process.env.PATH ?? "" } as unknown as NodeJS.ProcessEnv
  return JSON.parse((await run(process.execPath, [file], { cwd: outside, env })).stdout)
}

describe("the package, from outside", () => {
  it("answers: price table and tokenizer included", async () => {
    const said = await program(`
      import { completion, NotFoundError, Router, tokenCounter } from "tollgate"
      const messages = [{ role: "user", content: "Hello" }]
      const response = await completion({ model: "gpt-4o-mini", messages, mock_response: "Hi." })
      const thrown = await completion({ model: "gpt-4o-mini", messages, mock_response: "litellm.NotFoundError" }).catch((e) => e)
      const tokens = await tokenCounter({ model: "gpt-4o-mini", text: "Hello there" })
      const text = response.choices[0].message.content
      console.log(JSON.stringify([text, response._hidden_params.response_cost > 0, thrown instanceof NotFoundError, tokens, typeof Router]))
    `)
    expect(said).toEqual(["Hi.", true, true, 2, "function"])
  })

  it("is imported in less than 150 ms of work, without tokenizer, database or server", async () => {
    // Processor time: what else runs on the machine does not count.
    const measure = `
      const before = process.cpuUsage()
      await import("tollgate")
      const { user, system } = process.cpuUsage(before)
      console.log((user + system) / 1000)
    `
    const figures: number[] = []
    for (let i = 0; i < 3; i++) figures.push(Number(await program(measure)))
    expect(Math.min(...figures)).toBeLessThan(150)
    const bundled = readFileSync(join(installed, "dist", "sdk.js"), "utf8")
    expect(bundled).not.toMatch(/from "(next|gpt-tokenizer|postgres|drizzle-orm)/)
  })

  it("has types that hold for every example of the documents, under the strictest settings", async () => {
    const files = sdkExamples().map(({ place, code }, index) => {
      const file = `example-${index}.ts`
      writeFileSync(join(outside, file), `// ${place}\n${code}\nexport {}\n`)
      return file
    })
    const strict = { strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, noEmit: true }
    const compilerOptions = { ...strict, target: "ES2022", module: "NodeNext", lib: ["ES2023", "DOM"], types: ["node"] }
    const typeRoots = [join(root, "node_modules", "@types")]
    const project = { compilerOptions: { ...compilerOptions, skipLibCheck: true, typeRoots }, files }
    writeFileSync(join(outside, "tsconfig.json"), JSON.stringify(project))
    const tsc = join(root, "node_modules", "typescript", "bin", "tsc")
    const { stdout } = await run(process.execPath, [tsc, "-p", outside]).catch((e: { stdout: string }) => e)
    expect(stdout).toBe("")
  })

  it("refuses what is no option's type", async () => {
    const wrong = `import { completion } from "tollgate"\nawait completion({ model: 1, messages: "x" })\n`
    writeFileSync(join(outside, "wrong.ts"), wrong)
    const compilerOptions = {
      strict: true,
      noEmit: true,
      target: "ES2022",
      module: "NodeNext",
      lib: ["ES2023", "DOM"],
      types: [],
    }
    writeFileSync(join(outside, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["wrong.ts"] }))
    const tsc = join(root, "node_modules", "typescript", "bin", "tsc")
    const { stdout } = await run(process.execPath, [tsc, "-p", outside]).catch((e: { stdout: string }) => e)
    expect(stdout).toContain("wrong.ts")
    expect(stdout).not.toContain("node_modules/tollgate")
  })
})
