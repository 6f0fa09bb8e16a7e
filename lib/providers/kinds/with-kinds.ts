import { openaiCompletions } from "#lib/wire/completions"
import type { Codec } from "#lib/wire/kinds"
import { azurePath, type Wanted } from "../azure-address"
import type { ChatService, Given, KindService, Provider, Serves } from "../provider"
import { vertexAi } from "../vertex-ai"
import { anthropicCount } from "./anthropic"
import { mistralSpeech } from "./audio"
import { bedrockEmbeddings, bedrockImages } from "./bedrock"
import { cohereEmbeddings, cohereRerank, rerank } from "./cohere"
import { geminiCount, vertexCount } from "./gemini-count"
import { embedContent, geminiEmbeddings, geminiImages, imagen, vertexEmbeddings } from "./google"
import {
  openaiEmbeddings,
  openaiImageForm,
  openaiImages,
  openaiModerations,
  openaiSpeech,
  openaiTranscription,
} from "./openai"
import { perplexityEmbeddings } from "./voyage"

type Kinds = Omit<Serves, "chat">

const at = (codec: Codec, path: KindService["path"]): KindService => ({ codec, path })

const EMBEDDINGS: Kinds = { embeddings: at(openaiEmbeddings, "/embeddings") }
const IMAGES: Kinds = { images: at(openaiImages, "/images/generations") }
const IMAGE_EDITS: Kinds = { imageEdits: at(openaiImageForm, "/images/edits") }
const HEARING: Kinds = { transcriptions: at(openaiTranscription, "/audio/transcriptions") }
const TRANSLATION: Kinds = { translations: at(openaiTranscription, "/audio/translations") }
const SPEECH: Kinds = { speech: at(openaiSpeech, "/audio/speech") }
const MODERATIONS: Kinds = { moderations: at(openaiModerations, "/moderations") }
const RERANK: Kinds = { rerank: at(rerank, "/rerank") }

const OPENAI: Kinds = {
  ...EMBEDDINGS,
  ...IMAGES,
  ...IMAGE_EDITS,
  imageVariations: at(openaiImageForm, "/images/variations"),
  ...HEARING,
  ...TRANSLATION,
  ...SPEECH,
  ...MODERATIONS,
}
/** A gateway or server that imitates all of it. */
const ALL: Kinds = { ...OPENAI, ...RERANK }

const AZURE: Wanted = {
  id: "azure",
  names: ["AZURE_API_BASE", "AZURE_OPENAI_ENDPOINT"],
  example: "https://<resource>.openai.azure.com",
}
const azureKinds = Object.fromEntries(
  Object.entries(OPENAI)
    .filter(([kind]) => kind !== "moderations")
    .map(([kind, service]) => {
      const { codec, path } = service as KindService
      return [kind, { codec, path: (call) => azurePath(String(path).slice(1), call, AZURE) } satisfies KindService]
    }),
) as Kinds

type PathOf = (call: { readonly model: string; readonly given: Given }, verb: string) => string

const isGemini = (model: string) => /(?:^|\/)gem(?:ini|ma)/.test(model)
const isImagen = (model: string) => model.startsWith("imagen")
const isPredicted = (model: string) =>
  /^(?:google\/)?(?:text-|textembedding|gemini-embedding-001|multimodal)/.test(model)

/** Google's methods: the same on both of its doors, but for embeddings. */
function google(path: PathOf, count: Codec, embeddings: Kinds["embeddings"]): Kinds {
  const drawing = at(geminiImages, (call) => path(call, "generateContent"))
  const predicting = at(imagen, (call) => path(call, "predict"))
  return {
    ...(embeddings === undefined ? {} : { embeddings }),
    images: (model) => (isImagen(model) ? predicting : drawing),
    imageEdits: (model) => (isImagen(model) ? null : drawing),
    countContents: (model) => (isGemini(model) ? at(count, (call) => path(call, "countTokens")) : null),
  }
}

const geminiPath: PathOf = ({ model }, verb) =>
  `/v1beta/models/${encodeURIComponent(model.replace(/^models\//, ""))}:${verb}`
const GEMINI = google(
  geminiPath,
  geminiCount,
  at(geminiEmbeddings, (call) => geminiPath(call, "batchEmbedContents")),
)

