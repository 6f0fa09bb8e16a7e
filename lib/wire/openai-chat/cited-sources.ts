import type { ChatChunk, ChatResponse } from "../chat"
import { asObject, asObjects, asText, type Json } from "../read-json"

const MARKER = /\[(\d{1,3})\]/g

/**
 * Perplexity's sources (`citations`, `search_results` beside the choices, cited as `[1]` in the text) → OpenAI's `url_citation`
 * annotations at the places of the marks. The lists themselves stay where they are.
 */
export function annotateSources(chat: ChatResponse): ChatResponse {
  for (const { message } of chat.choices) {
    const found = typeof message.content === "string" ? annotationsFor(message.content, chat) : []
    if (found.length > 0) message.annotations ??= found
  }
  return chat
}

/** The same for a stream: the marks are looked for when the text is complete, in the chunk that ends it. */
export function annotateStream(): (chunk: ChatChunk) => ChatChunk {
  let text = ""
  return (chunk) => {
    const choice = chunk.choices.find((c) => (c.index ?? 0) === 0)
    if (!choice) return chunk
    text += choice.delta.content ?? ""
    if (!choice.finish_reason) return chunk
    const found = annotationsFor(text, chunk)
    if (found.length > 0) choice.delta.annotations ??= found
    return chunk
  }
}

function annotationsFor(text: string, said: Json): Json[] {
  const results = asObjects(said.search_results)
  const urls = Array.isArray(said.citations) ? said.citations : []
  return [...text.matchAll(MARKER)].flatMap((match) => {
    const index = Number(match[1]) - 1
    const result = asObject(results[index])
    const url = asText(urls[index]) ?? asText(result?.url)
    if (url === null) return []
    const place = { start_index: match.index, end_index: match.index + match[0].length }
    return [{ type: "url_citation", url_citation: { ...place, url, title: asText(result?.title) ?? "" } }]
  })
}
