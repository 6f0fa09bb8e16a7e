import { GatewayError } from "#lib/core/errors"
import type { ChatBody } from "#lib/router/chat-body"
import type { Kind, KindAnswer } from "#lib/wire/kinds"
import { isMocked, mockedError } from "./mock-response"

type Fields = Readonly<Record<string, unknown>>

/** A request of another kind as a mocked deployment answers it; every other request as it is. */
export function pretending(body: ChatBody, params: Fields): ChatBody {
  const { other } = body
  if (other === undefined || !isMocked(params)) return body
  const { kind, fields } = other
  return { ...body, other: { ...other, otherwise: async () => pretended(kind, params, fields) } }
}

/** A mocked answer: what was given when it is a whole answer, else the kind's shape around it. */
function pretended(kind: Kind, params: Fields, fields: Fields): KindAnswer {
  const error = mockedError(params.mock_response)
  if (error !== null) throw error
  const mock = params.mock_response
  if (typeof mock === "object" && mock !== null && !Array.isArray(mock)) return { body: mock as Fields, usage: null }
  return { body: shaped(kind, mock, fields), usage: { prompt_tokens: 10, completion_tokens: 0, total_tokens: 10 } }
}

function shaped(kind: Kind, mock: unknown, fields: Fields): Fields {
  const created = Math.floor(Date.now() / 1000)
  switch (kind) {
    case "embeddings": {
      const inputs = Array.isArray(fields.input) ? fields.input.length : 1
      const data = Array.from({ length: inputs }, (_, index) => ({ object: "embedding", index, embedding: mock }))
      return { object: "list", model: fields.model ?? "", data, usage: { prompt_tokens: 10, total_tokens: 10 } }
    }
    case "images":
    case "imageEdits":
    case "imageVariations":
      return { created, data: [{ url: String(mock) }] }
    case "transcriptions":
    case "translations":
      return { text: String(mock) }
    case "rerank":
      return { id: "mock", results: mock ?? [] }
    case "moderations":
      return { id: "mock", model: fields.model ?? "", results: mock ?? [] }
    case "speech":
    case "countTokens":
    case "countContents":
      throw new GatewayError("invalid_request", "This kind of call has no mocked answer.", { param: "mock_response" })
  }
}
