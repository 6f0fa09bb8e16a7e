import { countedRequest } from "#lib/wire/gemini/counted-request"
import { gemini } from "#lib/wire/gemini/dialect"
import { camel } from "#lib/wire/gemini/types"
import type { Codec, KindRequest } from "#lib/wire/kinds"
import type { Json } from "#lib/wire/read-json"
import { readAnswer } from "./openai"

/** Gemini's countTokens (ai.google.dev/api/tokens): contents alone, or a whole request inside. */
export const geminiCount: Codec = codec("gemini-count", (asked, model) =>
  Object.keys(asked).length === 1 ? asked : { generateContentRequest: { model: `models/${model}`, ...asked } },
)

/** Vertex AI's, which takes the parts of a request that are read, side by side. */
export const vertexCount: Codec = codec("vertex-count", (asked) => {
  const read = ["contents", "systemInstruction", "tools", "generationConfig"]
  return Object.fromEntries(Object.entries(asked).filter(([name]) => read.includes(camel(name))))
})

function codec(id: string, say: (asked: Json, model: string) => Json): Codec {
  return {
    id,
    request({ fields }: KindRequest) {
      return { body: { json: say(countedRequest(fields), String(fields.model).replace(/^models\//, "")) } }
    },
    answer: (from) => ({ body: readAnswer(from), usage: null }),
    error: gemini.toHub.error,
  }
}
