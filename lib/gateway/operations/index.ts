import type { Operation } from "#lib/gateway/operation"
import { speech, transcriptions, translations } from "./audio"
import { cancelBatch, createBatch, listBatches, retrieveBatch } from "./batches"
import { chatCompletions } from "./chat-completions"
import { completions } from "./completions"
import { countTokens } from "./count-tokens"
import { embeddings } from "./embeddings"
import { explainRequest } from "./explain"
import { deleteFile, fileContent, listFiles, retrieveFile, uploadFile } from "./files"
import { fineTuningJobs } from "./fine-tuning"
import { generateContent, streamGenerateContent } from "./generate-content"
import { countContents } from "./generate-content-count"
import { geminiModel, geminiModels } from "./generate-content-models"
import { health } from "./health"
import { imageEdits, imageGenerations, imageVariations } from "./images"
import { messages } from "./messages"
import { modelGroupInfo } from "./model-group-info"
import { model, models } from "./models"
import { moderations } from "./moderations"
import { passThroughs } from "./pass-through"
import { realtime } from "./realtime"
import { clientSecrets, realtimeSessions } from "./realtime-secrets"
import { rerank } from "./rerank"
import { responses } from "./responses"
import { cancelResponse, deleteResponse, responseInputItems, retrieveResponse } from "./responses-by-id"
import { supportedOpenaiParams } from "./supported-openai-params"
import { tokenCounter } from "./token-counter"
import { transformRequest } from "./transform-request"
import { vectorStores } from "./vector-stores"

/** Every endpoint of the data plane. */
export const operations: readonly Operation[] = [
  chatCompletions,
  completions,
  messages,
  responses,
  retrieveResponse,
  deleteResponse,
  cancelResponse,
  responseInputItems,
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
  realtime,
  clientSecrets,
  realtimeSessions,
  rerank,
  moderations,
  tokenCounter,
  transformRequest,
  supportedOpenaiParams,
  modelGroupInfo,
  explainRequest,
  uploadFile,
  listFiles,
  retrieveFile,
  fileContent,
  deleteFile,
  createBatch,
  listBatches,
  retrieveBatch,
  cancelBatch,
  ...vectorStores,
  ...fineTuningJobs,
  health,
  models,
  model,
  geminiModels,
  geminiModel,
  // Last: what is ours below one of these paths is found first.
  ...passThroughs,
]
