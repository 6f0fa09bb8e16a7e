// biome-ignore-all format: a case is a line
import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import type { Codec, Kind, KindAnswer } from "#lib/wire/kinds"
import { providerError } from "#lib/wire/provider-error"
import { asObjects, type Json } from "#lib/wire/read-json"
import { providers } from "../index"

/** Real exchanges, vectors and files shortened; source and licence are in each record. */
interface Recording {
  readonly id: string
  readonly path: string
  readonly request: Json
  readonly status: number
  readonly response: Json
}
const recordings = JSON.parse(
  readFileSync(new URL("./testdata/recordings.json", import.meta.url), "utf8"),
) as Recording[]
const recorded = (id: string): Recording => {
  const found = recordings.find((each) => each.id === id)
  if (found === undefined) throw new Error(`no recording ${id}`)
  return found
}

const env = { VERTEXAI_PROJECT: "p", VERTEXAI_LOCATION: "l" }

/** How a provider serves a kind of call for a model: its codec and path. */
function serviceOf(id: string, kind: Kind, model: string): { codec: Codec; path: string } {
  const serves = providers.find((each) => each.id === id)?.serves[kind]
  const service = typeof serves === "function" ? serves(model) : serves
  if (!service) throw new Error(`${id} does not serve ${kind}`)
  const given = { model, apiKey: "k", params: {}, env }
  return { codec: service.codec, path: typeof service.path === "string" ? service.path : service.path({ model, given }) }
}

const answerOf = (codec: Codec, { response }: Recording, fields: Json): KindAnswer =>
  codec.answer({ contentType: "application/json", bytes: Buffer.from(JSON.stringify(response)) }, { fields, files: [] })

const vectors = ({ body }: KindAnswer) => asObjects((body as Json).data).map(({ embedding }) => embedding)

/** Recording, provider, what the client asked in OpenAI's words, vectors it gets, prompt tokens (undefined: not reported). */
const EMBEDDINGS: [string, string, Json, number, number | undefined][] = [
  ["bedrock/invoke/e75b9a6373", "bedrock", { model: "cohere.embed-english-v3", input: "Hello, world!", input_type: "search_query", truncate: "NONE" }, 1, undefined],
  ["bedrock/invoke/f963a7a124", "bedrock", { model: "cohere.embed-v4:0", input: ["hello", "world"], truncate: "NONE" }, 2, undefined],
  ["bedrock/invoke/6b1f1dd1ef", "bedrock", { model: "amazon.titan-embed-text-v2:0", input: ["Hello, world!"], dimensions: 256, normalize: true }, 1, 5],
  ["bedrock/invoke/746ec0b013", "bedrock", { model: "amazon.titan-embed-text-v1", input: "Hello, world!" }, 1, 4],
  ["gemini/embedContent/3c1ade9f1d", "gemini", { model: "gemini-embedding-2-preview", input: ["Hello, world!"], dimensions: 768, input_type: "retrieval_query" }, 1, undefined],
  ["gemini/embedContent/8eecb2a793", "gemini", { model: "gemini-embedding-2", input: "title: none | text: hello" }, 1, 7],
  ["vertex/embedContent/d71f4db79c", "vertex_ai", { model: "gemini-embedding-2", input: "task: question answering | query: Hello, world!" }, 1, 11],
  ["vertex/predict/e389271456", "vertex_ai", { model: "text-embedding-004", input: "Ruby is a programmer's best friend", dimensions: 768 }, 1, 10],
  ["mistral/embeddings/fc508b113b", "mistral", { model: "mistral-embed", input: "Ruby is a programmer's best friend" }, 1, 11],
  ["openrouter/embeddings/21e260e27c", "openrouter", { model: "openai/text-embedding-3-small", input: "Ruby is a programmer's best friend" }, 1, 7],
  ["perplexity/embeddings/51dcd6ecdf", "perplexity", { model: "pplx-embed-v1-0.6b", input: "Ruby is a programmer's best friend" }, 1, 7],
]

