import { keptOperations } from "./kept-objects"

/** `/v1/vector_stores`: in the account of an OpenAI or Azure deployment, each the caller's own. */
export const vectorStores = keptOperations({
  kind: "vector_store",
  path: "/vector_stores",
  word: "vector store",
  callTypes: { create: "avector_store_create", other: "avector_store_search" },
  below: {
    GET: ["", "files", "files/*", "files/*/content", "file_batches/*", "file_batches/*/files"],
    POST: ["", "search", "files", "files/*", "file_batches", "file_batches/*/cancel"],
    DELETE: ["", "files/*"],
  },
})
