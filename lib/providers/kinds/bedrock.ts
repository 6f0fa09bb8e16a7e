import { GatewayError } from "#lib/core/errors"
import type { Codec, KindRequest } from "#lib/wire/kinds"
import { asCount, asObject, asObjects, asText, type Json } from "#lib/wire/read-json"
import { cohereEmbedBody, cohereVectors } from "./cohere"
import { embeddingAnswer, joinEmbeddings, textsOf } from "./embedding-answer"
import { imagesOf } from "./google"
import { readAnswer } from "./openai"

const one = (ask: KindRequest) => textsOf(ask).map((input) => ({ ...ask, fields: { ...ask.fields, input } }))

/** Amazon Titan text embeddings (docs.aws.amazon.com/bedrock: "Amazon Titan Text Embeddings"): one text a request. */
const titan: Codec = {
  id: "titan-embeddings",
  request(ask) {
    const { dimensions, normalize } = ask.fields
    const [inputText] = textsOf(ask)
    return {
      body: {
        json: {
          inputText,
          ...(dimensions === undefined || dimensions === null ? {} : { dimensions }),
          ...(normalize === undefined ? {} : { normalize }),
        },
      },
    }
  },
  answer(from, ask) {
    const body = readAnswer(from)
    const tokens = asCount(body.inputTextTokenCount)
    return embeddingAnswer([body.embedding], ask, tokens === null ? null : { prompt_tokens: tokens, units: {} })
  },
  split: one,
  join: joinEmbeddings,
}

/** Cohere's models on Bedrock: Cohere's body without the model. */
const cohereOnBedrock: Codec = {
  id: "bedrock-cohere-embeddings",
  request: (ask) => ({ body: { json: cohereEmbedBody(ask) } }),
  answer: (from, ask) => embeddingAnswer(cohereVectors(readAnswer(from)), ask, null),
}

/** Amazon Nova multimodal embeddings, texts only. */
const nova: Codec = {
  id: "nova-embeddings",
  request(ask) {
    const [value] = textsOf(ask)
    const { dimensions, input_type: purpose } = ask.fields
    const singleEmbeddingParams = {
      embeddingPurpose: typeof purpose === "string" ? purpose.toUpperCase() : "GENERIC_INDEX",
      text: { truncationMode: "END", value },
      ...(dimensions === undefined || dimensions === null ? {} : { embeddingDimension: dimensions }),
    }
    return { body: { json: { taskType: "SINGLE_EMBEDDING", singleEmbeddingParams } } }
  },
  answer(from, ask) {
    const vectors = asObjects(readAnswer(from).embeddings).map(({ embedding }) => embedding)
    return embeddingAnswer(vectors, ask, null)
  },
  split: one,
  join: joinEmbeddings,
}

/** The codec of an embedding model on Bedrock, by its maker's name; null for one we cannot ask. */
export function bedrockEmbeddings(model: string): Codec | null {
  if (model.includes("titan-embed")) return titan
  if (model.includes("cohere.embed")) return cohereOnBedrock
  if (/nova.*embed/.test(model)) return nova
  return null
}

/** Images on Bedrock: Titan's and Nova Canvas' task bodies, and Stability's newer models. */
export function bedrockImages(model: string): Codec | null {
  if (/titan-image|nova-canvas/.test(model)) return amazonImages
  if (/stability\.(sd3|stable-image)/.test(model)) return stabilityImages
  return null
}

const amazonImages: Codec = {
  id: "amazon-images",
  request({ fields }) {
    const [, width, height] = /^(\d+)x(\d+)$/.exec(String(fields.size ?? "")) ?? []
    const sized = width === undefined ? {} : { width: Number(width), height: Number(height) }
    const imageGenerationConfig = {
      numberOfImages: Number(fields.n ?? 1),
      ...sized,
      ...asObject(fields.imageGenerationConfig),
    }
    return {
      body: { json: { taskType: "TEXT_IMAGE", textToImageParams: { text: fields.prompt }, imageGenerationConfig } },
    }
  },
  answer: (from) => base64Images(readAnswer(from)),
}

const stabilityImages: Codec = {
  id: "bedrock-stability-images",
  request: ({ fields }) => ({ body: { json: { prompt: fields.prompt, mode: "text-to-image", output_format: "png" } } }),
  answer: (from) => base64Images(readAnswer(from)),
}

function base64Images(body: Json) {
  if (asText(body.error))
    throw new GatewayError("upstream_failed", `The provider failed: ${String(body.error).slice(0, 300)}`)
  const images = Array.isArray(body.images) ? body.images.filter((item) => typeof item === "string") : []
  return imagesOf(images as string[], null)
}
