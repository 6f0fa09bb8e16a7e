import { bearer } from "./auth"
import { plainChat } from "./plain-chat"
import { defineProvider } from "./provider"

/** Fireworks (docs.fireworks.ai): a model's full name says whose it is; a short one is Fireworks' own. */
export const fireworksAi = defineProvider({
  id: "fireworks_ai",
  aliases: ["fireworks"],
  baseUrl: "https://api.fireworks.ai/inference/v1",
  baseUrlEnv: ["FIREWORKS_AI_API_BASE", "FIREWORKS_API_BASE"],
  keyEnv: ["FIREWORKS_AI_API_KEY", "FIREWORKS_API_KEY", "FIREWORKSAI_API_KEY", "FIREWORKS_AI_TOKEN"],
  needsKey: true,
  auth: bearer,
  connect: ({ model }) => (/[/#*]/.test(model) ? {} : { model: `accounts/fireworks/models/${model}` }),
  serves: { chat: { ...plainChat, path: "/chat/completions" } },
})
