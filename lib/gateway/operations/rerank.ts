import { kindOperation } from "#lib/gateway/kind-operation"
import { missing, needText, wrong } from "#lib/gateway/parse-kind"

/** Cohere's rerank (docs.cohere.com/reference/rerank), the shape others have taken over. */
export const rerank = kindOperation({
  id: "rerank",
  callType: "arerank",
  paths: ["/v1/rerank", "/rerank", "/v2/rerank"],
  rules: {
    kind: "rerank",
    check(fields) {
      needText(fields, "query", "what the documents are ranked by")
      const { documents, top_n: top } = fields
      if (documents === undefined || documents === null) throw missing("documents", "the list of texts to rank")
      const right = (item: unknown) => typeof item === "string" || (typeof item === "object" && item !== null)
      if (!Array.isArray(documents) || documents.length === 0 || !documents.every(right))
        throw wrong("documents", "a list of at least one text or object")
      if (top !== undefined && top !== null && !(typeof top === "number" && Number.isInteger(top) && top > 0))
        throw wrong("top_n", "a whole number, 1 or more")
    },
  },
})
