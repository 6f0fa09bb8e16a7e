import { bearer } from "./auth"
import { defineProvider } from "./provider"

/**
 * Replicate's predictions are jobs that are started and then asked for, with a prompt format for each model. That is not chat as
 * the hub knows it; the declaration exists so that the prefix is known and the refusal says why.
 */
export const replicate = defineProvider({
  id: "replicate",
  baseUrl: "https://api.replicate.com/v1",
  baseUrlEnv: ["REPLICATE_API_BASE"],
  keyEnv: ["REPLICATE_API_KEY", "REPLICATE_API_TOKEN"],
  needsKey: true,
  auth: bearer,
  connect: () => {
    throw new Error(
      "replicate is not served yet: its predictions are jobs with a prompt format for each model. Use a provider with a chat API for this model, or openai/<model> with api_base",
    )
  },
  serves: {},
})
