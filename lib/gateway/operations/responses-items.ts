import type { Turn } from "#lib/responses/response-store"
import { asObject, asObjects, asText, type Json } from "#lib/wire/read-json"

/** What a request says in `input`, as items. */
export function inputItems(input: unknown): Json[] {
  if (typeof input === "string") return [{ role: "user", content: input }]
  return asObjects(input)
}

/** Everything that was said up to and with this turn, as input for the next. */
export function saidIn(turns: readonly Turn[]): Json[] {
  return turns.flatMap(({ input, response }) => [...input, ...asObjects(response.output).flatMap(asInput)])
}

/**
 * An output item, said again. Without its id, which would be looked for at the provider; reasoning only where it is sealed, for
 * what is not can be read by nobody.
 */
function asInput(item: Json): Json[] {
  if (item.type === "reasoning" && asText(item.encrypted_content) === null) return []
  const { id: _id, status: _status, ...rest } = item
  return [rest]
}

/** Input items as OpenAI lists them: each with its id and type, texts as parts. `turns` is the chain up to this response. */
export function listedItems(turns: readonly Turn[]): Json[] {
  const last = turns.at(-1)
  const before = saidIn(turns.slice(0, -1))
  const stem = (last?.id ?? "").replace(/^resp_/, "")
  return [...before, ...(last?.input ?? [])].map((item, index) => {
    const type = asText(item.type) ?? "message"
    const id = asText(item.id) ?? `${PREFIXES[type] ?? "item"}_${stem}_${index}`
    return { ...item, id, type, ...(type === "message" ? { status: "completed", content: partsOf(item) } : {}) }
  })
}

const PREFIXES: Readonly<Record<string, string>> = {
  message: "msg",
  reasoning: "rs",
  function_call: "fc",
  function_call_output: "fco",
}

function partsOf(item: Json): unknown {
  const { content, role } = item
  if (typeof content !== "string") return content
  const part = role === "assistant" ? { type: "output_text", annotations: [] } : { type: "input_text" }
  return [asObject({ ...part, text: content })]
}
