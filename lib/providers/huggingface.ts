import { normalisedChat } from "#lib/wire/openai-chat/accent"
import { bearer } from "./auth"
import { plainChat } from "./plain-chat"
import { type Connection, defineProvider, type Given } from "./provider"

/**
 * Hugging Face's router (huggingface.co/docs/inference-providers): `huggingface/<org>/<model>`, with the provider that is to serve
 * it in front (`huggingface/together/<org>/<model>`) or behind (`<org>/<model>:together`). With `api_base` an endpoint of one's own.
 */
export const huggingface = defineProvider({
  id: "huggingface",
  baseUrl: "https://router.huggingface.co",
  baseUrlEnv: ["HUGGINGFACE_API_BASE", "HF_API_BASE"],
  keyEnv: ["HUGGINGFACE_API_KEY", "HF_TOKEN"],
  needsKey: true,
  auth: bearer,
  connect,
  serves: { chat: { ...plainChat, dialect: normalisedChat, path: "/v1/chat/completions" } },
})

function connect({ model, params, env }: Given): Connection {
  // An address as the model's name is LiteLLM's way to name an endpoint that serves one model.
  if (/^https?:\/\//.test(model)) return { baseUrl: model, model: "tgi" }
  const own = params.api_base !== undefined || env.HUGGINGFACE_API_BASE || env.HF_API_BASE
  const [server, ...name] = model.split("/")
  return own || name.length < 2 ? {} : { model: `${name.join("/")}:${server}` }
}
