/** Fields nothing here reads, which would double the file. */
const LEFT_OUT = new Set(["source", "metadata", "supported_regions", "comment"])

/**
 * A price table in LiteLLM's format as our `models.json`: one model a line, sorted, without what nothing reads. Throws when the
 * text is no such table.
 *
 * @param {string} table JSON: model name → fields
 * @returns {{ text: string, models: number }}
 */
export function catalogText(table) {
  const parsed = JSON.parse(table)
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed))
    throw new Error("the price table is no object")
  const lines = []
  for (const name of Object.keys(parsed).sort()) {
    const fields = parsed[name]
    if (name === "sample_spec" || typeof fields !== "object" || fields === null) continue
    // The table's own notes stand among the models.
    if (typeof fields.litellm_provider !== "string") continue
    const kept = Object.fromEntries(Object.entries(fields).filter(([field]) => !LEFT_OUT.has(field)))
    lines.push(`${JSON.stringify(name)}:${JSON.stringify(kept)}`)
  }
  if (lines.length === 0) throw new Error("the price table lists no model with a litellm_provider")
  return { text: `{\n${lines.join(",\n")}\n}\n`, models: lines.length }
}
