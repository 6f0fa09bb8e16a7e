import { GatewayError } from "#lib/core/errors"
import type { Codec, KindRequest, KindUsage } from "#lib/wire/kinds"
import { asCount, asObject, asObjects, asText, type Json } from "#lib/wire/read-json"
import { embeddingAnswer, joinEmbeddings, textsOf } from "./embedding-answer"
import { readAnswer } from "./openai"

/** `gemini-embedding-001` → `models/gemini-embedding-001`. */
const fullName = (model: unknown) => (String(model).includes("/") ? String(model) : `models/${model}`)

/** OpenAI's input types and LiteLLM's, and Google's task types, which pass as they are. */
function options({ fields }: KindRequest): Json {
  const task = fields.task_type ?? fields.taskType ?? fields.input_type
  return {
    ...(fields.dimensions === undefined || fields.dimensions === null
      ? {}
      : { outputDimensionality: fields.dimensions }),
    ...(typeof task === "string" ? { taskType: task.toUpperCase() } : {}),
    ...(typeof fields.title === "string" ? { title: fields.title } : {}),
  }
}

function usageOf(body: Json): KindUsage | null {
  const usage = asObject(body.usageMetadata)
  const tokens = asCount(usage?.promptTokenCount) ?? asCount(usage?.totalTokenCount)
  return tokens === null ? null : { prompt_tokens: tokens, units: {} }
}

/** Gemini's `batchEmbedContents` (ai.google.dev/api/embeddings): all texts in one request. */
export const geminiEmbeddings: Codec = {
  id: "gemini-embeddings",
  request(ask) {
    const model = fullName(ask.fields.model)
    const requests = textsOf(ask).map((text) => ({ model, content: { parts: [{ text }] }, ...options(ask) }))
    return { body: { json: { requests } } }
  },
  answer(from, ask) {
    const body = readAnswer(from)
    return embeddingAnswer(
      asObjects(body.embeddings).map(({ values }) => values),
      ask,
      usageOf(body),
    )
  },
}

/** `embedContent` (Vertex's newer models): one text a request. */
export const embedContent: Codec = {
  id: "embed-content",
  request(ask) {
    const [text] = textsOf(ask)
    const { taskType, title, outputDimensionality } = options(ask)
    const config = { taskType, title, outputDimensionality }
    const given = Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined))
    return { body: { json: { content: { parts: [{ text }] }, ...given } } }
  },
  answer(from, ask) {
    const body = readAnswer(from)
    return embeddingAnswer([asObject(body.embedding)?.values], ask, usageOf(body))
  },
  split: (ask) => textsOf(ask).map((input) => ({ ...ask, fields: { ...ask.fields, input } })),
  join: joinEmbeddings,
}

/** Vertex' `predict` for text embeddings (cloud.google.com/vertex-ai/generative-ai/docs/model-reference/text-embeddings-api). */
export const vertexEmbeddings: Codec = {
  id: "vertex-embeddings",
  request(ask) {
    const { taskType, title, outputDimensionality } = options(ask)
    const instances = textsOf(ask).map((content) => ({
      content,
      ...(taskType === undefined ? {} : { task_type: taskType }),
      ...(title === undefined ? {} : { title }),
    }))
    return {
      body: {
        json: { instances, ...(outputDimensionality === undefined ? {} : { parameters: { outputDimensionality } }) },
      },
    }
  },
  answer(from, ask) {
    const embedded = asObjects(readAnswer(from).predictions).map((item) => asObject(item.embeddings) ?? {})
    let tokens = 0
    for (const { statistics } of embedded) tokens += asCount(asObject(statistics)?.token_count) ?? 0
    const vectors = embedded.map(({ values }) => values)
    return embeddingAnswer(vectors, ask, tokens === 0 ? null : { prompt_tokens: tokens, units: {} })
  },
}

/** Sizes OpenAI's clients ask for → Imagen's aspect ratios. */
const RATIOS: Readonly<Record<string, string>> = {
  "1024x1024": "1:1",
  "512x512": "1:1",
  "256x256": "1:1",
  "1792x1024": "16:9",
  "1024x1792": "9:16",
  "1536x1024": "4:3",
  "1024x1536": "3:4",
  "1280x896": "4:3",
  "896x1280": "3:4",
}

function ratioOf(size: unknown): Json {
  if (size === undefined || size === null || size === "auto") return {}
  const ratio = RATIOS[String(size)] ?? (/^\d+:\d+$/.test(String(size)) ? String(size) : undefined)
  if (ratio === undefined)
    throw new GatewayError("invalid_request", `The field \`size\` must be one of ${Object.keys(RATIOS).join(", ")}.`, {
      param: "size",
    })
  return { aspectRatio: ratio }
}

/** Imagen through `predict` (ai.google.dev/gemini-api/docs/imagen), on Gemini and Vertex. */
export const imagen: Codec = {
  id: "imagen",
  request({ fields }) {
    const parameters = { sampleCount: Number(fields.n ?? 1), ...ratioOf(fields.size), ...asObject(fields.parameters) }
    return { body: { json: { instances: [{ prompt: fields.prompt }], parameters } } }
  },
  answer(from) {
    const images = asObjects(readAnswer(from).predictions).flatMap((item) => asText(item.bytesBase64Encoded) ?? [])
    return imagesOf(images, null)
  },
}

/** Gemini models that draw: `generateContent` with images among its modalities. */
export const geminiImages: Codec = {
  id: "gemini-images",
  request({ fields, files }) {
    const inline = files.map((file) => ({
      inlineData: { mimeType: file.contentType, data: file.bytes.toString("base64") },
    }))
    const imageConfig = ratioOf(fields.size)
    return {
      body: {
        json: {
          contents: [{ role: "user", parts: [{ text: fields.prompt }, ...inline] }],
          generationConfig: {
            responseModalities: ["TEXT", "IMAGE"],
            ...(Object.keys(imageConfig).length === 0 ? {} : { imageConfig }),
          },
        },
      },
    }
  },
  answer(from) {
    const body = readAnswer(from)
    const parts = asObjects(body.candidates).flatMap(({ content }) => asObjects(asObject(content)?.parts))
    const images = parts.flatMap(({ inlineData, inline_data: other }) => {
      const data = asText((asObject(inlineData) ?? asObject(other))?.data)
      return data === null ? [] : [data]
    })
    const usage = asObject(body.usageMetadata)
    const prompt = asCount(usage?.promptTokenCount)
    const output = asCount(usage?.candidatesTokenCount)
    const drawn = asObjects(usage?.candidatesTokensDetails).find(({ modality }) => modality === "IMAGE")
    if (prompt === null || output === null) return imagesOf(images, null)
    const imageOutputTokens = asCount(drawn?.tokenCount) ?? output
    return imagesOf(images, { prompt_tokens: prompt, completion_tokens: output, units: { imageOutputTokens } })
  },
}

/** Base64 images → OpenAI's answer. Throws when there are none: the prompt was filtered. */
export function imagesOf(images: readonly string[], usage: KindUsage | null) {
  if (images.length === 0)
    throw new GatewayError(
      "content_policy_violation",
      "The provider made no image. It may have refused the prompt: change it and try again.",
    )
  return {
    body: { created: Math.floor(Date.now() / 1000), data: images.map((image) => ({ b64_json: image })) },
    usage: { ...usage, units: { ...usage?.units, images: images.length } },
  }
}
