import type { Operation } from "#lib/gateway/operation"
import { speech, transcriptions, translations } from "./audio"
import { chatCompletions } from "./chat-completions"
import { completions } from "./completions"
import { countTokens } from "./count-tokens"
import { embeddings } from "./embeddings"
import { explainRequest } from "./explain"
import { generateContent, streamGenerateContent } from "./generate-content"
import { countContents } from "./generate-content-count"
import { geminiModel, geminiModels } from "./generate-content-models"
import { health } from "./health"
import { imageEdits, imageGenerations, imageVariations } from "./images"
import { messages } from "./messages"
import { model, models } from "./models"
import { moderations } from "./moderations"
import { rerank } from "./rerank"
import { responses } from "./responses"
import { tokenCounter } from "./token-counter"

/** Every endpoint of the data plane. */
export const operations: readonly Operation[] = [
  chatCompletions,
  completions,
  messages,
  responses,
  countTokens,
  generateContent,
  streamGenerateContent,
  countContents,
  embeddings,
  imageGenerations,
  imageEdits,
  imageVariations,
  transcriptions,
  translations,
  speech,
  rerank,
  moderations,
  tokenCounter,
  explainRequest,
  health,
  models,
  model,
  geminiModels,
  geminiModel,
]
