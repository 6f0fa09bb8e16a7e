import { existsSync, readdirSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { operations } from "#lib/gateway/operations/index"
import { providers } from "#lib/providers/index"
import { isTest, read, sourceFiles } from "./source-files"

const MAX_LINES = 300

describe("files", () => {
  it(`none is longer than ${MAX_LINES} lines`, () => {
    const written = sourceFiles().filter((file) => !file.endsWith(".gen.ts"))
    const long = written.map((file) => ({ file, lines: read(file).trimEnd().split("\n").length }))
    expect(long.filter(({ lines }) => lines > MAX_LINES)).toEqual([])
  })

  it("are named for what is in them", () => {
    const vague = /(^|\/)(utils?|helpers?|common|misc|shared|\w*-?(service|manager))(\/|\.\w+$)/
    expect(sourceFiles().filter((file) => vague.test(file))).toEqual([])
  })

  it("what is published calls nothing that Node 20.19, the oldest it is promised for, does not know", () => {
    const newer =
      /\b(Promise\.(withResolvers|try)|(Object|Map)\.groupBy|Array\.fromAsync|URL\.parse|RegExp\.escape|import\.meta\.main)\b|\.(values|keys|entries)\(\)\s*\.(map|filter|take|some|toArray|find|every|reduce)\(/
    const published = sourceFiles(/^lib\/.*\.ts$/).filter(
      (file) => !isTest(file) && !/^lib\/(bench|architecture)\//.test(file),
    )
    const calls = published.flatMap((file) => {
      const found = newer.exec(withoutComments(read(file)))
      return found ? [`${file}: ${found[0]}`] : []
    })
    expect(calls).toEqual([])
  })

  it("errors are recognised by their mark: Next bundles the code a second time, with classes of its own", () => {
    const published = sourceFiles(/^lib\/.*\.ts$/).filter((file) => !isTest(file))
    expect(published.filter((file) => /instanceof GatewayError/.test(withoutComments(read(file))))).toEqual([])
  })

  it("the process's one slot of global state is lib/runtime/current.ts", () => {
    const server = sourceFiles(/^lib\/(?!ui\/).*\.ts$/).filter(
      (file) => !isTest(file) && !file.startsWith("lib/architecture/"),
    )
    const users = server.filter((file) => /\bglobalThis\b/.test(withoutComments(read(file))))
    expect(users).toEqual(["lib/runtime/current.ts"])
  })
})

describe("pages", () => {
  it("are taken over by the browser in one piece: a part that is taken over later would find the data another part asked for", () => {
    const parts = sourceFiles(/^(app|components)\/.*\.tsx$/).filter(
      (file) => /(^|\/)loading\.tsx$/.test(file) || /<Suspense\b/.test(withoutComments(read(file))),
    )
    expect(parts).toEqual([])
  })
})

describe("routes", () => {
  const files = sourceFiles(/^app\/v1(?:beta)?\/.*route\.ts$/)
  // Every method goes to our door: Next's own 405 has no body and no safe headers.
  const LINE = /^export \{ ((serve as (DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT), ){7})\} from "#lib\/server\/next" $/

  it("every route file under app/v1 and app/v1beta is the one line that hands on the server's door", () => {
    expect(files.filter((file) => !LINE.test(read(file).replace(/\s+/g, " ")))).toEqual([])
  })

  it("the files are the /v1 and /v1beta paths of the operations, no more and no less", () => {
    const wanted = operations.flatMap(({ paths }) => paths.filter((path) => /^\/v1(?:beta)?\//.test(path)).map(fileOf))
    expect(files.map(pathOf).sort()).toEqual([...new Set(wanted)].sort())
  })
})

/** Methods of a model are served by the model's file: a segment takes the rest of the path. */
const fileOf = (path: string) => path.replace(/:model:\w+$/, ":model")

/** app/v1/models/[...model]/route.ts → /v1/models/:model */
const pathOf = (file: string) => file.replace(/^app|\/route\.ts$/g, "").replace(/\[(?:\.\.\.)?(\w+)\]/g, ":$1")

describe("providers", () => {
  /** Places where a provider's name is a fact of its own and no decision between providers. */
  const FACTS: Record<string, string> = {
    "lib/gateway/operations/models.ts":
      "`owned_by` of the model list, which LiteLLM fills with this word for every model",
    "lib/config/cross-check.ts": "guesses which prefix a bare model name lacks, for a hint",
    "lib/ui/snippets/clients.ts": "the client package people import",
    "lib/db/migrate.ts": "the folder in which migrations keep their journal",
  }
  const own = /^lib\/(providers|catalog|testing|bench|architecture)\/|^lib\/wire\/[\w-]+\//

  it("generic code never names one", () => {
    const names = new Set(providers.map(({ id }) => id))
    const named = sourceFiles(/\.tsx?$/)
      .filter((file) => !own.test(file) && !isTest(file) && !(file in FACTS))
      .flatMap((file) =>
        [...withoutComments(read(file)).matchAll(/"([\w-]+)"/g)]
          .filter(([, word]) => names.has(word ?? ""))
          .map(([text]) => `${file}: ${text}`),
      )
    expect(named).toEqual([])
  })

  it("every exemption is still needed", () => {
    const names = providers.map(({ id }) => `"${id}"`)
    const unneeded = Object.keys(FACTS).filter((file) => !names.some((name) => read(file).includes(name)))
    expect(unneeded).toEqual([])
  })
})

describe("package.json", () => {
  const manifest = JSON.parse(read("package.json")) as Record<string, Record<string, string>>

  it("pins every dependency exactly", () => {
    const kinds = ["dependencies", "devDependencies", "optionalDependencies"]
    const all = kinds.flatMap((kind) => Object.entries(manifest[kind] ?? {}))
    expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
  })

  it("every dependency has its row in docs/dependencies.md", () => {
    const table = read("docs/dependencies.md")
    const all = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies })
    const rows = all.map((name) => name.replace(/-?(darwin|linux)-(arm64|x64)$/, "").replace(/\/$/, ""))
    expect([...new Set(rows)].filter((name) => !table.includes(`\`${name}`))).toEqual([])
  })

  it("every script starts a program that is there", () => {
    const programs = Object.values(manifest.scripts ?? {}).flatMap(
      (line) => line.match(/lib\/setup\/[\w-]+\.mjs/) ?? [],
    )
    expect(programs.filter((file) => !existsSync(new URL(`../../${file}`, import.meta.url)))).toEqual([])
  })
})

describe("decisions", () => {
  it("are named by date and title, so that they sort as they were made", () => {
    const names = readdirSync(new URL("../../docs/decisions", import.meta.url)).filter((name) => name !== "README.md")
    expect(names.filter((name) => !/^\d{4}-\d{2}-\d{2}-[a-z0-9-]+\.md$/.test(name))).toEqual([])
  })
})

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, "")
}
