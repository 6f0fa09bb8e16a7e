import { kindOperation } from "#lib/gateway/kind-operation"
import { missing, wrong } from "#lib/gateway/parse-kind"

/** OpenAI moderation of text and images. */
export const moderations = kindOperation({
  id: "moderations",
  callType: "amoderation",
  paths: ["/v1/moderations", "/moderations"],
  rules: {
    kind: "moderations",
    defaultModel: "omni-moderation-latest",
    check({ input }) {
      if (input === undefined || input === null) throw missing("input", "the text to judge, or a list of them")
      if (typeof input === "string" ? input === "" : !Array.isArray(input) || input.length === 0)
        throw wrong("input", "a text that is not empty, or a list of at least one")
    },
  },
})
