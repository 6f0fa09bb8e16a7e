import type { ChatMessage, ContentPart } from "../chat"
import { asObject, asObjects, asText, type Json } from "../read-json"
import { assistantToHub } from "./assistant"
import { contentToHub } from "./content"
import { type Part, readPart } from "./types"

/** A client's `contents` → hub messages. Calls without an id get one, and results find theirs by name and order. */
export function contentsToHub(contents: readonly Json[]): ChatMessage[] {
  const open: { id: string; name: string }[] = []
  let calls = 0
  const idOf = () => `call_${calls++}`
  return contents.flatMap((content): ChatMessage[] => {
    const parts = asObjects(content.parts).map(readPart)
    if (content.role === "model") {
      const message = assistantToHub(parts, { idOf, history: true })
      for (const call of message.tool_calls ?? []) open.push({ id: call.id, name: call.function.name })
      return [message]
    }
    const results = parts.filter((part) => asObject(part.functionResponse))
    const rest = parts.filter((part) => !asObject(part.functionResponse))
    const answers = results.map((part) => resultToHub(part, open, idOf))
    // OpenAI wants the results right behind the calls, so they come before what else the user said.
    if (rest.length === 0) return answers
    return [...answers, { role: "user", content: contentToHub(rest) }]
  })
}

/** A client's `systemInstruction` (a content, its parts or a text) → the hub's system message; none when it is empty. */
export function systemToHub(value: unknown): ChatMessage[] {
  if (typeof value === "string") return value === "" ? [] : [{ role: "system", content: value }]
  const content = asObject(value)
  const given = content?.parts ?? value
  const parts = (Array.isArray(given) ? asObjects(given) : asObjects([given])).map(readPart)
  const known = parts.filter((part) => asText(part.text) !== "")
  return known.length === 0 ? [] : [{ role: "system", content: contentToHub(known) }]
}

function resultToHub(part: Part, open: { id: string; name: string }[], idOf: () => string): ChatMessage {
  const result: Json = asObject(part.functionResponse) ?? {}
  const name = asText(result.name) ?? ""
  const id = asText(result.id)
  // An id of our own making may carry the call's signature behind it.
  const byId = open.findIndex((call) => id !== null && (call.id === id || call.id.startsWith(`${id}__thought__`)))
  const at = byId === -1 && id === null ? open.findIndex((call) => call.name === name) : byId
  const call = at === -1 ? undefined : open.splice(at, 1)[0]
  const media = asObjects(result.parts).map(readPart)
  return {
    role: "tool",
    tool_call_id: call?.id ?? id ?? idOf(),
    name,
    ...responseToHub(asObject(result.response) ?? {}, media),
  }
}

function responseToHub(response: Json, media: readonly Part[]): { content: string | ContentPart[]; is_error?: true } {
  const [only] = Object.keys(response)
  const alone = Object.keys(response).length === 1
  const failed = alone && only === "error" && asText(response.error) !== null
  const plain = alone && (failed || only === "output") ? asText(response[only ?? ""]) : null
  const said = plain ?? JSON.stringify(response)
  const text: ContentPart = { type: "text", text: said }
  const shown = media.length === 0 ? [] : contentToHub([...media])
  const content = Array.isArray(shown) && shown.length > 0 ? [text, ...shown] : said
  return { content, ...(failed ? { is_error: true } : {}) }
}
