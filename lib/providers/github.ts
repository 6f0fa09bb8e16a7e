import { bearer } from "./auth"
import { plainChat } from "./plain-chat"
import { defineProvider } from "./provider"

/** GitHub Models (docs.github.com/rest/models/inference); a model is `<publisher>/<name>`. */
export const github = defineProvider({
  id: "github",
  baseUrl: "https://models.github.ai/inference",
  baseUrlEnv: ["GITHUB_API_BASE"],
  keyEnv: ["GITHUB_API_KEY", "GITHUB_TOKEN"],
  needsKey: true,
  auth: bearer,
  headers: { "x-github-api-version": "2022-11-28" },
  serves: { chat: { ...plainChat, path: "/chat/completions" } },
})
