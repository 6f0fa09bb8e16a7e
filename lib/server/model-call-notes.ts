import { contents, flag, list, metadata, model, number, type OperationNote, object, text, whole } from "./note-fields"

const stream = flag("Answer with server-sent events")
const user = text("Whom the call is for: customer of the spend log and of budgets")
const routing = { num_retries: whole("Retries of this call"), fallbacks: list("Models to try when this one fails") }
const shared = { model, user, metadata, ...routing }
const sampling = {
  temperature: number("0 to 2"),
  top_p: number("0 to 1"),
  stop: { description: "Up to four texts that end the answer" },
  seed: whole("Same seed, same answer, where the provider can"),
}
const tools = {
  tools: list("Functions the model may call"),
  tool_choice: { description: "auto, none, required or one" },
}
const file = text("The bytes, as a file of the form")
const prompt = text("What the picture shows")
const generate = {
  contents,
  systemInstruction: object("What the model is told first"),
  generationConfig: object("temperature, maxOutputTokens, responseSchema …"),
  ...{ tools: tools.tools },
}
const chatFields = {
  ...shared,
  messages: list("The conversation, oldest first", { type: "object" }),
  stream,
  stream_options: object("include_usage: true ends the stream with its usage"),
  max_completion_tokens: whole("At most so many tokens"),
  n: whole("How many answers"),
  ...sampling,
  ...tools,
  response_format: object("text, json_object or json_schema"),
  reasoning_effort: text("minimal, low, medium or high"),
}
const image = { ...shared, prompt, n: whole("How many"), size: text("1024x1024 …") }

/** What the API document says of the calls of models, by operation. */
export const MODEL_CALL_NOTES: Readonly<Record<string, OperationNote>> = {
  "chat.completions": {
    tag: "chat",
    summary: "Chat completion, OpenAI's shape",
    fields: chatFields,
    required: ["model", "messages"],
  },
  completions: {
    tag: "chat",
    summary: "Text completion",
    fields: {
      ...shared,
      prompt: { description: "Text, or a list of texts" },
      stream,
      max_tokens: whole("At most so many tokens"),
      ...sampling,
    },
    required: ["model", "prompt"],
  },
  messages: {
    tag: "chat",
    summary: "Messages, Anthropic's shape, to any model",
    fields: {
      ...shared,
      messages: list("The conversation", { type: "object" }),
      max_tokens: whole("At most so many tokens"),
      system: { description: "What the model is told first" },
      stream,
      ...tools,
      thinking: object("How much the model may think"),
    },
    required: ["model", "messages", "max_tokens"],
  },
  "messages.count_tokens": {
    tag: "chat",
    summary: "How many tokens messages are",
    fields: { model, messages: list("The conversation", { type: "object" }) },
    required: ["model", "messages"],
  },
  responses: {
    tag: "responses",
    summary: "A response, OpenAI's shape, from any model",
    fields: {
      ...shared,
      input: { description: "Text, or a list of items" },
      instructions: text("What the model is told first"),
      previous_response_id: text("The turn before, kept here"),
      store: flag("Keep it for later turns; true unless said"),
      max_output_tokens: whole("At most so many tokens"),
      stream,
      ...tools,
      text: object("Format of the text"),
      reasoning: object("effort and summary"),
    },
    required: ["model", "input"],
  },
  generate_content: {
    tag: "generate content",
    summary: "Generate content, Gemini's shape, with any model",
    fields: generate,
    required: ["contents"],
  },
  stream_generate_content: {
    tag: "generate content",
    summary: "The same as a stream; a JSON array without alt=sse",
    fields: generate,
    required: ["contents"],
    query: { alt: text("sse for events") },
    answers: "events",
  },
  "generate_content.count_tokens": {
    tag: "generate content",
    summary: "How many tokens contents are",
    fields: { contents },
  },
  embeddings: {
    tag: "embeddings",
    summary: "Embeddings",
    fields: {
      ...shared,
      input: { description: "Text, tokens, or a list of them" },
      dimensions: whole("Length of a vector"),
      encoding_format: text("float or base64"),
    },
    required: ["model", "input"],
  },
  rerank: {
    tag: "embeddings",
    summary: "Documents ranked by a query, Cohere's shape",
    fields: {
      ...shared,
      query: text("What they are ranked by"),
      documents: list("Texts or objects"),
      top_n: whole("How many to return"),
    },
    required: ["model", "query", "documents"],
  },
  moderations: {
    tag: "moderations",
    summary: "Is a text harmful?",
    fields: { ...shared, input: { description: "Text, or a list of texts and pictures" } },
    required: ["input"],
  },
  "images.generations": {
    tag: "images",
    summary: "Pictures from a prompt",
    fields: image,
    required: ["model", "prompt"],
  },
  "images.edits": {
    tag: "images",
    summary: "A picture changed",
    form: true,
    fields: { ...image, image: file, mask: file },
    required: ["model", "prompt", "image"],
  },
  "images.variations": {
    tag: "images",
    summary: "Variations of a picture",
    form: true,
    fields: { model, image: file, n: whole("How many") },
    required: ["model", "image"],
  },
  "audio.transcriptions": {
    tag: "audio",
    summary: "Speech to text",
    form: true,
    fields: {
      model,
      file,
      language: text("ISO 639-1"),
      prompt: text("Style and words to expect"),
      response_format: text("json, text, srt, vtt or verbose_json"),
      temperature: number("0 to 1"),
    },
    required: ["model", "file"],
  },
  "audio.translations": {
    tag: "audio",
    summary: "Speech to English text",
    form: true,
    fields: { model, file, response_format: text("json, text, srt, vtt or verbose_json") },
    required: ["model", "file"],
  },
  "audio.speech": {
    tag: "audio",
    summary: "Text to speech",
    fields: {
      ...shared,
      input: text("What is said"),
      voice: { description: "Whose voice" },
      response_format: text("mp3, opus, aac, flac, wav or pcm"),
      speed: number("0.25 to 4"),
    },
    required: ["model", "input", "voice"],
    answers: "bytes",
  },
  gemini_models: { tag: "generate content", summary: "The models you may use, Gemini's shape" },
  gemini_model: { tag: "generate content", summary: "One model, Gemini's shape" },
}
