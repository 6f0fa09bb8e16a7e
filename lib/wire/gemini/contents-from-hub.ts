import type { ChatMessage } from "../chat"
import { asObject, asObjects, asText, type Json, parseJson } from "../read-json"
import { splitSignature } from "../tool-call-id"
import { assistantFromHub } from "./assistant"
import { type ContentPlace, partsFromHub } from "./content"
import { invalid } from "./media"
import type { Content, Part } from "./types"

export interface Conversation {
  readonly system: Part[]
  readonly contents: Content[]
}

/** From this version on a function's result may hold images and files; a name without a version is a new one. */
const RESULT_PARTS_SINCE = 3

/**
 * Hub messages → Gemini's contents: system and developer messages go to `systemInstruction`, tool results become parts of a user
 * turn, consecutive messages of one side are merged. A conversation of system messages only gets a blank user turn.
 */
export function contentsFromHub(messages: readonly ChatMessage[], version: number): Conversation {
  const system: Part[] = []
  const contents: Content[] = []
  const names = new Map<string, string>()
  messages.forEach((message, index) => {
    const place = { at: `messages[${index}]`, version }
    if (message.role === "system" || message.role === "developer") {
      system.push(...systemParts(message, place))
      return
    }
    for (const call of asObjects(message.tool_calls))
      names.set(asText(call.id) ?? "", asText(asObject(call.function)?.name) ?? "")
    const role = message.role === "assistant" ? "model" : "user"
    const parts = partsOf(message, names, place)
    if (parts.length === 0) return
    const last = contents.at(-1)
    if (last?.role === role) last.parts.push(...parts)
    else contents.push({ role, parts })
  })
  // A conversation needs a turn, and a call must follow a user's.
  if (contents.length === 0) contents.push({ role: "user", parts: [{ text: " " }] })
  const opensWithCall = contents[0]?.role === "model" && contents[0].parts.some((part) => part.functionCall)
  if (opensWithCall) contents.unshift({ role: "user", parts: [{ text: " " }] })
  return { system, contents }
}

function systemParts(message: ChatMessage, place: ContentPlace): Part[] {
  const at = `${place.at}.content`
  const parts = partsFromHub(message.content, { ...place, at })
  if (parts.some((part) => asText(part.text) === null)) throw invalid(at, `of a ${message.role} message must be text`)
  return parts
}

function partsOf(message: ChatMessage, names: ReadonlyMap<string, string>, place: ContentPlace): Part[] {
  if (message.role === "assistant") return assistantFromHub(message, place)
  if (message.role === "tool" || message.role === "function") return resultFromHub(message, names, place)
  return partsFromHub(message.content, { ...place, at: `${place.at}.content` })
}

function resultFromHub(message: ChatMessage, names: ReadonlyMap<string, string>, place: ContentPlace): Part[] {
  const given = message.role === "function" ? "" : (asText(message.tool_call_id) ?? "")
  if (message.role === "tool" && given === "") throw invalid(`${place.at}.tool_call_id`, "is missing")
  const { id } = splitSignature(given)
  // A result whose call was cut from the history is still a result of something.
  const name = names.get(given) || asText(message.name) || id
  const parts = partsFromHub(message.content, { ...place, at: `${place.at}.content` })
  const media = parts.filter((part) => asText(part.text) === null)
  const text = parts.flatMap((part) => asText(part.text) ?? []).join("\n")
  const inside = (place.version === 0 || place.version >= RESULT_PARTS_SINCE) && media.length > 0
  const functionResponse = {
    ...(id === "" ? {} : { id }),
    name,
    response: responseOf(text, message.is_error === true),
    ...(inside ? { parts: media } : {}),
  }
  return [{ functionResponse }, ...(inside ? [] : media)]
}

/** A result that is a JSON object is the response; anything else is its output (Google's word for it). */
function responseOf(text: string, failed: boolean): Json {
  const parsed = asObject(parseJson(text))
  return parsed ?? (failed ? { error: text } : { output: text })
}
