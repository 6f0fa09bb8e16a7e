import { azureLogin } from "./auth/azure-entra"
import { azurePath, azureRealtimePath, baseOf, undatedPath, type Wanted } from "./azure-address"
import { openaiWords } from "./openai-models"
import { defineProvider } from "./provider"
import { ENTRA_FIELDS } from "./provider-field"
import { responses } from "./responses"

const PLACE: Wanted = {
  id: "azure",
  names: ["AZURE_API_BASE", "AZURE_OPENAI_ENDPOINT"],
  example: "https://<resource>.openai.azure.com",
}

/** LiteLLM's `azure/o_series/<deployment>` says what kind of model is behind a name that does not show it. */
const KINDS = /^(o_series|gpt5_series)\//

function kindOf(model: string): string | null {
  const said = KINDS.exec(model)?.[1]
  return said === undefined ? null : said === "o_series" ? "o1" : "gpt-5"
}

/**
 * OpenAI's models on Azure (learn.microsoft.com/azure/foundry/openai): the model's name is the name of the customer's deployment.
 * With a dated `api_version` it stands in the path; with `v1`, `latest` or `preview`, or an address that ends in `/openai/v1`,
 * in the body. Login by key or Entra ID.
 */
export const azure = defineProvider({
  id: PLACE.id,
  baseUrl: null,
  baseUrlEnv: PLACE.names,
  keyEnv: ["AZURE_API_KEY", "AZURE_OPENAI_API_KEY"],
  needsKey: false,
  fields: [
    {
      key: "api_version",
      label: "API version",
      placeholder: "2024-10-21",
      hint: "Empty: AZURE_API_VERSION, else the newest.",
    },
    ...ENTRA_FIELDS,
  ],
  auth: () => ({}),
  connect: (given) => {
    baseOf(given, PLACE)
    const model = given.model.replace(KINDS, "")
    return { ...azureLogin(given, PLACE.id, (key) => ({ "api-key": key })), model }
  },
  realtime: (call) => azureRealtimePath(call, PLACE),
  objects: (given) => undatedPath("files", given, PLACE).replace(/\/files$/, ""),
  serves: {
    chat: (model, given) => ({
      ...openaiWords(kindOf(given.model) ?? model),
      path: (call) => azurePath("chat/completions", call, PLACE),
      also: [{ ...responses, path: ({ given }) => undatedPath("responses", given, PLACE) }],
    }),
  },
})
