import { catalogEntry } from "./catalog-entry"
import { type ModelName, modelName } from "./model-name"

/** Tells whether the catalog says a model can do something; false for what it does not know. `f("gpt-4o")` or `f({ model: "gpt-4o" })`. */
export type Supports = (name: string | ModelName, customLlmProvider?: string) => boolean

function field(name: string): Supports {
  return (model, customLlmProvider) =>
    catalogEntry(modelName(model, customLlmProvider))?.fields[`supports_${name}`] === true
}

export const supportsAssistantPrefill = field("assistant_prefill")
export const supportsAudioInput = field("audio_input")
export const supportsAudioOutput = field("audio_output")
export const supportsComputerUse = field("computer_use")
export const supportsEmbeddingImageInput = field("embedding_image_input")
export const supportsFunctionCalling = field("function_calling")
export const supportsNativeStreaming = field("native_streaming")
export const supportsParallelFunctionCalling = field("parallel_function_calling")
export const supportsPdfInput = field("pdf_input")
export const supportsPromptCaching = field("prompt_caching")
export const supportsReasoning = field("reasoning")
export const supportsResponseSchema = field("response_schema")
export const supportsSystemMessages = field("system_messages")
export const supportsToolChoice = field("tool_choice")
export const supportsUrlContext = field("url_context")
export const supportsVideoInput = field("video_input")
export const supportsVision = field("vision")
export const supportsWebSearch = field("web_search")