describe("embeddings, as providers were recorded", () => {
  it.each(EMBEDDINGS)("%s is asked and read the same", (id, provider, fields, count, tokens) => {
    const recording = recorded(id)
    const { codec, path } = serviceOf(provider, "embeddings", String(fields.model))
    const { body } = codec.request({ fields, files: [] })
    expect("json" in body ? body.json : null).toEqual(recording.request)
    expect(recording.path.replaceAll(":", "%3A")).toContain(path.slice(path.lastIndexOf("/")).replaceAll(":", "%3A"))
    const answer = answerOf(codec, recording, fields)
    expect(vectors(answer)).toHaveLength(count)
    for (const vector of vectors(answer)) expect((vector as number[]).every((x) => typeof x === "number")).toBe(true)
    expect(answer.usage?.prompt_tokens).toBe(tokens)
  })

  it("are given as base64 of the same floats where the provider knows floats only", () => {
    const { codec } = serviceOf("cohere", "embeddings", "embed-v4.0")
    const fields = { model: "embed-v4.0", input: ["hello", "world"] }
    const floats = vectors(answerOf(codec, recorded("cohere/embeddings/5ea6a1ffa3"), fields)) as number[][]
    const encoded = answerOf(codec, recorded("cohere/embeddings/5ea6a1ffa3"), { ...fields, encoding_format: "base64" })
    const bytes = Buffer.from(String(vectors(encoded)[1]), "base64")
    expect(bytes.readFloatLE(8)).toBeCloseTo(floats[1]?.[2] ?? 0, 6)
    expect(encoded.usage).toMatchObject({ prompt_tokens: 2 })
  })

  it("of several single requests come as one answer, in order", () => {
    const { codec } = serviceOf("bedrock", "embeddings", "amazon.titan-embed-text-v1")
    const ask = { fields: { model: "m", input: ["a", "b"] }, files: [] }
    expect(codec.split?.(ask).map(({ fields }) => fields.input)).toEqual(["a", "b"])
    const one = answerOf(codec, recorded("bedrock/invoke/746ec0b013"), { model: "m" })
    const joined = codec.join?.([one, one], ask)
    expect(joined?.usage?.prompt_tokens).toBe(8)
    expect(joined?.body).toMatchObject({ data: [{ index: 0 }, { index: 1 }] })
  })

  it("of tokens are refused where only text is taken", () => {
    const { codec } = serviceOf("gemini", "embeddings", "gemini-embedding-001")
    expect(() => codec.request({ fields: { model: "m", input: [1, 2] }, files: [] })).toThrow(/not tokens/)
  })
})

describe("the other kinds, as providers were recorded", () => {
  it.each([
    ["cohere/rerank/03b5de5841", "cohere", { searches: 1 }, 0],
    ["openrouter/rerank/524434480b", "openrouter", {}, 17],
  ] as const)("%s is read as Cohere's rerank", (id, provider, units, tokens) => {
    const recording = recorded(id)
    const { codec } = serviceOf(provider, "rerank", "m")
    expect(codec.request({ fields: recording.request, files: [] }).body).toEqual({ json: recording.request })
    const answer = answerOf(codec, recording, recording.request)
    expect((answer.body as Json).results).toEqual(recording.response.results)
    expect(answer.usage).toMatchObject({ units, prompt_tokens: tokens })
  })

  it("transcripts carry their seconds, images their number, speech its bytes", () => {
    const heard = answerOf(serviceOf("openai", "transcriptions", "w").codec, recorded("openai/audio/4b8d81a7f7"), {})
    expect(heard.usage?.units?.seconds).toBe(7)
    for (const [id, provider] of [["openai/images/012803d7ec", "openai"], ["xai/images/98ef2d1ff4", "xai"]] as const)
      expect(answerOf(serviceOf(provider, "images", "m").codec, recorded(id), {}).usage?.units?.images).toBe(1)
    const spoken = answerOf(serviceOf("mistral", "speech", "m").codec, recorded("mistral/audio/051dea29d5"), {})
    expect(Buffer.isBuffer(spoken.body) && spoken.body.toString("latin1", 0, 3)).toBe("ID3")
    expect(spoken.contentType).toBe("audio/mpeg")
  })

  it("moderation and token counts pass as they are", () => {
    const judged = answerOf(serviceOf("openai", "moderations", "m").codec, recorded("openai/moderations/2d1177e879"), {})
    expect((judged.body as Json).results).toEqual(recorded("openai/moderations/2d1177e879").response.results)
    const counted = answerOf(serviceOf("anthropic", "countTokens", "m").codec, recorded("anthropic/count_tokens/2431fa9e66"), {})
    expect(counted.body).toEqual({ input_tokens: 1114 })
  })

  it.each([
    ["anthropic/count_tokens/3fa20e6dfa", "model_not_found"],
    ["cohere/embeddings/45eda5e8dc", "model_not_found"],
    ["gemini/embedContent/cc85c945d0", "model_not_found"],
    ["openai/embeddings/e427550b2b", "invalid_request"],
    ["openai/images/64a296fd3a", "invalid_request"],
  ])("%s is the error %s", (id, kind) => {
    const { status, response } = recorded(id)
    const e = providerError(status, JSON.stringify(response))
    expect(e.kind).toBe(kind)
    expect(e.message).toContain("The provider said: ")
  })
})
