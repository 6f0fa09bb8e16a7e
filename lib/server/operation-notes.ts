import { MODEL_CALL_NOTES } from "./model-call-notes"
import { contents, list, metadata, model, type OperationNote, object, text, whole } from "./note-fields"

const page = {
  limit: whole("How many a page"),
  after: text("The id the page begins after"),
  order: text("asc or desc"),
}
const file = text("The bytes, as a file of the form")

/** Operation id → what the document says of it; pass-through has none. */
export const OPERATION_NOTES: Readonly<Record<string, OperationNote>> = {
  ...MODEL_CALL_NOTES,
  "files.create": {
    tag: "files",
    summary: "Upload a file",
    form: true,
    fields: { file, purpose: text("batch, user_data …") },
    required: ["file", "purpose"],
  },
  "batches.create": {
    tag: "batches",
    summary: "Have a file of requests answered, at the batch price",
    fields: {
      input_file_id: text("A file of purpose batch"),
      endpoint: text("/v1/chat/completions …"),
      completion_window: text("24h"),
      metadata,
    },
    required: ["input_file_id", "endpoint", "completion_window"],
  },
  "batches.list": { tag: "batches", summary: "Your batches", query: page },
  "files.list": { tag: "files", summary: "Your files", query: { ...page, purpose: text("Only these") } },
  "files.content": { tag: "files", summary: "The bytes of a file", answers: "bytes" },
  "responses.input_items": { tag: "responses", summary: "What a response was asked", query: page },
  token_counter: {
    tag: "info",
    summary: "How many tokens a prompt is; calls nobody",
    fields: { model, prompt: { description: "Text" }, messages: list("A conversation"), contents },
    required: ["model"],
  },
  transform_request: {
    tag: "info",
    summary: "What a provider would be sent, for administrators",
    fields: { call_type: text("completion, anthropic_messages or responses"), request_body: object("The request") },
    required: ["request_body"],
  },
  "model_group.info": {
    tag: "info",
    summary: "What each model can and costs",
    query: { model_group: text("Only this one") },
  },
  supported_openai_params: { tag: "info", summary: "Which of OpenAI's parameters a model takes", query: { model } },
  health: {
    tag: "info",
    summary: "One small real request to every deployment, for administrators",
    query: { model: text("Only this model"), model_id: text("Only this deployment") },
  },
  models: { tag: "info", summary: "The models you may use" },
  "responses.retrieve": { tag: "responses", summary: "A kept response" },
  "responses.delete": { tag: "responses", summary: "Forget a kept response" },
  "responses.cancel": { tag: "responses", summary: "Cancel one made in the background" },
  realtime: { tag: "realtime", summary: "A WebSocket session of voice and text", query: { model } },
  "realtime.client_secrets": {
    tag: "realtime",
    summary: "A short-lived secret for a browser's session",
    fields: { session: object("What the session is to be"), expires_after: object("anchor and seconds") },
  },
  "realtime.sessions": { tag: "realtime", summary: "A session with a secret, the older shape", fields: { model } },
  explain: {
    tag: "info",
    summary: "What would become of a request, without sending it; for administrators",
    fields: { model },
  },
  "files.retrieve": { tag: "files", summary: "What is known of a file" },
  "files.delete": { tag: "files", summary: "Delete a file" },
  "batches.retrieve": { tag: "batches", summary: "How far a batch is" },
  "batches.cancel": { tag: "batches", summary: "Begin nothing more of a batch" },
  "vector_stores.create": {
    tag: "vector stores",
    summary: "Make a vector store at the provider",
    fields: { name: text("Its name"), file_ids: list("Files it begins with"), metadata },
  },
  "vector_stores.list": { tag: "vector stores", summary: "Your vector stores", query: page },
  "vector_stores.get": { tag: "vector stores", summary: "A vector store, its files, a search's results" },
  "vector_stores.post": { tag: "vector stores", summary: "Change a vector store, add files, search", fields: {} },
  "vector_stores.delete": { tag: "vector stores", summary: "Delete a vector store or take a file out" },
  "fine_tuning_jobs.create": {
    tag: "fine-tuning",
    summary: "Begin a fine-tuning job",
    fields: { model, training_file: text("A file of purpose fine-tune"), method: object("How") },
    required: ["model", "training_file"],
  },
  "fine_tuning_jobs.list": { tag: "fine-tuning", summary: "Your jobs", query: page },
  "fine_tuning_jobs.get": { tag: "fine-tuning", summary: "A job, its events and checkpoints" },
  "fine_tuning_jobs.post": { tag: "fine-tuning", summary: "Cancel, pause or resume a job", fields: {} },
  "fine_tuning_jobs.delete": { tag: "fine-tuning", summary: "Delete what belongs to a job" },
  model: { tag: "info", summary: "One model" },
}
