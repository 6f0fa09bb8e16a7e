import type { ModelOperation } from "#lib/gateway/operation"
import { gemini } from "#lib/wire/gemini/dialect"
import { generateContentArray } from "./generate-content-array"
import { parseContents } from "./generate-content-parse"

/** Where Google's clients call a method of a model; the last is LiteLLM's alias. */
export function geminiPaths(method: string): readonly string[] {
  return ["/v1beta", "/v1", "/v1alpha", ""].map((version) => `${version}/models/:model:${method}`)
}

/** Gemini's API, to any provider: as it is where the provider speaks it, translated elsewhere. */
export const generateContent: ModelOperation = {
  kind: "model",
  id: "generate_content",
  callType: "agenerate_content",
  method: "POST",
  paths: geminiPaths("generateContent"),
  dialect: gemini,
  keyParam: "key",
  parse: (text, pathModel) => parseContents(text, pathModel, false),
}

/** The same as a stream. */
export const streamGenerateContent: ModelOperation = {
  ...generateContent,
  id: "stream_generate_content",
  callType: "agenerate_content_stream",
  paths: geminiPaths("streamGenerateContent"),
  parse: (text, pathModel) => parseContents(text, pathModel, true),
  framed: generateContentArray,
}
