import { bearer, headerKey } from "../auth"
import { type Auth, defineProvider, type Provider } from "../provider"
import { deepgramSpeech, deepgramTranscription, elevenlabsSpeech, elevenlabsTranscription } from "./audio"
import { rerank, voyageRerank } from "./cohere"
import { blackForestLabs, falImages, recraftImages, stability, stabilityPath } from "./images"
import { jinaEmbeddings, voyageEmbeddings } from "./voyage"

/** `Authorization: Token …`, `Key …`. */
const scheme =
  (word: string): Auth =>
  (apiKey) =>
    apiKey === "" ? {} : { authorization: `${word} ${apiKey}` }

const plain = (
  id: string,
  baseUrl: string,
  rest: Pick<Provider, "keyEnv" | "serves"> & { auth?: Auth; aliases?: readonly string[] },
): Provider =>
  defineProvider({ id, baseUrl, baseUrlEnv: [`${id.toUpperCase()}_API_BASE`], needsKey: true, auth: bearer, ...rest })

/** Providers that serve no chat: vectors, sound and pictures. */
export const mediaProviders: readonly Provider[] = [
  plain("voyage", "https://api.voyageai.com/v1", {
    keyEnv: ["VOYAGE_API_KEY", "VOYAGE_AI_API_KEY", "VOYAGE_AI_TOKEN"],
    serves: {
      embeddings: { codec: voyageEmbeddings, path: "/embeddings" },
      rerank: { codec: voyageRerank, path: "/rerank" },
    },
  }),
  plain("jina_ai", "https://api.jina.ai/v1", {
    keyEnv: ["JINA_AI_API_KEY", "JINA_AI_TOKEN"],
    serves: {
      embeddings: { codec: jinaEmbeddings, path: "/embeddings" },
      rerank: { codec: rerank, path: "/rerank" },
    },
  }),
  plain("deepgram", "https://api.deepgram.com/v1", {
    keyEnv: ["DEEPGRAM_API_KEY"],
    auth: scheme("Token"),
    serves: {
      transcriptions: { codec: deepgramTranscription, path: "/listen" },
      speech: { codec: deepgramSpeech, path: "/speak" },
    },
  }),
  plain("elevenlabs", "https://api.elevenlabs.io", {
    keyEnv: ["ELEVENLABS_API_KEY"],
    auth: headerKey("xi-api-key"),
    serves: {
      transcriptions: { codec: elevenlabsTranscription, path: "/v1/speech-to-text" },
      speech: { codec: elevenlabsSpeech, path: "/v1/text-to-speech" },
    },
  }),
  plain("stability", "https://api.stability.ai", {
    keyEnv: ["STABILITY_API_KEY"],
    serves: {
      images: { codec: stability, path: ({ model }) => `/v2beta/stable-image/generate/${stabilityPath(model)}` },
      imageEdits: { codec: stability, path: ({ model }) => `/v2beta/stable-image/generate/${stabilityPath(model)}` },
    },
  }),
  plain("fal_ai", "https://fal.run", {
    keyEnv: ["FAL_AI_API_KEY", "FAL_KEY"],
    auth: scheme("Key"),
    serves: { images: { codec: falImages, path: ({ model }) => `/${model}` } },
  }),
  plain("black_forest_labs", "https://api.bfl.ai", {
    keyEnv: ["BFL_API_KEY", "BLACK_FOREST_LABS_API_KEY"],
    auth: headerKey("x-key"),
    serves: {
      images: { codec: blackForestLabs, path: ({ model }) => `/v1/${model}` },
      imageEdits: { codec: blackForestLabs, path: ({ model }) => `/v1/${model}` },
    },
  }),
  plain("recraft", "https://external.api.recraft.ai/v1", {
    keyEnv: ["RECRAFT_API_KEY", "RECRAFT_API_TOKEN"],
    serves: {
      images: { codec: recraftImages, path: "/images/generations" },
      imageEdits: { codec: recraftImages, path: "/images/imageToImage" },
    },
  }),
]
