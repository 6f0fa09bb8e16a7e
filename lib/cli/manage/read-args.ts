import type { ManageArgs } from "#lib/cli/commands/manage"

/**
 * `key generate --max_budget 5 --models a,b` → its words and fields; null when the first word is a flag: then the gateway is meant to
 * serve. `--models=a` is the same, a field without a value is true, and of a field given twice all values count, with commas.
 */
export function readManageArgs(argv: readonly string[]): ManageArgs | null {
  const [first] = argv
  if (first === undefined || first.startsWith("-") || /\.ya?ml$/i.test(first)) return null
  const words: string[] = []
  const fields = new Map<string, string>()
  let help = false
  for (let i = 0; i < argv.length; i++) {
    const arg = argv[i] ?? ""
    if (arg === "--help" || arg === "-h") help = true
    else if (!arg.startsWith("--")) words.push(...arg.split("/").filter((part) => part !== ""))
    else {
      const [name = "", ...rest] = arg.slice(2).split("=")
      const next = argv[i + 1]
      const follows = rest.length === 0 && next !== undefined && !next.startsWith("--")
      if (follows) i++
      add(fields, name.replaceAll("-", "_"), rest.length > 0 ? rest.join("=") : follows ? next : "true")
    }
  }
  const url = taken(fields, "url")
  const apiKey = taken(fields, "api_key")
  return { words, fields, help, url, apiKey }
}

function add(fields: Map<string, string>, name: string, value: string): void {
  const before = fields.get(name)
  fields.set(name, before === undefined ? value : `${before},${value}`)
}

function taken(fields: Map<string, string>, name: string): string | undefined {
  const value = fields.get(name)
  fields.delete(name)
  return value
}
