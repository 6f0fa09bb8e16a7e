/** The endpoints whose requests a batch can hold. */
export const BATCH_ENDPOINTS: readonly string[] = [
  "/v1/chat/completions",
  "/v1/responses",
  "/v1/completions",
  "/v1/embeddings",
  "/v1/moderations",
  "/v1/images/generations",
  "/v1/messages",
  "/v1/rerank",
]
