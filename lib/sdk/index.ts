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
export type { DialectAnswer, DialectStream } from "./answer-dialect"
export {
  type BatchCompletionOptions,
  type BatchModelsOptions,
  batchCompletion,
  batchCompletionModels,
  batchCompletionModelsAllResponses,
} from "./batch-completion"
export type { Hidden, HiddenParams } from "./call"
export { acompletion, type CompletionStream, completion, type ModelResponse } from "./completion"
export { type CompletionCostOptions, type CostPerTokenOptions, completionCost, costPerToken } from "./completion-cost"
export { closeConnections } from "./engine"
export type { EventStream } from "./event-stream"
export * from "./exceptions"
export { getLlmProvider, type LlmProvider, type ModelName } from "./get-llm-provider"
export { type MessagesOptions, messages } from "./messages"
export { getMaxTokens, getModelInfo, type ModelInfo, registerModel } from "./model-info"
export type { CallOptions, CompletionOptions, Fallback, Message } from "./options"
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
export { decode, encode, type TokenCounterOptions, tokenCounter } from "./token-counter"
export { type TrimOptions, trimMessages } from "./trim-messages"
export { checkValidKey, type EnvironmentCheck, getValidModels, validateEnvironment } from "./validate-environment"
export { setVerbose } from "./verbose"