/** Vertex' place of a model is known to its chat; another verb stands behind it. */
const vertexPath: PathOf = (call, verb) => {
  const { chat } = vertexAi.serves
  const service = typeof chat === "function" ? chat(call.model, call.given) : chat
  const path = typeof service?.path === "function" ? service.path({ ...call, stream: false }) : ""
  return path.replace(/:\w+$/, `:${verb}`)
}
const VERTEX = google(vertexPath, vertexCount, (model) =>
  isPredicted(model)
    ? at(vertexEmbeddings, (call) => vertexPath(call, "predict"))
    : at(embedContent, (call) => vertexPath(call, "embedContent")),
)

const invoked = (codec: Codec | null): KindService | null =>
  codec === null
    ? null
    : at(codec, ({ model, given: { params } }) => {
        const id = typeof params.model_id === "string" && params.model_id !== "" ? params.model_id : model
        return `/model/${encodeURIComponent(id)}/invoke`
      })
const BEDROCK: Kinds = {
  embeddings: (model) => invoked(bedrockEmbeddings(model)),
  images: (model) => invoked(bedrockImages(model)),
}

const KINDS: Readonly<Record<string, Kinds>> = {
  openai: OPENAI,
  azure: azureKinds,
  anthropic: { countTokens: at(anthropicCount, "/v1/messages/count_tokens") },
  cohere: { embeddings: at(cohereEmbeddings, "/v2/embed"), rerank: at(cohereRerank, "/v2/rerank") },
  gemini: GEMINI,
  vertex_ai: VERTEX,
  bedrock: BEDROCK,
  mistral: { ...EMBEDDINGS, ...HEARING, ...MODERATIONS, speech: at(mistralSpeech, "/audio/speech") },
  groq: { ...HEARING, ...TRANSLATION, ...SPEECH },
  xai: { ...IMAGES, ...IMAGE_EDITS },
  openrouter: { ...EMBEDDINGS, ...RERANK, ...SPEECH, ...IMAGES },
  together_ai: { ...EMBEDDINGS, ...IMAGES, ...RERANK, ...SPEECH, ...HEARING },
  fireworks_ai: { ...EMBEDDINGS, ...RERANK, ...HEARING },
  deepinfra: { ...EMBEDDINGS, ...IMAGES, ...HEARING, ...SPEECH },
  perplexity: { embeddings: at(perplexityEmbeddings, "/v1/embeddings") },
  ollama: { embeddings: at(openaiEmbeddings, "/v1/embeddings") },
  litellm_proxy: ALL,
  localai: ALL,
  openai_like: ALL,
  xinference: ALL,
  hosted_vllm: { ...EMBEDDINGS, ...RERANK, ...HEARING },
  vllm: { ...EMBEDDINGS, ...RERANK, ...HEARING },
  infinity: { ...EMBEDDINGS, ...RERANK },
  siliconflow: { ...EMBEDDINGS, ...RERANK, ...IMAGES, ...HEARING, ...SPEECH },
  aiml: { ...EMBEDDINGS, ...IMAGES },
  cometapi: { ...EMBEDDINGS, ...IMAGES },
}

/** Providers whose text completions serve all their models. */
const COMPLETES = new Set(
  "deepinfra fireworks_ai hosted_vllm hyperbolic koboldcpp litellm_proxy llama_cpp llamafile lm_studio localai oobabooga openai_like openrouter sglang together_ai vllm".split(
    " ",
  ),
)
const completions: ChatService = { dialect: openaiCompletions, path: "/completions" }
const someCompletions: ChatService = { ...completions, modes: ["completion"] }

/** A provider with the other kinds of call it serves. Those that speak OpenAI's chat at its usual path have its embeddings there too. */
export function withKinds(provider: Provider): Provider {
  const { serves, id } = provider
  const kinds = KINDS[id] ?? (isPlain(serves.chat) ? EMBEDDINGS : {})
  const text = COMPLETES.has(id) ? completions : id === "openai" ? someCompletions : null
  const { chat } = serves
  const wider = text === null || chat === undefined ? {} : { chat: alsoIn(chat, text) }
  return { ...provider, serves: { ...kinds, ...serves, ...wider } }
}

function isPlain(chat: Serves["chat"]): boolean {
  return typeof chat === "object" && chat.dialect.id === "openai-chat" && chat.path === "/chat/completions"
}

function alsoIn(chat: NonNullable<Serves["chat"]>, service: ChatService): NonNullable<Serves["chat"]> {
  if (typeof chat === "function") return (model, given) => withDoor(chat(model, given), service)
  return withDoor(chat, service)
}

const withDoor = (chat: ChatService, service: ChatService): ChatService => ({
  ...chat,
  also: [...(chat.also ?? []), service],
})
