import { readFile, writeFile } from "node:fs/promises"
import { catalogText } from "./catalog-text.mjs"
import { root } from "./paths.mjs"

/** The price table LiteLLM maintains (MIT licence, BerriAI). */
const SOURCE = "https://raw.githubusercontent.com/BerriAI/litellm/main/model_prices_and_context_window.json"
const TIMEOUT_MS = 60_000

const [source = SOURCE] = process.argv.slice(2)
const file = `${root}/lib/catalog/models.json`
const before = await readFile(file, "utf8")
const { text, models } = catalogText(await read(source))
const known = new Set(Object.keys(JSON.parse(before)))
const now = new Set(Object.keys(JSON.parse(text)))
if (now.size < known.size / 2) {
  console.error(`${source} lists ${now.size} models, less than half of the ${known.size} known: nothing was changed.`)
  process.exit(1)
}
await writeFile(file, text)
const added = [...now].filter((name) => !known.has(name))
const gone = [...known].filter((name) => !now.has(name))
console.log(
  `${models} models: ${added.length} new, ${gone.length} gone. Run npm test, then commit lib/catalog/models.json.`,
)

/** A URL or a file. */
async function read(from) {
  if (!/^https?:/.test(from)) return readFile(from, "utf8")
  const response = await fetch(from, { signal: AbortSignal.timeout(TIMEOUT_MS) })
  if (!response.ok) throw new Error(`${from} answered ${response.status}`)
  return response.text()
}
