/** The published entry: `import { completion, Router } from "tollgate"`. No server, no database; nothing is loaded before it is used. */
export type {
  ChatChunk,
  ChatResponse,
  ChatTool,
  ContentPart,
  ResponseFormat,
  ToolCall,
  ToolChoice,
  Usage,
} from "#lib/wire/chat"
export {
  type SpeechOptions,
  type SpeechResponse,
  type Spoken,
  speech,
  type TranscriptionOptions,
  type TranscriptionResponse,
  transcription,
} from "./audio"
export {
  type BatchCompletionOptions,
  type BatchModelsOptions,
  batchCompletion,
  batchCompletionModels,
  batchCompletionModelsAllResponses,
} from "./batch-completion"
export { closeConnections } from "./close-connections"
export { acompletion, type CompletionStream, completion, type ModelResponse } from "./completion"
export { type CompletionCostOptions, type CostPerTokenOptions, completionCost, costPerToken } from "./completion-cost"
export type { DialectAnswer, DialectStream } from "./dialect-answer"
export { aembedding, type EmbeddingOptions, type EmbeddingResponse, embedding } from "./embedding"
export * from "./exceptions"
export type { FileInput } from "./file-input"
export { getLlmProvider, type LlmProvider } from "./get-llm-provider"
export type { Hidden, HiddenParams, ModelStream } from "./hidden"
export {
  type ImageEditOptions,
  type ImageOptions,
  type ImageResponse,
  type ImageVariationOptions,
  imageEdit,
  imageGeneration,
  imageVariation,
} from "./images"
export { type MessagesOptions, messages } from "./messages"
export { getMaxTokens, getModelInfo, type ModelInfo, registerModel } from "./model-info"
export type { ModelName } from "./model-name"
export { type ModerationOptions, type ModerationResponse, moderation } from "./moderation"
export type { CallOptions, CompletionOptions, Fallback, Message } from "./options"
export { type RerankOptions, type RerankResponse, rerank } from "./rerank"
export { type ResponsesOptions, responses } from "./responses"
export { type DeploymentInfo, Router } from "./router"
export type { FallbackRules, RouterModel, RouterOptions } from "./router-options"
export {
  type Callback,
  type CallbackFacts,
  failureCallback,
  type Settings,
  settings,
  successCallback,
} from "./settings"
export { streamChunkBuilder } from "./stream-chunk-builder"
export { getSupportedOpenaiParams } from "./supported-params"
export * from "./supports"
export {
  type TextCompletion,
  type TextCompletionOptions,
  type TextCompletionResponse,
  type TextCompletionStream,
  textCompletion,
} from "./text-completion"
export { decode, encode, type TokenCounterOptions, tokenCounter } from "./token-counter"
export { type TrimOptions, trimMessages } from "./trim-messages"
export { checkValidKey, type EnvironmentCheck, getValidModels, validateEnvironment } from "./validate-environment"
export { setVerbose } from "./verbose"
